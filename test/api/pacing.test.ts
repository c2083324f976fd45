import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPacer } from '../../src/api/pacing.ts';

const none = { get: () => null };

/** Lets everything that can go on go on. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Requests that end when told to, and who has started. */
function requests() {
  const started: string[] = [];
  const ends: (() => void)[] = [];
  return {
    started,
    start: (name: string) => () =>
      new Promise<void>((resolve) => {
        started.push(name);
        ends.push(resolve);
      }),
    endAll() {
      for (const end of ends.splice(0)) end();
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

test('one burst of 429 halves the concurrency once, and good answers bring it back', async () => {
  const wakes: (() => void)[] = [];
  const pacer = createPacer({ concurrency: 8, sleep: () => new Promise<void>((resolve) => void wakes.push(resolve)) });
  for (let count = 0; count < 8; count += 1) pacer.throttled(1000);
  const { started, start, endAll } = requests();
  for (let count = 0; count < 20; count += 1) void pacer.run('x', start(`${count}`));
  await settle();
  assert.equal(started.length, 0, 'held back for as long as the server says');
  for (const wake of wakes) wake();
  await settle();
  assert.equal(started.length, 4);
  for (let count = 0; count < 4 + 5 + 6 + 7; count += 1) pacer.answered(none);
  await settle();
  assert.equal(started.length, 8);
  endAll();
});

test('a 429 that also announces an empty limit still halves the concurrency', async () => {
  const wakes: (() => void)[] = [];
  const pacer = createPacer({ concurrency: 8, sleep: () => new Promise<void>((resolve) => void wakes.push(resolve)) });
  const refusal = {
    get: (name: string) =>
      ({ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '1s' })[name] ?? null,
  };
  for (let count = 0; count < 8; count += 1) {
    pacer.answered(refusal);
    pacer.throttled(1000);
  }
  for (const wake of wakes) wake();
  pacer.answered(none);
  const { started, start, endAll } = requests();
  for (let count = 0; count < 20; count += 1) void pacer.run('x', start(`${count}`));
  await settle();
  assert.equal(started.length, 4);
  endAll();
});

test('an odd count of what is left changes nothing', async () => {
  const pacer = createPacer({ concurrency: 3, sleep: () => new Promise(() => {}) });
  for (const remaining of ['', ' ', 'many', 'NaN', 'Infinity', '-', '1e9']) {
    pacer.answered({
      get: (name) => (name === 'x-ratelimit-remaining-requests' ? remaining : '1h'),
    });
  }
  const { started, start, endAll } = requests();
  for (let count = 0; count < 20; count += 1) void pacer.run('x', start(`${count}`));
  await settle();
  assert.equal(started.length, 3);
  endAll();
});

test('fewer requests left than could be under way slow it down, none left stop it until the reset', async () => {
  const sleeps: number[] = [];
  const pacer = createPacer({
    concurrency: 8,
    sleep: (milliseconds) => {
      sleeps.push(milliseconds);
      return new Promise(() => {});
    },
  });
  const left = (remaining: number) => ({
    get: (name: string) =>
      ({ 'x-ratelimit-remaining-requests': String(remaining), 'x-ratelimit-reset-requests': '6m0s' })[name] ?? null,
  });
  pacer.answered(left(2));
  const { started, start, endAll } = requests();
  for (let count = 0; count < 20; count += 1) void pacer.run('x', start(`${count}`));
  await settle();
  assert.equal(started.length, 2);
  pacer.answered(left(0));
  endAll();
  await settle();
  assert.equal(started.length, 2);
  assert.deepEqual(sleeps, [360_000]);
});
