import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Entry, emptyManifest, type Manifest, serializeManifest } from '../../src/archive/manifest.ts';
import { layOver, type ManifestChange } from '../../src/archive/merge.ts';
import { parsePeriodName } from '../../src/archive/periods.ts';
import { contains, subtract } from '../../src/archive/ranges.ts';

const SHAPE = { formats: ['jsonl'], partition_by: 'day' };
const day = (number: number) => `2026-03-${String(number).padStart(2, '0')}`;

function changeOf(days: number[], hash: string): ManifestChange {
  return {
    shape: SHAPE,
    written: days.map((number): Entry => {
      const period = day(number);
      return { period, path: `x/date=${period}/x.jsonl`, rows: number, bytes: 1, sha256: hash, settled: true };
    }),
    removedPeriods: [],
    covered: days.map((number): [number, number] => {
      const { from, to } = parsePeriodName(day(number));
      return [from, to];
    }),
    unavailable: [],
  };
}

const days = fc.uniqueArray(fc.integer({ min: 1, max: 28 }), { maxLength: 10 });
const text = (manifest: Manifest) => serializeManifest(manifest);

test('changes of different periods come to the same in every order', () => {
  fc.assert(
    fc.property(days, days, days, (first, second, third) => {
      const base = layOver(emptyManifest('x', SHAPE), changeOf(first, 'a'));
      const left = changeOf(second, 'b');
      const right = changeOf(
        third.filter((number) => !second.includes(number)),
        'c',
      );
      assert.equal(text(layOver(layOver(base, left), right)), text(layOver(layOver(base, right), left)));
    }),
  );
});

test('laying the same change over again changes nothing', () => {
  fc.assert(
    fc.property(days, days, (first, second) => {
      const once = layOver(layOver(emptyManifest('x', SHAPE), changeOf(first, 'a')), changeOf(second, 'b'));
      assert.equal(text(layOver(once, changeOf(second, 'b'))), text(once));
    }),
  );
});

test('coverage never shrinks, and each period has one entry a file', () => {
  fc.assert(
    fc.property(days, days, (first, second) => {
      const before = layOver(emptyManifest('x', SHAPE), changeOf(first, 'a'));
      const after = layOver(before, changeOf(second, 'b'));
      assert.deepEqual(subtract(before.ranges, after.ranges), []);
      for (const number of second) {
        const period = day(number);
        const { from, to } = parsePeriodName(period);
        assert.ok(contains(after.ranges, from, to));
        assert.deepEqual(
          after.entries.filter((entry) => entry.period === period).map((entry) => entry.sha256),
          ['b'],
        );
      }
    }),
  );
});

test('what becomes readable is unavailable no more', () => {
  const { from, to } = parsePeriodName(day(3));
  const before = layOver(emptyManifest('x', SHAPE), { ...changeOf([], 'a'), unavailable: [[from, to]] });
  assert.deepEqual(before.unavailable, [[from, to]]);
  assert.deepEqual(layOver(before, changeOf([3], 'a')).unavailable, []);
});

test('the doubt of one job does not stay on what another has read well, and leaves other periods alone', () => {
  const stored = layOver(emptyManifest('x', SHAPE), changeOf([1, 2], 'a'));
  const [first, second] = stored.entries;
  const doubt = { on: '2026-03-09', rows: 0 };
  const doubting = { ...changeOf([], 'a'), written: [{ ...first, settled: false, doubted: doubt } as Entry] };
  const doubted = layOver(stored, doubting);
  assert.deepEqual(doubted.entries, [{ ...first, settled: false, doubted: doubt }, second]);
  assert.deepEqual(layOver(doubted, changeOf([1], 'b')).entries, [{ ...first, sha256: 'b' }, second]);
  assert.equal(
    text(layOver(layOver(stored, changeOf([2], 'b')), doubting)),
    text(layOver(doubted, changeOf([2], 'b'))),
  );
});
