import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SHAPES } from '../../bench/server/shapes.ts';

const FROM = Date.parse('2026-11-10') / 1000;
const TO = Date.parse('2026-11-20T12:00:00Z') / 1000;
const COUNT = 3000;

/** Returns the most events that lie in so many seconds. */
function mostWithin(times: Float64Array, seconds: number): number {
  let most = 0;
  for (let end = 0, start = 0; end < times.length; end += 1) {
    while ((times[end] as number) - (times[start] as number) >= seconds) start += 1;
    most = Math.max(most, end - start + 1);
  }
  return most;
}

function timesOf(shape: string): Float64Array {
  return (SHAPES[shape] as (typeof SHAPES)[string])(COUNT, FROM, TO);
}

test('every shape has all events, in order and within the time', () => {
  for (const shape of Object.keys(SHAPES)) {
    const times = timesOf(shape);
    assert.equal(times.length, COUNT, shape);
    assert.deepEqual(times, times.toSorted(), shape);
    assert.ok((times[0] as number) >= FROM && (times.at(-1) as number) < TO, shape);
  }
});

test('each shape is what its name says', () => {
  const hours = [...timesOf('office hours')].map((seconds) => new Date(seconds * 1000).getUTCHours());
  assert.deepEqual([Math.min(...hours), Math.max(...hours)], [8, 17]);
  const lastTwoDays = timesOf('most in the last days').filter((seconds) => seconds >= TO - 2 * 86_400);
  assert.ok(lastTwoDays.length > COUNT * 0.7);
  assert.ok(mostWithin(timesOf('one busy hour'), 3600) >= COUNT / 3);
  assert.ok(mostWithin(timesOf('a tenth in one second'), 1) >= COUNT / 10);
  assert.ok(mostWithin(timesOf('two-minute bursts'), 120) >= COUNT / 105);
  assert.ok(mostWithin(timesOf('uniform'), 3600) <= 13);
});
