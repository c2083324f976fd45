import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshotAsOf } from '../../../src/archive/current-files.ts';
import { emptyManifest, type HistoryEntry, type Manifest } from '../../../src/archive/manifest.ts';

const SHAPE = { formats: ['jsonl', 'csv'] };

function kept(read_on: string, sha256: string, more: Partial<HistoryEntry> = {}): HistoryEntry[] {
  return ['jsonl', 'csv'].map((ending) => ({
    read_on,
    path: `_history/users/date=${read_on}/users-${sha256}.${ending}`,
    rows: 1,
    bytes: 1,
    sha256,
    ...more,
  }));
}

function manifest(more: Partial<Manifest>): Manifest {
  const current = ['jsonl', 'csv'].map((ending) => ({ path: `users/users.${ending}`, rows: 1, sha256: 'now' }));
  return { ...emptyManifest('users', SHAPE), entries: current, read_on: '2026-03-09', ...more };
}

const HISTORY = [
  ...kept('2026-03-01', 'a'),
  ...kept('2026-03-03', 'b', { incomplete: true }),
  ...kept('2026-03-05', 'c'),
  ...kept('2026-03-05', 'd'),
  ...kept('2026-03-09', 'e'),
];

for (const [name, day, more, expected] of [
  ['the current one, on its day', '2026-03-09', {}, ['2026-03-09', 'users/users.jsonl', 'users/users.csv']],
  [
    'the current one, later',
    '2026-05-01',
    { history: HISTORY },
    ['2026-03-09', 'users/users.jsonl', 'users/users.csv'],
  ],
  [
    'the last of several on one day',
    '2026-03-08',
    { history: HISTORY },
    ['2026-03-05', '_history/users/date=2026-03-05/users-d.jsonl', '_history/users/date=2026-03-05/users-d.csv'],
  ],
  [
    'a complete one before an incomplete one',
    '2026-03-04',
    { history: HISTORY },
    ['2026-03-01', '_history/users/date=2026-03-01/users-a.jsonl', '_history/users/date=2026-03-01/users-a.csv'],
  ],
  [
    'what is kept where the current one is not complete',
    '2026-03-20',
    { history: HISTORY, stale_parents: ['proj_1'] },
    ['2026-03-09', '_history/users/date=2026-03-09/users-e.jsonl', '_history/users/date=2026-03-09/users-e.csv'],
  ],
  ['nothing before the first read', '2026-02-28', { history: HISTORY }, undefined],
  ['nothing without a history', '2026-03-08', {}, undefined],
] as const) {
  test(`chooses ${name}`, () => {
    const chosen = snapshotAsOf(
      manifest({ ...more, ...('history' in more ? { history: [...more.history] } : {}) } as Partial<Manifest>),
      day,
    );
    assert.deepEqual(chosen && [chosen.readOn, ...chosen.files.map(({ path }) => path)], expected);
  });
}
