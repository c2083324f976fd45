import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { firstAccepted } from '../../../src/export/plan/first-accepted.ts';

test('finds the first accepted number, or the one after the range, with few questions', async () => {
  const range = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.nat(3000), fc.nat(3000));
  await fc.assert(
    fc.asyncProperty(range, async ([low, length, offset]) => {
      const high = low + length;
      const first = low + offset;
      const asked: number[] = [];
      const found = await firstAccepted(low, high, async (value) => {
        asked.push(value);
        return value >= first;
      });
      assert.equal(found, Math.min(first, high + 1));
      assert.ok(asked.every((value) => value >= low && value <= high));
      assert.ok(asked.length <= Math.ceil(Math.log2(length + 2)), `${asked.length} questions for ${length + 1}`);
    }),
  );
});

test('an empty range is asked nothing', async () => {
  const accepts = async () => assert.fail('asked');
  assert.equal(await firstAccepted(1, 0, accepts), 1);
});

test('what a question throws is thrown on', async () => {
  const accepts = async () => {
    throw new Error('no answer');
  };
  await assert.rejects(firstAccepted(1, 5, accepts), /no answer/);
});
