import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entry } from '../../../src/archive/manifest.ts';
import { changedPartitions } from '../../../src/export/job/changed-partitions.ts';

const entry = (period: string | undefined, sha256?: string, ending = 'jsonl'): Entry => ({
  ...(period !== undefined && { period }),
  ...(sha256 !== undefined && { sha256, path: `x/${period ?? 'x'}.${ending}`, bytes: 1 }),
  rows: sha256 === undefined ? 0 : 1,
});

const cases: [
  name: string,
  before: Entry[] | undefined,
  written: Entry[],
  expected: { new: number; changed: number },
][] = [
  ['all of a first export is new', undefined, [entry('2026-01', 'a'), entry('2026-02', 'b')], { new: 2, changed: 0 }],
  ['the same content is neither', [entry('2026-01', 'a')], [entry('2026-01', 'a')], { new: 0, changed: 0 }],
  ['other content is a change', [entry('2026-01', 'a')], [entry('2026-01', 'b')], { new: 0, changed: 1 }],
  [
    'what was empty and no longer is counts as new',
    [entry('2026-01')],
    [entry('2026-01', 'a')],
    { new: 1, changed: 0 },
  ],
  ['what became empty has changed', [entry('2026-01', 'a')], [entry('2026-01')], { new: 0, changed: 1 }],
  ['what was and is empty is neither', undefined, [entry('2026-01')], { new: 0, changed: 0 }],
  [
    'a late file beside the first one is a change',
    [entry('2026-01', 'a')],
    [entry('2026-01', 'a'), entry('2026-01', 'b')],
    { new: 0, changed: 1 },
  ],
  [
    'two formats are one partition',
    undefined,
    [entry('2026-01', 'a'), entry('2026-01', 'b', 'csv')],
    { new: 1, changed: 0 },
  ],
  ['a snapshot is one partition', [entry(undefined, 'a')], [entry(undefined, 'b')], { new: 0, changed: 1 }],
];

for (const [name, before, written, expected] of cases) {
  test(name, () => assert.deepEqual(changedPartitions({ written }, before && { entries: before }), expected));
}
