import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { filesBelow, temporaryFolder } from '../harness/workspace.ts';

const run = promisify(execFile);
const DEMO = fileURLToPath(new URL('../../dist/demo.js', import.meta.url));
/** What a fresh machine may have; installed from the registry where this one has another. */
const NODE_20 = ['npm', 'exec', '--yes', '--package=node@20.20.2', '--', 'node'] as const;

/** The command that starts Node 20: one that is on the PATH, else the package. */
async function node20(): Promise<readonly string[]> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const node = join(folder, 'node');
    const version = await run(node, ['--version']).catch(() => undefined);
    if (version?.stdout.startsWith('v20.')) return [node];
  }
  return NODE_20;
}

test('on Node 20 and nothing else, the demo runs two nights and shows what it wrote', async (t) => {
  const folder = await temporaryFolder(t, 'demo');
  const [command, ...args] = (await node20()) as [string, ...string[]];
  const { stdout } = await run(command, [...args, DEMO], { cwd: folder, maxBuffer: 1 << 24 }).catch((cause) => {
    throw new Error(`The demo failed on Node 20 (${NODE_20.join(' ')} --version must work)`, { cause });
  });
  assert.equal(stdout.match(/Read [\d,]+ records of 39 resources .* nothing failed\./g)?.length, 2, stdout);
  assert.match(stdout, /"change":"added","key":\{"id":"user-demo"\}/);
  const files = await filesBelow(join(folder, 'demo-data'));
  for (const wanted of ['_manifests/users.json', 'users/users.csv', 'users/users.jsonl']) {
    assert.ok(files.includes(wanted), wanted);
  }
  assert.doesNotMatch(stdout, /::|sk-admin/);
  assert.match(await readFile(join(folder, 'demo-data/users/users.jsonl'), 'utf8'), /"id":"user-demo"/);
});
