import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { CLI, runCli } from '../harness/run-cli.ts';
import { temporaryFolder } from '../harness/workspace.ts';
import { exportOnce } from './exported.ts';

test('where nobody reads the page, the exit code says what it would have said, and no rows are left behind', async (t) => {
  const [scenario, temp] = await Promise.all([exportOnce(t), temporaryFolder(t, 'verify-temp')]);
  const verify = async () => {
    const { code, stderr } = await runCli(scenario.workspace, ['verify', 'data'], {
      env: { TMPDIR: temp },
      closed: 'stdout',
    });
    assert.deepEqual([stderr, await readdir(temp)], ['', []]);
    return code;
  };
  assert.equal(await verify(), 0);
  await scenario.remove('data/users/users.jsonl');
  assert.equal(await verify(), 1);
});

test('where the page cannot be written, verifying has failed, and no rows are left behind', async (t) => {
  if (process.platform !== 'linux') return t.skip('needs /dev/full');
  const [scenario, temp] = await Promise.all([exportOnce(t), temporaryFolder(t, 'verify-temp')]);
  const script = 'exec "$0" "$1" verify data > /dev/full';
  const ended = promisify(execFile)('sh', ['-c', script, process.execPath, CLI], {
    cwd: scenario.workspace,
    env: { PATH: process.env.PATH, TMPDIR: temp },
  });
  await assert.rejects(ended, {
    code: 1,
    stderr: /^openai-admin-export: Failed to write to standard output: ENOSPC.*\n$/,
  });
  assert.deepEqual(await readdir(temp), []);
});
