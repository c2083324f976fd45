import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRequestTally } from '../../src/api/request-watch.ts';
import { createProgress } from '../../src/export/progress.ts';

test('a line tells records, requests, rate, share, time left and waits, and only while something moves', () => {
  const tally = createRequestTally();
  const progress = createProgress(tally);
  const events = progress.of('audit_logs');
  events.plan(1000);
  assert.deepEqual(progress.lines(10), [], 'nothing was read yet');
  for (let page = 0; page < 12; page += 1) tally.asked('audit_logs');
  tally.waits('audit_logs', 4000, 'rate limit');
  events.read(1200);
  events.finish(250);
  assert.deepEqual(progress.lines(20), [
    'audit_logs: 1,200 records in 12 requests, 60 a second, 25 % done, about 60 s left, waits for the rate limit add up to 4 s',
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
  assert.match(lines[0] ?? '', /^resource_10: 0 records in 11 requests, 0 % done$/);
  assert.equal(lines.at(-1), 'and 3 other resources');
});
