import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RateLimit } from '../../simulator/rate-limit.ts';
import { CONNECTIONS, playLimitedRun } from './limited-run.ts';

// Whole runs against a limiter, on a virtual clock: they take as long as the schedule that knows the limit, and are hardly ever refused.

const KINDS = ['bucket', 'window', 'sliding'] as const;
const RATES = [5, 50, 500];
/** Minutes that a run takes: one that ends soon, and one that goes on. */
const LENGTHS = [2.4, 5.7];

/** Each combination of kind, rate, length and latency. */
function* limitedRuns(says: NonNullable<RateLimit['says']>) {
  for (const kind of KINDS)
    for (const perMinute of RATES)
      for (const minutes of perMinute < 500 ? LENGTHS : LENGTHS.slice(0, 1))
        for (const latency of [50, 250]) {
          const limit: RateLimit = { requests: perMinute, perSeconds: 60, kind, says };
          const requests = Math.ceil(perMinute * minutes);
          yield {
            name: `${requests} requests, ${perMinute} a minute, ${kind}, ${latency} ms`,
            minutes,
            run: { limit, requests, latency },
          };
        }
}

for (const says of ['both', 'headers'] as const) {
  test(`what headers say is kept to: next to nothing is refused (${says})`, async () => {
    for (const { name, minutes, run } of limitedRuns(says)) {
      const { milliseconds, ideal, refusals, laterBursts } = await playLimitedRun(run);
      // The headers do not say when a sliding window has room again.
      const most = run.limit.kind === 'sliding' && says === 'headers' ? 1.17 : 1.15;
      assert.ok(milliseconds / ideal <= most, `${name}: ${(milliseconds / ideal).toFixed(3)} of the ideal`);
      assert.ok(refusals <= (run.limit.kind === 'bucket' ? 0 : minutes), `${name}: ${refusals} refused`);
      assert.equal(laterBursts, 0, name);
    }
  });
}

for (const says of ['retry-after', 'neither'] as const) {
  test(`a limit without headers is found, then kept to (${says})`, async () => {
    for (const { name, minutes, run } of limitedRuns(says)) {
      const { milliseconds, ideal, refusals, laterBursts, mostOfOne } = await playLimitedRun(run);
      assert.ok(milliseconds / ideal <= 1.15, `${name}: ${(milliseconds / ideal).toFixed(3)} of the ideal`);
      // All that are out meet the limit together once, before anybody could know of it.
      assert.ok(laterBursts <= 2 * minutes, `${name}: ${laterBursts} times many were refused together`);
      assert.ok(refusals <= 3 * CONNECTIONS + 0.6 * run.requests, `${name}: ${refusals} refused`);
      assert.ok(mostOfOne < 10, `${name}: one was refused ${mostOfOne} times`);
    }
  });
}
