import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRequestTally } from '../../../src/api/request-watch.ts';
import { createProgress } from '../../../src/export/job/progress.ts';
import { ApiError } from '../../../src/notices/errors.ts';

function failure(what: string): ApiError {
  return new ApiError('api-unavailable', `GET /${what} answered 500`, { status: 500 });
}

test('a line tells records, requests, rate, share, time left and waits, and only while something moves', () => {
  const tally = createRequestTally();
  const progress = createProgress(tally);
  const events = progress.of('audit_logs');
  events.plan(1000);
  assert.deepEqual(progress.lines(10), [], 'nothing was read yet');
  for (let page = 0; page < 12; page += 1) tally.asked('audit_logs');
  tally.waits('audit_logs', 4000, { why: 'rate limit', failed: failure('audit_logs'), isLogged: true });
  events.read(1200);
  events.finish(250);
  assert.deepEqual(progress.lines(20), [
    'audit_logs: 1,200 rows in 12 requests, 60 a second, 25 % done, about 60 s left, waits for the rate limit add up to 4 s',
  ]);
  assert.deepEqual(progress.lines(30), [], 'nothing moved');
  events.finish(750);
  tally.asked('audit_logs');
  assert.deepEqual(progress.lines(40), [], 'what is done is told at the end');
});

test('of many resources the busiest are told, and how many others there are', () => {
  const tally = createRequestTally();
  const progress = createProgress(tally);
  for (let index = 0; index < 11; index += 1) {
    const name = `resource_${index}`;
    progress.of(name).plan(2);
    for (let request = 0; request <= index; request += 1) tally.asked(name);
  }
  const lines = progress.lines(10);
  assert.equal(lines.length, 9);
  assert.match(lines[0] ?? '', /^resource_10: 0 rows in 11 requests, 0 % done$/);
  assert.equal(lines.at(-1), 'and 3 other resources');
});

test('retries are summed up by resource, those that have a line of their own left out, and each is told once', () => {
  const tally = createRequestTally();
  const progress = createProgress(tally);
  const retry = (lane: string, isLogged = false) =>
    tally.waits(lane, 500, { why: 'failure', failed: failure(lane), isLogged });
  retry('users', true);
  assert.deepEqual(progress.retryLines(10), [], 'its line stands in the log');
  for (let time = 0; time < 35; time += 1) retry('project_rate_limits');
  retry('users');
  const first = progress.retryLines(10);
  assert.match(first[0] ?? '', /^project_rate_limits: 35 more retries in the last 10 s; .*GET \/project_rate_limits /);
  assert.match(first[1] ?? '', /^users: 1 more retry in the last 10 s/);
  assert.equal(first.length, 2);
  assert.deepEqual(progress.retryLines(10), []);
  retry('users');
  assert.match(progress.retryLines()[0] ?? '', /^users: 1 more retry;/);
  for (let resource = 0; resource < 58; resource += 1) retry(`resource_${resource}`);
  const many = progress.retryLines();
  assert.equal(many.length, 9);
  assert.equal(many.at(-1), 'and 50 more retries of 50 other resources');
});
