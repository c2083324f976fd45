import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entry } from '../../../src/archive/manifest.ts';
import { suddenlyEmpty } from '../../../src/audit/checks/sudden-emptiness.ts';
import { doubtedData } from '../../../src/audit/read/doubted-data.ts';

const DOUBT = { on: '2026-03-03', rows: 1 };

function found(resource: string, entries: Entry[]) {
  return suddenlyEmpty.find({ doubted: doubtedData({ resource, entries }) } as never, {} as never);
}

test('a snapshot in two formats that is doubted is one finding', () => {
  const entries = ['jsonl', 'csv'].map((ending) => ({ path: `users/users.${ending}`, rows: 412, doubted: DOUBT }));
  assert.deepEqual(
    found('users', entries).map(({ subject, evidence }) => [subject, evidence]),
    [['users', found('users', entries.slice(0, 1))[0]?.evidence]],
  );
});

test('each month in doubt is a finding of its own, and one without doubt is none', () => {
  const entry = (period: string) => ({ period, path: `costs/month=${period}/costs.jsonl`, rows: 40 });
  const entries = [{ ...entry('2026-01'), doubted: DOUBT }, entry('2026-02'), { ...entry('2026-03'), doubted: DOUBT }];
  assert.deepEqual(
    found('costs', entries).map(({ subject }) => subject),
    ['costs/2026-01', 'costs/2026-03'],
  );
});

for (const [what, entries] of Object.entries<Entry[]>({
  'an empty snapshot': [{ path: 'users/users.jsonl', rows: 0 }],
  'a month that was read and is empty': [{ period: '2026-02', rows: 0, settled: true }],
  'no entry': [],
})) {
  test(`${what} is no finding`, () => assert.deepEqual(found('users', entries), []));
}
