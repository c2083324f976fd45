import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { staleFiles, staleMessage } from '../../scripts/check-dist.ts';
import { temporaryFolder } from '../harness/workspace.ts';

const COMMITTED = { 'index.js': 'one\n', 'chunks/page-A.js': 'page\n' };

test('a bundle that is built to the same bytes is not stale', async (t) => {
  assert.deepEqual(await staleAfter(t, COMMITTED), []);
});

test('names the files that are built to other bytes, no longer built, or new', async (t) => {
  const stale = await staleAfter(t, { 'index.js': 'two\n', 'chunks/page-B.js': 'page\n' });
  assert.deepEqual(stale.sort(), ['dist/chunks/page-A.js', 'dist/chunks/page-B.js', 'dist/index.js']);
});

test('names a built file that git ignores, which a checkout would lack', async (t) => {
  assert.deepEqual(await staleAfter(t, { ...COMMITTED, 'debug.log': 'log\n' }), ['dist/debug.log']);
});

test('names all files where nothing was built', async (t) => {
  assert.equal((await staleAfter(t, {})).length, 2);
});

test('says how to mend what is stale', () => {
  assert.match(staleMessage(['dist/index.js']), /dist\/index\.js\n[\s\S]*npm ci && npm run build && git add dist$/);
});

/** What is stale where a repository holds one bundle and another is built. */
async function staleAfter(t: TestContext, built: Record<string, string>): Promise<string[]> {
  const root = await temporaryFolder(t);
  const git = (...words: string[]) => execFileSync('git', ['-C', root, ...words], { stdio: 'pipe' });
  git('init', '--quiet');
  await writeFile(join(root, '.gitignore'), '*.log\n');
  await writeBundle(root, COMMITTED);
  git('add', '.');
  git('-c', 'user.name=t', '-c', 'user.email=t@example.com', 'commit', '--quiet', '--message', 'Add the bundle');
  return staleFiles(root, async () => {
    // It was deleted before: what is no longer built does not linger.
    await rm(join(root, 'dist'), { recursive: false }).catch((error) => assert.equal(error.code, 'ENOENT'));
    await writeBundle(root, built);
  });
}

async function writeBundle(root: string, files: Record<string, string>): Promise<void> {
  await mkdir(join(root, 'dist/chunks'), { recursive: true });
  for (const [path, text] of Object.entries(files)) await writeFile(join(root, 'dist', path), text);
}
