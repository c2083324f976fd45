import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyManifest, type Manifest, parseManifest, serializeManifest } from '../../src/archive/manifest.ts';
import { layOver } from '../../src/archive/merge.ts';
import { removedRanges } from '../../src/archive/removals.ts';
import { withoutRange } from '../../src/repair/forget.ts';
import { parseRange } from '../../src/repair/forget-range.ts';

const SHAPE = { formats: ['jsonl'], partition_by: 'day' };
const day = (text: string) => Date.parse(text) / 1000;
const NOW = day('2026-03-02');
const FILE = 'audit_logs/date=2026-02-21/audit_logs.jsonl';

const stored: Manifest = {
  ...emptyManifest('audit_logs', SHAPE),
  ranges: [[day('2026-02-20'), day('2026-02-23')]],
  entries: [
    { period: '2026-02-20', rows: 0, settled: true },
    { period: '2026-02-21', path: FILE, rows: 3, bytes: 9, sha256: 'abc', settled: true },
    { period: '2026-02-22', rows: 0, settled: true },
  ],
};

function options(range: string | undefined, resource = 'audit_logs') {
  const period = range === undefined ? undefined : parseRange(range);
  return { resource, range: period, reason: 'retention', deleteFiles: false, dryRun: false, now: NOW };
}

for (const [text, from, to] of [
  ['2026-02-21', '2026-02-21', '2026-02-22'],
  ['2026-02', '2026-02-01', '2026-03-01'],
  ['2026-02-20..2026-02-22', '2026-02-20', '2026-02-23'],
  ['2026-01..2026-02-03', '2026-01-01', '2026-02-04'],
  ['2026-02-21T07', '2026-02-21T07:00:00Z', '2026-02-21T08:00:00Z'],
] as const) {
  test(`the range ${text} is ${from} to ${to}`, () => {
    assert.deepEqual(parseRange(text), { from: day(from), to: day(to) });
  });
}

for (const text of ['', '2026', '2026-13', '2026-02-30', '2026-02-22..2026-02-21', '2026-02..', '2026-02-21T25', 'x']) {
  test(`"${text}" is no range`, () => assert.equal(parseRange(text), undefined));
}

test('forgetting moves entries and ranges to the removals, and a manifest keeps them', () => {
  const { manifest, paths } = withoutRange(stored, options('2026-02-21'), new Set());
  assert.deepEqual(paths, [FILE]);
  assert.deepEqual(manifest.removed, [
    {
      from: '2026-02-21',
      to: '2026-02-22',
      reason: 'retention',
      on: '2026-03-02',
      files: [{ path: FILE, rows: 3, sha256: 'abc' }],
    },
  ]);
  assert.deepEqual(manifest.ranges, [
    [day('2026-02-20'), day('2026-02-21')],
    [day('2026-02-22'), day('2026-02-23')],
  ]);
  assert.equal(manifest.entries.length, 2);
  assert.deepEqual(parseManifest(serializeManifest(manifest), 'x'), manifest);
  const change = { shape: SHAPE, written: [], removedPeriods: [], covered: [], unavailable: [] };
  assert.deepEqual(layOver(manifest, change).removed, manifest.removed);
});

test('what was never read, or is not over, is not given up with the rest', () => {
  const today = { period: '2026-03-02', path: 'audit_logs/date=2026-03-02/audit_logs.jsonl', rows: 1, settled: false };
  const open = { ...stored, entries: [...stored.entries, today] };
  const asked = { ...options('2026-02-22..2026-03-31'), now: NOW + 3600 };
  const { manifest } = withoutRange(open, asked, new Set());
  assert.deepEqual(removedRanges(manifest), [[day('2026-02-22'), day('2026-02-23')]]);
  assert.deepEqual(
    manifest.removed?.map(({ from, files }) => [from, files.length]),
    [
      ['2026-02-22', 0],
      [undefined, 1],
    ],
  );
  const { entries } = withoutRange({ ...open, ranges: [] }, { ...asked, now: NOW }, new Set()).manifest;
  assert.equal(entries.length, 2);
});

test('a period that was read again is no longer removed, and its record stays', () => {
  const { manifest } = withoutRange(stored, options('2026-02-21'), new Set());
  assert.deepEqual(removedRanges(manifest), [[day('2026-02-21'), day('2026-02-22')]]);
  const again = { ...manifest, entries: [...manifest.entries, { period: '2026-02-21', rows: 0, settled: false }] };
  assert.deepEqual(removedRanges(again), []);
  assert.equal(again.removed?.length, 1);
});

const refused: [string, Manifest, string | undefined][] = [
  ['a part of a partition', { ...stored, entries: [{ period: '2026-02', path: FILE, rows: 1 }] }, '2026-02-21'],
  ['a range without files', stored, '2026-02-20'],
  ['a dated resource without a range', stored, undefined],
];
for (const [title, manifest, range] of refused) {
  test(`${title} cannot be forgotten`, () => {
    assert.throws(() => withoutRange(manifest, options(range), new Set()), { topic: 'repair-refused' });
  });
}

test('of a snapshot the current file goes, and kept ones that are missing', () => {
  const kept = (name: string, readOn: string) => ({
    read_on: readOn,
    path: `_history/users/${name}`,
    rows: 1,
    bytes: 1,
    sha256: name,
  });
  const users: Manifest = {
    ...emptyManifest('users', { formats: ['jsonl'] }),
    entries: [{ path: 'users/users.jsonl', rows: 1, sha256: 'b' }],
    history: [kept('a', '2026-02-20'), kept('b', '2026-02-21')],
  };
  const now = withoutRange(users, options(undefined, 'users'), new Set(['_history/users/b']));
  assert.deepEqual(now.paths, ['users/users.jsonl', '_history/users/a']);
  const days = withoutRange(users, options('2026-02-21', 'users'), new Set());
  assert.deepEqual(days.paths, ['_history/users/b']);
  assert.equal(days.manifest.entries.length, 1);
});

for (const removed of [
  {},
  [null],
  [{ reason: 'x', on: '2026-01-01' }],
  [{ from: 'x', to: 'y', reason: 'x', on: '2026-01-01', files: [] }],
  [{ reason: 'x', on: '2026-01-01', files: [{ path: '../outside', rows: 1 }] }],
]) {
  test(`a manifest with the removals ${JSON.stringify(removed)} is refused`, () => {
    const text = JSON.stringify({ version: 1, resource: 'users', shape: { formats: ['jsonl'] }, entries: [], removed });
    assert.throws(() => parseManifest(text, 'x'), { topic: 'unreadable-manifest' });
  });
}
