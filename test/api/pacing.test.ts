import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPacer, type Pacer, type Turn } from '../../src/api/pacing.ts';
import type { HeaderReader } from '../../src/api/retry-delay.ts';

const none = { get: () => null };

/** Lets everything that can go on go on. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Requests whose answers come when they are given. */
function requests(pacer: Pacer) {
  const underWay: { turn: Turn; end: () => void }[] = [];
  let started = 0;
  return {
    get started() {
      return started;
    },
    ask(count: number) {
      for (let index = 0; index < count; index += 1) {
        void pacer.run('x', (turn) => {
          started += 1;
          return new Promise<void>((end) => void underWay.push({ turn, end }));
        });
      }
    },
    /** Answers as many of those under way, the oldest first, and lets go on what can. */
    async answer(count: number, headers: HeaderReader = none, refusal?: { said: number | undefined }) {
      const results = underWay.splice(0, count).map(({ turn, end }) => {
        turn.answered(headers);
        const result = refusal && turn.refused(refusal.said);
        end();
        return result;
      });
      await settle();
      return results;
    },
  };
}

function stating(remaining: string, reset: string, limit?: string): HeaderReader {
  const headers: Record<string, string | undefined> = {
    'x-ratelimit-remaining-requests': remaining,
    'x-ratelimit-reset-requests': reset,
    'x-ratelimit-limit-requests': limit,
  };
  return { get: (name) => headers[name] ?? null };
}

/** Waits that end when they are let. */
function waits() {
  const wakes: (() => void)[] = [];
  const asked: number[] = [];
  return {
    asked,
    sleep: (milliseconds: number) => {
      asked.push(milliseconds);
      return new Promise<void>((resolve) => void wakes.push(resolve));
    },
    async end() {
      for (const wake of wakes.splice(0)) wake();
      await settle();
    },
  };
}

test('lanes take turns, so that a busy one does not starve the others', async () => {
  const pacer = createPacer({ concurrency: 1, sleep: async () => {} });
  const order: string[] = [];
  const run = (lane: string, name: string) => pacer.run(lane, async () => void order.push(name));
  await Promise.all([
    ...['a1', 'a2', 'a3', 'a4'].map((name) => run('a', name)),
    run('b', 'b1'),
    run('b', 'b2'),
    run('c', 'c1'),
  ]);
  assert.deepEqual(order, ['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4']);
});

test('requests that are refused together are one reason to wait; then one goes first, and good answers bring back the others', async () => {
  const { sleep, asked, end } = waits();
  const asking = requests(createPacer({ concurrency: 8, sleep, now: () => 0 }));
  asking.ask(100);
  await settle();
  assert.equal(asking.started, 8);
  const results = await asking.answer(8, none, { said: 1000 });
  assert.deepEqual(
    results.map((result) => result?.isFirst),
    [true, ...Array.from({ length: 7 }, () => false)],
  );
  assert.deepEqual([asking.started, asked], [8, [1000]], 'all wait as long as the server says');
  await end();
  assert.equal(asking.started, 9);
  for (let count = 0; count < 8; count += 1) await asking.answer(1);
  assert.equal(asking.started, 9 + 9, 'two are under way');
  for (let count = 0; count < 6 * 8; count += 1) await asking.answer(1);
  assert.equal(asking.started, 9 + 9 + 6 * 9, 'all eight are');
});

test('the same quota met twice is kept to: nothing is asked until its time is over', async () => {
  let now = 0;
  const { sleep, asked, end } = waits();
  const asking = requests(createPacer({ concurrency: 1, sleep, now: () => now }));
  asking.ask(60);
  await settle();
  for (let cycle = 0; cycle < 2; cycle += 1) {
    for (let count = 0; count < 4; count += 1) await asking.answer(1);
    now += 10_000;
    await asking.answer(1, none, { said: 50_000 });
    now += 50_000;
    await end();
  }
  for (let count = 0; count < 4; count += 1) await asking.answer(1);
  assert.deepEqual([asking.started, asked], [14, [50_000, 50_000, 60_000]]);
});

test('an odd count of what is left changes nothing', async () => {
  for (const remaining of ['', ' ', 'many', 'NaN', 'Infinity', '-', '1e9']) {
    const asking = requests(createPacer({ concurrency: 3, sleep: () => new Promise(() => {}) }));
    asking.ask(20);
    await asking.answer(1, stating(remaining, '1h'));
    await asking.answer(1, stating(remaining, '1h'));
    assert.equal(asking.started, 5, remaining);
  }
});

test('fewer requests left than could be under way slow it down, none left stop it until the reset', async () => {
  const { sleep, asked, end } = waits();
  const asking = requests(createPacer({ concurrency: 8, sleep, now: () => 0 }));
  asking.ask(1);
  await settle();
  await asking.answer(1, stating('2', '6m0s'));
  asking.ask(20);
  await settle();
  assert.equal(asking.started, 3);
  await asking.answer(2, stating('0', '6m0s'));
  assert.deepEqual([asking.started, asked], [3, [360_000]]);
  await end();
  assert.equal(asking.started, 4, 'one asks how many there are');
  await asking.answer(1, stating('100', '6m0s'));
  assert.equal(asking.started, 12);
});

test('where requests come back one by one, it does not wait for all of them, unless that was in vain', async () => {
  const { sleep, asked, end } = waits();
  const asking = requests(createPacer({ concurrency: 8, sleep, now: () => 0 }));
  asking.ask(20);
  await settle();
  await asking.answer(8, stating('0', '1m0s', '600'));
  assert.deepEqual(asked, [800], 'the time in which eight come back');
  await end();
  await asking.answer(1, stating('0', '59s', '600'), { said: 59_000 });
  assert.deepEqual(asked, [800, 59_000]);
});
