import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { node20 } from '../harness/node-20.ts';
import { CLI, runCli } from '../harness/run-cli.ts';
import { filesBelow, temporaryFolder } from '../harness/workspace.ts';

const run = promisify(execFile);
test('on Node 20 and nothing else, the demo runs two nights and shows what it wrote', async (t) => {
  const folder = await temporaryFolder(t, 'demo');
  const [command, ...args] = (await node20()) as [string, ...string[]];
  const { stdout } = await run(command, [...args, CLI, 'demo'], { cwd: folder, maxBuffer: 1 << 24 }).catch((cause) => {
    throw new Error(`The demo failed on Node 20 (${command} --version must work)`, { cause });
  });
  assert.equal(stdout.match(/Read [\d,]+ rows of 45 resources .* nothing failed\./g)?.length, 2, stdout);
  assert.match(stdout, /"change":"added","key":\{"id":"user-demo"\}/);
  const files = await filesBelow(join(folder, 'demo-data'));
  for (const wanted of ['_manifests/users.json', 'users/users.csv', 'users/users.jsonl']) {
    assert.ok(files.includes(wanted), wanted);
  }
  assert.doesNotMatch(stdout, /::|sk-admin/);
  assert.match(await readFile(join(folder, 'demo-data/users/users.jsonl'), 'utf8'), /"id":"user-demo"/);
});

test('where nobody reads what the demo says, it still leaves its files', async (t) => {
  const folder = await temporaryFolder(t, 'demo');
  const { code, stderr } = await runCli(folder, ['demo'], { closed: 'stdout' });
  assert.deepEqual([code, stderr], [0, '']);
  assert.ok((await filesBelow(join(folder, 'demo-data'))).includes('users/users.jsonl'));
});

test('the demo takes no arguments, and leaves a folder alone that it did not make', async (t) => {
  const folder = await temporaryFolder(t, 'demo');
  assert.equal((await runCli(folder, ['demo', '--days', '3'])).code, 2);
  assert.equal((await runCli(folder, ['demo', 'here'])).code, 2);
  await mkdir(join(folder, 'demo-data'));
  const { code, stderr } = await runCli(folder, ['demo']);
  assert.equal(code, 1);
  assert.match(stderr, /^\.\/demo-data exists and was not made by this demo\. .*\n$/);
});
