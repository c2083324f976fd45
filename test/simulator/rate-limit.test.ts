import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRateLimit, type RateLimit } from '../../simulator/rate-limit.ts';

/** Which of requests at these seconds a limit of two in ten seconds admits. */
function admitted(kind: RateLimit['kind'], seconds: readonly number[]): boolean[] {
  let now = 0;
  const admit = createRateLimit({ requests: 2, perSeconds: 10, ...(kind && { kind }) }, () => now);
  return seconds.map((second) => {
    now = second * 1000;
    return admit().admitted;
  });
}

test('a bucket fills up again little by little, a window all at once, a sliding one as requests grow old', () => {
  const seconds = [4, 4, 4, 9, 10, 10, 14, 14];
  assert.deepEqual(admitted('bucket', seconds), [true, true, false, true, false, false, true, false]);
  assert.deepEqual(admitted('window', seconds), [true, true, false, false, true, true, false, false]);
  assert.deepEqual(admitted('sliding', seconds), [true, true, false, false, false, false, true, true]);
});

test('it says what is left, how long to wait, both, or neither', () => {
  const namesOf = (says: NonNullable<RateLimit['says']>) => {
    const admit = createRateLimit({ requests: 1, perSeconds: 10, says }, () => 0);
    return [admit(), admit()].map(({ headers }) => Object.keys(headers).sort());
  };
  const stated = ['limit', 'remaining', 'reset'].map((name) => `x-ratelimit-${name}-requests`);
  const asked = ['retry-after', 'retry-after-ms'];
  assert.deepEqual(namesOf('both'), [stated, [...asked, ...stated]]);
  assert.deepEqual(namesOf('headers'), [stated, stated]);
  assert.deepEqual(namesOf('retry-after'), [[], asked]);
  assert.deepEqual(namesOf('neither'), [[], []]);
});
