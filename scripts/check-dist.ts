import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The command for a contributor to run if dist/ is stale. */
const REMEDY = 'npm ci && npm run build && git add dist';

/**
 * Deletes `dist/`, rebuilds it, and returns the files that then differ from the commit: changed, missing and new
 * ones. Files that git ignores count too, for a checkout would lack them.
 */
export async function staleFiles(root: string, build: () => Promise<void>): Promise<string[]> {
  await rm(join(root, 'dist'), { recursive: true, force: true });
  await build();
  const status = ['status', '--porcelain', '--no-renames', '--ignored', '--untracked-files=all', '-z', '--', 'dist'];
  const { stdout } = await promisify(execFile)('git', ['-C', root, ...status], { maxBuffer: 1 << 26 });
  // Each entry is two letters of state, a space, and the path.
  return stdout.split('\0').flatMap((entry) => (entry === '' ? [] : [entry.slice(3)]));
}

/** What to tell of stale files: each of them, and the command that mends it. */
export function staleMessage(files: string[]): string {
  return `dist/ is not what the sources build to:\n${files.map((file) => `  ${file}\n`).join('')}Run this and commit the result:\n  ${REMEDY}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const stale = await staleFiles(root, async () => {
    await promisify(execFile)(process.execPath, [join(root, 'scripts/build.ts')]);
  });
  if (stale.length === 0) console.log('dist/ is what the sources build to.');
  else {
    console.error(staleMessage(stale));
    if (process.env.GITHUB_ACTIONS) console.log(`::error file=dist/index.js::dist/ is stale. Run: ${REMEDY}`);
    process.exitCode = 1;
  }
}
