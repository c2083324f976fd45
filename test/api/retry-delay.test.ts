import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { backoff, isTransientStatus, parseDuration, serverDelay } from '../../src/api/retry-delay.ts';

const TEN_MINUTES = 600_000;
const NOW = Date.parse('2026-03-02T04:17:00Z');
const headers = (given: Record<string, string>) => ({ get: (name: string) => given[name] ?? null });

test('durations are read as the rate limit headers write them', () => {
  const cases: [string, number | undefined][] = [
    ['1s', 1000],
    ['6m0s', 360_000],
    ['120ms', 120],
    ['1h2m3.5s', 3_723_500],
    ['', undefined],
    ['soon', undefined],
    ['1s and more', undefined],
    ['-1s', undefined],
  ];
  for (const [text, expected] of cases) assert.equal(parseDuration(text), expected, text);
});

test('the exact header beats the coarse one, and both the rate limit', () => {
  const all = { 'retry-after-ms': '250', 'retry-after': '7', 'x-ratelimit-reset-requests': '9s' };
  assert.equal(serverDelay(429, headers(all), NOW), 250);
  assert.equal(serverDelay(429, headers({ ...all, 'retry-after-ms': 'x' }), NOW), 7000);
  assert.equal(serverDelay(429, headers({ 'x-ratelimit-reset-requests': '9s' }), NOW), 9000);
  assert.equal(serverDelay(503, headers({ 'x-ratelimit-reset-requests': '9s' }), NOW), undefined);
  assert.equal(serverDelay(503, headers({ 'retry-after': 'Mon, 02 Mar 2026 04:17:30 GMT' }), NOW), 30_000);
});

test('no header, however odd, breaks the delay or makes it longer than ten minutes', () => {
  const text = fc.oneof(
    fc.string(),
    fc.integer().map(String),
    fc.double().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  );
  fc.assert(
    fc.property(fc.constantFrom(429, 500, 503), text, text, text, (status, exact, coarse, reset) => {
      const given = { 'retry-after-ms': exact, 'retry-after': coarse, 'x-ratelimit-reset-requests': reset };
      const delay = serverDelay(status, headers(given), NOW);
      assert.ok(delay === undefined || (delay >= 0 && delay <= TEN_MINUTES), String(delay));
    }),
  );
});

test('the backoff grows, has full jitter and an end', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
      const wait = backoff(attempt, () => random);
      assert.ok(wait >= 0 && wait <= Math.min(30_000, 500 * 2 ** (attempt - 1)));
    }),
  );
  assert.deepEqual(
    [1, 2, 3].map((attempt) => backoff(attempt, () => 1)),
    [500, 1000, 2000],
  );
});

test('only what may pass is transient', () => {
  const statuses = [200, 400, 401, 403, 404, 408, 409, 422, 429, 500, 502, 503, 504];
  assert.deepEqual(statuses.filter(isTransientStatus), [408, 409, 429, 500, 502, 503, 504]);
});
