import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type Entry,
  emptyManifest,
  type Manifest,
  parseManifest,
  serializeManifest,
  shapeOf,
} from '../../src/archive/manifest.ts';
import { boundaryName, periodAt, periodName } from '../../src/archive/periods.ts';
import { union } from '../../src/archive/ranges.ts';
import type { ResourceOptions } from '../../src/archive/selection.ts';
import { resourceNamed } from '../../src/catalogue/catalogue.ts';
import type { Resource } from '../../src/catalogue/resource.ts';
import type { FormatChoice } from '../../src/formats/format.ts';
import { formatChoices } from '../../src/formats/registry.ts';

const DAY = 86_400;
const START = Date.parse('2026-01-01') / 1000;
const dayRanges = fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 20 })), { maxLength: 6 }).map((all) =>
  union(
    all.map(([day, length]) => [START + day * DAY, START + (day + length) * DAY]),
    [],
  ),
);
const entries = fc
  .uniqueArray(fc.tuple(fc.nat(200), fc.constantFrom('jsonl', 'csv.gz', undefined)), {
    selector: String,
    maxLength: 20,
  })
  .map((all) =>
    all.map(([day, extension]): Entry => {
      const period = periodName(START + day * DAY, 'day');
      if (extension === undefined) return { period, rows: 0, settled: true };
      const path = `x/date=${period}/x.${extension}`;
      return {
        period,
        path,
        rows: day,
        bytes: 2 * day,
        sha256: 'ab',
        settled: false,
        refused: ['tenant_only'],
        unknown_columns: ['z', 'a'],
      };
    }),
  );
const manifests = fc.record({ ranges: dayRanges, unavailable: dayRanges, entries }).map((fields): Manifest => {
  const shape = { formats: ['jsonl'], partition_by: 'day', filters: { projects: ['proj_1'] } };
  return { ...emptyManifest('x', shape), organization: '0123456789abcdef', ...fields };
});

test('a manifest is read back as it was written', () => {
  fc.assert(
    fc.property(manifests, (manifest) => {
      const text = serializeManifest(manifest);
      const read = parseManifest(text, 'x.json');
      assert.equal(serializeManifest(read), text);
      const byText = (all: Entry[]) => all.map((entry) => JSON.stringify(Object.entries(entry).sort())).sort();
      assert.deepEqual(byText(read.entries), byText(manifest.entries));
      assert.deepEqual([read.ranges, read.unavailable], [manifest.ranges, manifest.unavailable]);
    }),
  );
});

test('the same content gives the same bytes, in whatever order it came', () => {
  fc.assert(
    fc.property(manifests, (manifest) => {
      const turned: Manifest = {
        ...manifest,
        entries: manifest.entries
          .toReversed()
          .map((entry) => Object.fromEntries(Object.entries(entry).reverse()) as unknown as Entry),
      };
      assert.equal(serializeManifest(turned), serializeManifest(manifest));
    }),
  );
});

test('a snapshot tells its day and its stale parents, sorted, and no ranges', () => {
  const manifest: Manifest = {
    ...emptyManifest('users', { formats: ['jsonl'] }),
    entries: [{ path: 'users/users.jsonl', rows: 1, bytes: 2, sha256: 'ab' }],
    read_on: '2026-03-02',
    stale_parents: ['proj_b', 'proj_a'],
  };
  const parsed = JSON.parse(serializeManifest(manifest));
  assert.deepEqual(Object.keys(parsed), [
    'version',
    'resource',
    'shape',
    'unknown_columns',
    'read_on',
    'stale_parents',
    'entries',
  ]);
  assert.deepEqual(parsed.stale_parents, ['proj_a', 'proj_b']);
});

test('a manifest that cannot be read is an error that says what to do', () => {
  const whole = { version: 1, resource: 'x', shape: { formats: ['jsonl'] }, entries: [] };
  const entry = { period: '2026-03-02', path: 'x/date=2026-03-02/x.jsonl', rows: 1 };
  const broken = [
    '',
    '{',
    'null',
    '[]',
    '<<<<<<< HEAD',
    ...[
      { version: 2 },
      { ...whole, version: '1' },
      { ...whole, entries: undefined },
      { ...whole, entries: {} },
      { ...whole, resource: 1 },
      { ...whole, shape: null },
      { ...whole, shape: {} },
      { ...whole, ranges: 'always' },
      { ...whole, ranges: [['2026-03-02']] },
      { ...whole, ranges: [['2026-03-02', 'tomorrow']] },
      { ...whole, unavailable: [null] },
      { ...whole, entries: [null] },
      { ...whole, entries: ['x'] },
      { ...whole, entries: [{ ...entry, rows: 'many' }] },
      { ...whole, entries: [{ ...entry, period: 'yesterday' }] },
      { ...whole, entries: [{ ...entry, period: '2026-02-30' }] },
      { ...whole, entries: [{ ...entry, period: 20260302 }] },
      { ...whole, entries: [{ ...entry, path: 'y/y.jsonl' }] },
      { ...whole, entries: [{ ...entry, path: '../x.jsonl' }] },
      { ...whole, entries: [{ ...entry, path: 5 }] },
    ].map((value) => JSON.stringify(value)),
  ];
  assert.equal(parseManifest(JSON.stringify({ ...whole, entries: [entry] }), 'x.json').entries.length, 1);
  for (const text of broken) {
    const expected = /^Failed to read the manifest _manifests\/x\.json: .*Restore it from an earlier version/;
    assert.throws(() => parseManifest(text, '_manifests/x.json'), { name: 'StorageError', message: expected }, text);
  }
});

test('ranges that were merged by hand are put in order', () => {
  const ranges = [
    ['2026-03-05', '2026-03-06'],
    ['2026-03-01', '2026-03-03'],
    ['2026-03-02', '2026-03-05'],
  ];
  const text = JSON.stringify({ version: 1, resource: 'x', shape: { formats: ['jsonl'] }, entries: [], ranges });
  const { ranges: read } = parseManifest(text, 'x.json');
  assert.deepEqual(
    read.map(([from, to]) => [boundaryName(from), boundaryName(to)]),
    [['2026-03-01', '2026-03-06']],
  );
});

test('the shape of a resource holds what its kind has, in an order of its own', () => {
  const options: ResourceOptions = {
    formats: ['jsonl.gz', 'csv'].map((extension) => formatChoices.get(extension) as FormatChoice),
    partitionBy: 'month',
    start: { kind: 'age', seconds: 90 * DAY },
    end: { kind: 'now' },
    lookbackSeconds: 0,
    bucketWidth: '1d',
    groupBy: 'default',
    filters: { projects: ['proj_1'], eventTypes: ['login.failed'], models: ['m'] },
    csvEscapeFormulas: true,
  };
  const shape = (name: string) => shapeOf(resourceNamed(name) as Resource, options);
  const formats = ['csv', 'jsonl.gz'];
  assert.deepEqual(shape('users'), { formats });
  assert.deepEqual(shape('project_users'), { formats, filters: { projects: ['proj_1'] } });
  assert.deepEqual(shape('audit_logs'), {
    formats,
    partition_by: 'month',
    filters: { projects: ['proj_1'], event_types: ['login.failed'] },
  });
  assert.deepEqual(shape('usage_completions'), {
    formats,
    partition_by: 'month',
    bucket_width: '1d',
    group_by: 'default',
    filters: { projects: ['proj_1'], models: ['m'] },
  });
});

test('no boundary of a manifest is finer than an hour', () => {
  fc.assert(
    fc.property(fc.constantFrom('hour' as const, 'day' as const), fc.nat(200 * DAY), (by, offset) => {
      const { from, to } = periodAt(START + offset, by);
      const manifest = {
        ...emptyManifest('x', { formats: ['jsonl'], partition_by: by }),
        ranges: union([[from, to]], []),
      };
      const [[first, last]] = JSON.parse(serializeManifest(manifest)).ranges;
      assert.match(`${first} ${last}`, /^\d{4}-\d\d-\d\d(T\d\d:00:00Z)? \d{4}-\d\d-\d\d(T\d\d:00:00Z)?$/);
      assert.deepEqual([Date.parse(first) / 1000, Date.parse(last) / 1000], [from, to]);
    }),
  );
});
