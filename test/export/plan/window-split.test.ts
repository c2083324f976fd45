import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { PartitionBy } from '../../../src/archive/periods.ts';
import { splitWindow } from '../../../src/export/plan/window-split.ts';

const DAY = 86_400;

test('the parts of a window cover it exactly, and none is empty', () => {
  const window = fc
    .tuple(fc.integer({ min: 1_700_000_000, max: 1_800_000_000 }), fc.integer({ min: 1, max: 400 * DAY }))
    .map(([from, length]) => ({ from, to: from + length }));
  const by = fc.constantFrom<PartitionBy>('hour', 'day', 'month');
  fc.assert(
    fc.property(window, by, fc.integer({ min: 1, max: 20 }), fc.nat(), (whole, partition, pages, position) => {
      const oldest = whole.from + (position % (whole.to - whole.from));
      const parts = splitWindow(whole, { rows: pages * 100, pages, oldest, pageSize: 100 }, partition);
      if (!parts) return;
      assert.ok(parts.length > 1);
      assert.deepEqual([parts[0]?.from, parts.at(-1)?.to], [whole.from, whole.to]);
      for (const [index, part] of parts.entries()) {
        assert.ok(part.from < part.to);
        if (index > 0) assert.equal(part.from, parts[index - 1]?.to);
      }
    }),
    { numRuns: 1000 },
  );
});

test('a window with little left is read on, a busy one is split on days', () => {
  const to = Date.parse('2026-03-10T00:00:00Z') / 1000;
  const window = { from: to - 9 * DAY, to };
  assert.equal(splitWindow(window, { rows: 100, pages: 1, oldest: to - 5 * DAY, pageSize: 100 }, 'day'), undefined);
  const parts = splitWindow(window, { rows: 100, pages: 1, oldest: to - 3600, pageSize: 100 }, 'day');
  assert.ok(parts && parts.length >= 9);
  const midnights = new Set(parts.map(({ from }) => from).filter((from) => from % DAY === 0));
  assert.ok(midnights.size >= 9);
});

test('a single second is never split', () => {
  const window = { from: 1_800_000_000, to: 1_800_000_001 };
  assert.equal(splitWindow(window, { rows: 5000, pages: 50, oldest: window.from, pageSize: 100 }, 'day'), undefined);
});
