import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type KillPoint, runWatched } from './kill-points.ts';
import { type FolderContent, readFolder, temporaryFolder } from './workspace.ts';

const FIXTURES = fileURLToPath(new URL('fixtures', import.meta.url));

const STEPS = [
  'mkdir data/users',
  'writeFile data/users/part',
  'rename data/users/users.jsonl',
  'open data/log',
  'write data/log',
  'open data/stream',
  'write data/stream',
  'unlink data/log',
];

async function writeUntil(workspace: string, killPoint?: KillPoint) {
  return runWatched(
    {
      workspace,
      inputs: { do: 'write' },
      entry: join(FIXTURES, 'action.mjs'),
      actionFile: join(FIXTURES, 'action.yml'),
    },
    [workspace],
    killPoint,
  );
}

test('lists the steps that change the watched folders, and nothing else', async (t) => {
  const { result, steps } = await writeUntil(await temporaryFolder(t));
  assert.equal(result.exitCode, 0, result.stderr);
  assert.deepEqual(steps, STEPS);
});

for (const { killPoint, left } of [
  { killPoint: { step: 2 }, left: {} },
  { killPoint: { step: 2, torn: true }, left: { 'data/users/part': '01234' } },
  { killPoint: { step: 3 }, left: { 'data/users/part': '0123456789' } },
  { killPoint: { step: 5 }, left: { 'data/log': '', 'data/users/users.jsonl': '0123456789' } },
  { killPoint: { step: 5, torn: true }, left: { 'data/log': 'ab', 'data/users/users.jsonl': '0123456789' } },
  {
    killPoint: { step: 7, torn: true },
    left: { 'data/log': 'abcd', 'data/stream': 'ef', 'data/users/users.jsonl': '0123456789' },
  },
] satisfies { killPoint: KillPoint; left: FolderContent }[]) {
  test(`dies before step ${killPoint.step}${'torn' in killPoint ? ', half of it done' : ''}`, async (t) => {
    const workspace = await temporaryFolder(t);
    const { result, steps } = await writeUntil(workspace, killPoint);
    assert.equal(result.signal, 'SIGKILL');
    assert.deepEqual(steps, STEPS.slice(0, killPoint.step));
    assert.deepEqual(await readFolder(workspace), left);
  });
}
