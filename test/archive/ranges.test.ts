import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { contains, intersect, type Ranges, subtract, union } from '../../src/archive/ranges.ts';

const SPAN = 40;
const ranges = fc
  .array(fc.tuple(fc.integer({ min: 0, max: SPAN }), fc.integer({ min: 0, max: SPAN })), { maxLength: 6 })
  .map((pairs): Ranges => pairs.map(([a, b]) => [Math.min(a, b), Math.max(a, b)]));

/** The seconds that a set of ranges holds, one by one: slow, and hard to get wrong. */
function secondsIn(set: Ranges): number[] {
  const seconds: number[] = [];
  for (let second = 0; second < SPAN; second += 1) {
    if (set.some(([from, to]) => from <= second && second < to)) seconds.push(second);
  }
  return seconds;
}

function assertTidy(set: Ranges): void {
  for (const [from, to] of set) assert.ok(from < to);
  for (let index = 1; index < set.length; index += 1) {
    assert.ok((set[index - 1]?.[1] ?? 0) < (set[index]?.[0] ?? 0), 'ranges neither touch nor overlap');
  }
}

test('union, subtract and intersect hold the same seconds as sets do', () => {
  fc.assert(
    fc.property(ranges, ranges, (left, right) => {
      const [inLeft, inRight] = [secondsIn(left), new Set(secondsIn(right))];
      const both = union(left, right);
      assert.deepEqual(
        secondsIn(both),
        [...new Set([...inLeft, ...inRight])].sort((a, b) => a - b),
      );
      assert.deepEqual(
        secondsIn(subtract(left, right)),
        inLeft.filter((second) => !inRight.has(second)),
      );
      assert.deepEqual(
        secondsIn(intersect(left, right)),
        inLeft.filter((second) => inRight.has(second)),
      );
      for (const set of [both, subtract(left, right), intersect(left, right)]) assertTidy(set);
    }),
  );
});

test('a set contains a stretch exactly where it holds each of its seconds', () => {
  fc.assert(
    fc.property(ranges, fc.integer({ min: 0, max: SPAN - 1 }), fc.integer({ min: 1, max: 10 }), (set, from, length) => {
      const to = Math.min(SPAN, from + length);
      const seconds = new Set(secondsIn(set));
      const whole = Array.from({ length: to - from }, (_, index) => from + index).every((second) =>
        seconds.has(second),
      );
      assert.equal(contains(union(set, []), from, to), whole);
    }),
  );
});
