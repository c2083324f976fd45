import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { periodFolder } from '../../src/archive/layout.ts';
import type { PartitionBy } from '../../src/archive/periods.ts';
import { boundaryName, parsePeriodName, periodAt, periodName, periodsBetween } from '../../src/archive/periods.ts';

const by = fc.constantFrom<PartitionBy>('hour', 'day', 'month');
const seconds = fc.integer({ min: 1_000_000_000, max: 4_000_000_000 });

test('partitions tile time without a gap or an overlap', () => {
  fc.assert(
    fc.property(by, seconds, fc.integer({ min: 1, max: 90 * 86_400 }), (partition, from, length) => {
      const periods = periodsBetween(from, from + length, partition);
      assert.ok((periods[0]?.from ?? Number.NaN) <= from && (periods.at(-1)?.to ?? Number.NaN) >= from + length);
      for (let index = 1; index < periods.length; index += 1) {
        assert.equal(periods[index]?.from, periods[index - 1]?.to);
      }
    }),
  );
});

test('the name of a partition leads back to it', () => {
  fc.assert(
    fc.property(by, seconds, (partition, second) => {
      const period = periodAt(second, partition);
      assert.deepEqual(parsePeriodName(periodName(second, partition)), period);
      assert.ok(period.from <= second && second < period.to);
    }),
  );
});

test('folders and names are those of the contract', () => {
  const second = Date.parse('2026-11-22T13:45:00Z') / 1000;
  assert.deepEqual(
    (['month', 'day', 'hour'] as const).map((partition) => [
      periodFolder(second, partition),
      periodName(second, partition),
    ]),
    [
      ['month=2026-11', '2026-11'],
      ['date=2026-11-22', '2026-11-22'],
      ['date=2026-11-22/hour=13', '2026-11-22T13'],
    ],
  );
});

test('a boundary never tells more than the hour', () => {
  assert.equal(boundaryName(Date.parse('2026-11-22T00:00:00Z') / 1000), '2026-11-22');
  assert.equal(boundaryName(Date.parse('2026-11-22T13:45:12Z') / 1000), '2026-11-22T13:00:00Z');
});

test('a name that is none is an error', () => {
  const odd = [
    'yesterday',
    '',
    '2026',
    '2026-13',
    '2026-02-30',
    '2026-2-01',
    '2026-03-02T24',
    '2026-03-02T4',
    '+2026-1',
  ];
  for (const name of odd) assert.throws(() => parsePeriodName(name), RangeError, name);
});
