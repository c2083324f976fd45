import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseStopAfter } from '../../src/settings/dates.ts';
import { concurrencyWithin, startBudget } from '../../src/stop/budget.ts';
import { createStopSwitch } from '../../src/stop/stop-switch.ts';

test('a budget is a duration or a number of requests, and nothing else', () => {
  assert.deepEqual(parseStopAfter('45m'), { kind: 'time', seconds: 2700, text: '45m' });
  assert.deepEqual(parseStopAfter('5000 requests'), { kind: 'requests', count: 5000, text: '5000 requests' });
  assert.deepEqual(parseStopAfter('1 request'), { kind: 'requests', count: 1, text: '1 request' });
  for (const text of ['', '0 requests', '0m', '45', '5000', '1d', 'requests', '1.5h']) {
    assert.equal(parseStopAfter(text), undefined, text);
  }
});

test('the last request that the budget allows pulls the switch', () => {
  const stop = createStopSwitch();
  const budget = startBudget(parseStopAfter('2 requests'), stop, async () => {});
  budget.spendRequest();
  assert.equal(stop.signal.aborted, false);
  budget.spendRequest();
  assert.match(String(stop.signal.reason), /The 2 requests that `stop-after` allows are made/);
  assert.equal(stop.urgent.aborted, false);
});

test('a budget of time pulls the switch when it is over', async () => {
  const stop = createStopSwitch();
  let wake = () => {};
  const slept: number[] = [];
  startBudget(parseStopAfter('2h'), stop, (milliseconds) => {
    slept.push(milliseconds);
    return new Promise((resolve) => {
      wake = resolve;
    });
  });
  assert.deepEqual(slept, [7_200_000]);
  assert.equal(stop.signal.aborted, false);
  wake();
  await Promise.resolve();
  assert.match(String(stop.signal.reason), /The time that `stop-after: 2h` gives is over/);
});

test('a small budget reads little side by side, because of a walk that is cut short nothing is kept', () => {
  const within = (text: string | undefined) => concurrencyWithin(text ? parseStopAfter(text) : undefined, 8);
  assert.deepEqual(['25 requests', '300 requests', '5000 requests', '45m', undefined].map(within), [1, 3, 8, 8, 8]);
});

test('the first reason holds, whoever pulls the switch after it', () => {
  const stop = createStopSwitch();
  stop.stop('The budget is spent.');
  stop.stopNow('SIGINT stopped the run.');
  assert.match(String(stop.urgent.reason), /The budget is spent/);
});

test('a budget of more time than a timer counts ends no run at once', () => {
  let slept = 0;
  startBudget(parseStopAfter('900h'), createStopSwitch(), (milliseconds) => {
    slept = milliseconds;
    return new Promise(() => {});
  });
  assert.equal(slept, 2 ** 31 - 1);
});
