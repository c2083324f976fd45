import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openArchive } from '../../../src/archive/archive.ts';
import { readChanges } from '../../../src/audit/read/read-changes.ts';
import { entryOf, manifestOf, memoryDestination } from './memory-destination.ts';

const [A, B, C, D] = ['a', 'b', 'c', 'd'].map((digit) => digit.repeat(12)) as [string, string, string, string];
const file = (day: string, before: string, after: string) => `_changes/users/date=${day}/${before}-${after}.jsonl`;
const role = (before: string, after: string) =>
  `{"change":"changed","key":{"id":"u"},"before":{"role":"${before}"},"after":{"role":"${after}"}}\n`;
const users = (current: string, formats = ['jsonl']) =>
  manifestOf('users', {
    formats,
    read_on: '2026-11-24',
    entries: [entryOf(`users/users.${formats[0]}`, { sha256: current.repeat(5).slice(0, 64) })],
  });

test('reads the files of a day in the order in which they were written', async () => {
  const destination = memoryDestination({
    [file('2026-11-23', D, A)]: role('0', '1'),
    [file('2026-11-24', C, B)]: role('2', '3'),
    [file('2026-11-24', A, C)]: role('1', '2'),
  });
  const changes = await readChanges(openArchive(destination), users(B), { since: '2026-11-01' });
  assert.deepEqual(
    changes.map(({ after }) => after.role),
    ['1', '2', '3'],
  );
});

test('reads only the days and files that are wanted', async () => {
  const destination = memoryDestination({
    [file('2026-11-22', D, A)]: role('0', '1'),
    [file('2026-11-23', A, B)]: role('1', '2'),
    [file('2026-11-24', B, C)]: role('2', '3'),
  });
  const isWanted = (path: string) => !path.includes('2026-11-24');
  const changes = await readChanges(openArchive(destination), users(C), { since: '2026-11-23', isWanted });
  assert.deepEqual(
    changes.map(({ day }) => day),
    ['2026-11-23'],
  );
});

test('gives values as the cells of a table, and null for a field that is absent', async () => {
  const lines = [
    '{"change":"added","key":{"id":"u"},"row":{"id":"u","added_at":1772450000,"user":{"enabled":true}}}',
    '{"change":"changed","key":{"id":"u"},"before":{"added_at":1772450000,"user__enabled":true,"name":null},"after":{"added_at":null,"tags":["a"]}}',
    '{"change":"changed","key":{"id":"u"},"before":{"name":null},"after":{}}',
  ];
  const destination = memoryDestination({ [file('2026-11-24', A, B)]: `${lines.join('\n')}\n` });
  const [added, changed, ...others] = await readChanges(openArchive(destination), users(B), { since: '2026-11-01' });
  assert.deepEqual(
    [added?.after.added_at, added?.after.user__enabled, added?.after.email],
    ['2026-03-02T11:13:20Z', 'true', null],
  );
  assert.deepEqual(changed?.before, { added_at: '2026-03-02T11:13:20Z', tags: null, user__enabled: 'true' });
  assert.deepEqual(changed?.after, { added_at: null, tags: '["a"]', user__enabled: null });
  assert.deepEqual(others, []);
});

test('undoes what tables do to formulas, where a table is the only format', async () => {
  const line = `{"change":"changed","key":{"id":"u"},"before":{"name":"'=1"},"after":{"name":"x"}}\n`;
  const destination = memoryDestination({ [file('2026-11-24', A, B)]: line });
  const [change] = await readChanges(openArchive(destination), users(B, ['csv']), { since: '2026-11-01' });
  assert.equal(change?.before.name, '=1');
});

test('refuses a line that is no change, naming the file', async () => {
  for (const line of ['no JSON', '{"change":"moved","row":{}}', '{"change":"added"}', 'null']) {
    const destination = memoryDestination({ [file('2026-11-24', A, B)]: `${line}\n` });
    await assert.rejects(readChanges(openArchive(destination), users(B), { since: '2026-11-01' }), {
      name: 'StorageError',
      message: /^Failed to read _changes\/users\/date=2026-11-24\/.* in the folder data: a line is no/,
    });
  }
});
