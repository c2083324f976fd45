import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOfFile } from '../../src/archive/layout.ts';
import { type Entry, emptyManifest, type Manifest, serializeManifest } from '../../src/archive/manifest.ts';
import { resourceNamed } from '../../src/catalogue/catalogue.ts';
import type { Resource } from '../../src/catalogue/resource.ts';
import { type FoundFile, rebuiltManifest, shapeOfFiles } from '../../src/repair/rebuild.ts';
import { bothSides, salvage, unitedSides } from '../../src/repair/salvage.ts';
import { readShape } from '../../src/repair/shape-flag.ts';

const DAILY = { formats: ['jsonl'], partition_by: 'day' };
const day = (text: string) => Date.parse(text) / 1000;

function found(period: string, fields: Partial<FoundFile> = {}): FoundFile {
  const path = `audit_logs/date=${period}/audit_logs.jsonl`;
  const place = { path, period, extension: 'jsonl', partitionBy: 'day', revision: 1 } as const;
  return { ...place, rows: 2, bytes: 20, sha256: `hash-${period}`, unknownColumns: [], ...fields };
}

function entry(period: string, fields: Partial<Entry> = {}): Entry {
  const path = `audit_logs/date=${period}/audit_logs.jsonl`;
  return { period, path, rows: 2, bytes: 20, sha256: `hash-${period}`, settled: true, ...fields };
}

function manifest(fields: Partial<Manifest>): Manifest {
  return { ...emptyManifest('audit_logs', DAILY), ...fields };
}

for (const [resource, path, period, more] of [
  ['audit_logs', 'date=2026-02-21/audit_logs.csv.gz', '2026-02-21', { partitionBy: 'day', extension: 'csv.gz' }],
  ['audit_logs', 'date=2026-02-21/hour=07/audit_logs.jsonl', '2026-02-21T07', { partitionBy: 'hour' }],
  ['audit_logs', 'date=2026-02-21/late-0123456789ab.jsonl', '2026-02-21', {}],
  ['costs', 'month=2026-02/costs.jsonl', '2026-02', { partitionBy: 'month' }],
  ['costs', 'month=2026-02/rev=3/costs.jsonl', '2026-02', { revision: 3 }],
  ['costs', 'month=2026-02/costs.rev-3.jsonl', '2026-02', { revision: 3 }],
  ['users', 'users.csv', undefined, { extension: 'csv' }],
] as const) {
  test(`the path ${path} tells its period`, () => {
    const place = placeOfFile(resourceNamed(resource) as Resource, `${resource}/${path}`);
    assert.ok(place);
    assert.equal(place.period, period);
    for (const [name, value] of Object.entries(more)) assert.equal(place[name as keyof typeof place], value, name);
  });
}

for (const path of [
  'audit_logs/date=2026-02-31/audit_logs.jsonl',
  'audit_logs/date=2026-02-21/notes.jsonl',
  'audit_logs/date=2026-02-21/audit_logs.jsonl.partial',
  'audit_logs/audit_logs.jsonl',
  '_history/audit_logs/readme.csv',
]) {
  test(`${path} is no file of the export`, () => {
    assert.equal(placeOfFile(resourceNamed('audit_logs') as Resource, path), undefined);
  });
}

test('a kept snapshot tells the day of its reading', () => {
  const path = '_history/users/date=2026-02-21/users-0123456789ab.jsonl';
  assert.equal(placeOfFile(resourceNamed('users') as Resource, path)?.readOn, '2026-02-21');
});

test('without a manifest every file counts as not settled, and nothing as covered', () => {
  const rebuilt = rebuiltManifest({ resource: 'audit_logs', shape: DAILY }, [found('2026-02-21')]);
  assert.deepEqual(rebuilt.entries, [entry('2026-02-21', { settled: false })]);
  assert.deepEqual([rebuilt.ranges, rebuilt.unavailable], [[], []]);
});

test('an entry holds where the file has its hash; empty and missing periods stay listed', () => {
  const known = manifest({
    ranges: [[day('2026-02-20'), day('2026-02-24')]],
    entries: [
      entry('2026-02-20', { refused: ['tenant_only'] }),
      entry('2026-02-21', { sha256: 'another' }),
      { period: '2026-02-22', rows: 0, settled: true },
      entry('2026-02-23'),
    ],
  });
  const rebuilt = rebuiltManifest({ resource: 'audit_logs', shape: DAILY, manifest: known }, [
    found('2026-02-20'),
    found('2026-02-21'),
  ]);
  const [first, second, third, fourth] = known.entries;
  assert.deepEqual(rebuilt.entries, [first, { ...second, sha256: 'hash-2026-02-21', settled: false }, third, fourth]);
  assert.deepEqual(rebuilt.ranges, known.ranges);
});

test('of corrected partitions the newest counts, and says what it supersedes', () => {
  const first = found('2026-02-21');
  const second = found('2026-02-21', { path: 'audit_logs/date=2026-02-21/rev=2/audit_logs.jsonl', revision: 2 });
  const { entries } = rebuiltManifest({ resource: 'audit_logs', shape: DAILY }, [first, second]);
  assert.deepEqual(
    entries.map(({ path, supersedes }) => [path, supersedes]),
    [[second.path, [first.path]]],
  );
});

test('what is given of a shape wins over what is known, and that over what is assumed', () => {
  const assumed = { formats: ['jsonl'], partition_by: 'day', group_by: 'default' as const };
  const files = [found('2026-02-21', { extension: 'csv.gz' })];
  const known = { formats: ['jsonl'], partition_by: 'day', group_by: ['model'] };
  assert.deepEqual(shapeOfFiles('x', files, { assumed }), { ...assumed, formats: ['csv.gz'] });
  assert.deepEqual(shapeOfFiles('x', files, { assumed, known }), known);
  const given = { group_by: ['line_item'] };
  assert.deepEqual(shapeOfFiles('x', files, { assumed, known, given }), { ...known, ...given });
  const mixed = [...files, found('2026-02', { partitionBy: 'month' })];
  assert.throws(() => shapeOfFiles('x', mixed, { assumed }), { topic: 'repair-refused' });
  assert.throws(() => shapeOfFiles('x', [], { assumed }), { topic: 'repair-refused' });
});

test('both sides of a conflict are read, with or without the common base', () => {
  const text = 'a\n<<<<<<< HEAD\nb\n||||||| base\nc\n=======\nd\n>>>>>>> x\ne';
  assert.deepEqual(bothSides(text), ['a\nb\ne', 'a\nd\ne']);
});

test('sides are united only if their shapes agree', () => {
  const left = manifest({ ranges: [[0, 86400]], entries: [entry('1970-01-01')], read_on: '2026-02-01' });
  const right = manifest({ ranges: [[86400, 172800]], entries: [entry('1970-01-02')], read_on: '2026-02-02' });
  const united = unitedSides([left, right]);
  assert.deepEqual(united?.ranges, [[0, 172800]]);
  assert.deepEqual([united?.entries.length, united?.read_on], [2, '2026-02-02']);
  assert.equal(unitedSides([left, { ...right, shape: { formats: ['csv'], partition_by: 'day' } }]), undefined);
  assert.equal(unitedSides([]), undefined);
});

test('a manifest that is cut off still tells shape and organisation', () => {
  const text = serializeManifest(manifest({ organization: 'abc', entries: [entry('2026-02-21')] }));
  assert.deepEqual(salvage(text.slice(0, -40), 'audit_logs'), { sides: [], shape: DAILY, organization: 'abc' });
  assert.deepEqual(salvage('', 'audit_logs'), { sides: [] });
});

test('a manifest of a later release is not damaged', () => {
  assert.throws(() => salvage('{"version": 2}', 'users'), { topic: 'repair-refused' });
});

for (const [text, isShape] of [
  ['{"group_by": "default"}', true],
  ['{"filters": {"projects": ["a"]}, "privacy": {"mode": "redact"}}', true],
  ['{"groupBy": "default"}', false],
  ['{"partition_by": "week"}', false],
  ['{"formats": ["parquet"]}', false],
  ['[]', false],
  ['{', false],
] as const) {
  test(`--shape ${text} is ${isShape ? 'a shape' : 'refused'}`, () => {
    assert.equal(typeof readShape(text), isShape ? 'object' : 'string');
  });
}
