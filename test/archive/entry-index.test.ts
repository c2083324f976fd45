import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { entriesIn, firstFrom } from '../../src/archive/entry-index.ts';
import { type Entry, emptyManifest } from '../../src/archive/manifest.ts';
import type { PartitionBy } from '../../src/archive/periods.ts';
import { parsePeriodName, periodAt, periodName } from '../../src/archive/periods.ts';

const START = Date.parse('2025-12-01') / 1000;
const by = fc.constantFrom<PartitionBy>('hour', 'day', 'month');
const second = fc.integer({ min: START, max: START + 100 * 86_400 });
const entry = fc.tuple(by, second, fc.constantFrom('jsonl', 'csv')).map(([partition, seconds, extension]): Entry => {
  const period = periodName(seconds, partition);
  return { period, path: `x/${period}.${extension}`, rows: 1 };
});

test('finds just the entries whose partitions overlap a period, whatever their lengths', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 30 }), by, second, (entries, partition, seconds) => {
      const manifest = {
        ...emptyManifest('x', { formats: ['jsonl'] }),
        entries: [{ path: 'x/x.jsonl', rows: 1 }, ...entries],
      };
      const wanted = periodAt(seconds, partition);
      const expected = entries.filter((one) => {
        const { from, to } = parsePeriodName(one.period ?? '');
        return from < wanted.to && to > wanted.from;
      });
      assert.deepEqual(new Set(entriesIn(manifest, wanted)), new Set(expected));
    }),
  );
});

test('finds the first period that begins at a second or later', () => {
  const starts = fc.uniqueArray(fc.nat(100)).map((all) => all.sort((a, b) => a - b));
  fc.assert(
    fc.property(starts, fc.nat(110), (all, wanted) => {
      const index = all.findIndex((from) => from >= wanted);
      const periods = all.map((from) => ({ from, to: from + 1 }));
      assert.equal(firstFrom(periods, wanted), index === -1 ? all.length : index);
    }),
  );
});
