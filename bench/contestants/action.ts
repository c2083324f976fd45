import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bundleProduct } from '../../scripts/build.ts';
import { version } from '../../src/api/version.ts';
import type { Contestant } from './contestant.ts';

/** Its name among the contestants. */
export const OURS = 'this action';

/** Returns the action, bundled from the sources as they are now, because `dist/` may be older. */
export async function buildAction(): Promise<Contestant> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-dist-'));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  for (const [path, text] of await bundleProduct()) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return {
    name: OURS,
    version,
    command: ({ url, adminKey, folder: workspace, from, resources }) => ({
      program: process.execPath,
      args: [join(folder, 'index.js')],
      folder: workspace,
      env: {
        GITHUB_WORKSPACE: workspace,
        RUNNER_TEMP: workspace,
        'INPUT_API-KEY': adminKey,
        'INPUT_BASE-URL': url,
        INPUT_RESOURCES: resources,
        'INPUT_START-DATE': new Date(from * 1000).toISOString().slice(0, 10),
      },
    }),
  };
}
