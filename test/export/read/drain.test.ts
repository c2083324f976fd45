import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { drain } from '../../../src/export/read/drain.ts';

const ascending = (a: number, b: number) => a - b;

test('every item and all that it brings forth is worked on once, never by more workers than allowed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(40)), fc.integer({ min: 1, max: 5 }), async (items, workers) => {
      const done: number[] = [];
      let active = 0;
      let most = 0;
      await drain(items, workers, ascending, async (item) => {
        active += 1;
        most = Math.max(most, active);
        await new Promise((resolve) => setImmediate(resolve));
        active -= 1;
        done.push(item);
        return item > 1 ? [Math.floor(item / 2)] : [];
      });
      const expected = items.flatMap((item) => {
        const chain = [item];
        for (let at = item; at > 1; ) {
          at = Math.floor(at / 2);
          chain.push(at);
        }
        return chain;
      });
      assert.deepEqual(done.sort(ascending), expected.sort(ascending));
      assert.ok(most <= workers);
      assert.equal(active, 0);
    }),
    { numRuns: 40 },
  );
});

test('the least waiting item is always next, those brought forth included', async () => {
  const order: number[] = [];
  await drain([5, 1, 9], 1, ascending, async (item) => {
    order.push(item);
    return item === 1 ? [7, 2] : [];
  });
  assert.deepEqual(order, [1, 2, 5, 7, 9]);
});

test('an error ends the work, and nothing new is begun', async () => {
  const begun: number[] = [];
  const work = async (item: number) => {
    begun.push(item);
    if (item === 2) throw new Error('two');
    return [item + 10];
  };
  await assert.rejects(drain([1, 2, 3], 1, ascending, work), /two/);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(begun, [1, 2]);
});

test('an idle worker takes a part of what another one works on, when it is woken', async () => {
  const done: number[] = [];
  let parts = [3, 2];
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await drain(
    [1],
    2,
    ascending,
    async (item, wake) => {
      if (item === 1) {
        wake();
        await held;
      } else if (parts.length === 0) release();
      done.push(item);
      return [];
    },
    () => parts.shift(),
  );
  assert.deepEqual(done, [3, 2, 1]);
  parts = [4];
  await drain(
    [],
    2,
    ascending,
    async () => [],
    () => parts.shift(),
  );
  assert.deepEqual(parts, [4]);
});
