import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPacer } from '../../src/api/pacing.ts';
import { createRequestTally } from '../../src/api/request-watch.ts';
import { type Message, rendered } from '../../src/notices/notice.ts';
import { createStopSwitch } from '../../src/stop/stop-switch.ts';
import { answer, impatientClient, serve } from './api-server.ts';

const NEVER = () => new Promise<void>(() => {});

test('a stop lets requests under way end and begins no other', async (t) => {
  const stop = createStopSwitch();
  const paths: string[] = [];
  const url = await serve(t, (request, response) => {
    paths.push(request.url ?? '');
    stop.stop('The budget is spent.');
    answer(response, 200, { data: [] });
  });
  const { client } = impatientClient(url, { stop: stop.signal, pacer: createPacer({ concurrency: 1, sleep: NEVER }) });
  const [first, second] = await Promise.allSettled(['/a', '/b'].map((path) => client.get(path, [], 'lane')));
  assert.equal(first?.status, 'fulfilled');
  assert.match(String(second?.status === 'rejected' && second.reason), /RunStopped: The budget is spent\./);
  assert.deepEqual(paths, ['/a']);
});

test('a stop ends the wait for a rate limit and the pause before another attempt', async (t) => {
  const stop = createStopSwitch();
  const url = await serve(t, (_, response) => answer(response, 429, {}, { 'retry-after': '600' }));
  const waiting = impatientClient(url, {
    stop: stop.signal,
    sleep: async () => {
      stop.stop('Enough.');
      return NEVER();
    },
    pacer: createPacer({ concurrency: 1, sleep: NEVER }),
  });
  await assert.rejects(waiting.client.get('/a', [], 'lane'), /Enough/);
  await assert.rejects(waiting.client.get('/b', [], 'lane'), /Enough/);
});

test('an urgent stop gives up the request that never answers', async (t) => {
  const stop = createStopSwitch();
  const url = await serve(t, () => stop.stopNow('SIGTERM stopped the run.'));
  const { client } = impatientClient(url, { stop: stop.signal, abandon: stop.urgent });
  await assert.rejects(client.get('/a', [], 'lane'), { name: 'RunStopped', message: 'SIGTERM stopped the run.' });
});

test('requests are counted by lane, with the ids of the first and last answer, and what was waited', async (t) => {
  let count = 0;
  const url = await serve(t, (_, response) => {
    count += 1;
    const status = count === 1 ? 429 : count === 2 ? 500 : 200;
    answer(response, status, {}, { 'x-request-id': `req_${count}`, 'retry-after': '2' });
  });
  const tally = createRequestTally();
  const { client } = impatientClient(url, { watch: tally });
  await client.get('/a', [], 'users');
  const { milliseconds, lastUnlogged, ...counts } = tally.lanes.get('users') ?? { milliseconds: -1 };
  assert.equal(lastUnlogged?.status, 500);
  assert.ok(milliseconds >= 0);
  assert.deepEqual(counts, {
    requests: 3,
    retries: 2,
    unloggedRetries: 1,
    throttledMilliseconds: 2000,
    firstRequestId: 'req_1',
    lastRequestId: 'req_3',
  });
});

test('the first retry of a resource is a line at once; of the others only step debugging has one each', async (t) => {
  const url = await serve(t, (_, response) => answer(response, 500, { error: { message: 'busy' } }));
  const lines: { level: 'info' | 'debug'; text: string }[] = [];
  const keep = (level: 'info' | 'debug') => (message: Message) => lines.push({ level, text: rendered(message) });
  const log = { debug: keep('debug'), info: keep('info'), notice() {}, warning() {}, error() {} };
  const tally = createRequestTally();
  const { client } = impatientClient(url, { log, watch: tally });
  const gets = ['users', 'users', 'invites'].map((lane) => client.get(`/${lane}`, [], lane));
  await Promise.allSettled(gets);
  const retries = lines.filter(({ text }) => text.includes('attempt'));
  assert.equal(retries.length, 9);
  assert.equal(retries.filter(({ level }) => level === 'info').length, 2);
  assert.deepEqual(
    ['users', 'invites'].map((lane) => tally.lanes.get(lane)?.unloggedRetries),
    [5, 2],
  );
});

test('a burst that is throttled together is one line', async (t) => {
  let count = 0;
  const url = await serve(t, (_, response) => {
    count += 1;
    answer(response, count <= 3 ? 429 : 200, { error: { message: 'Slow down' } });
  });
  const lines: string[] = [];
  const silent = () => {};
  const log = {
    debug: silent,
    info: (message: Message) => lines.push(rendered(message)),
    notice: silent,
    warning: silent,
    error: silent,
  };
  const pacer = createPacer({ concurrency: 3, sleep: NEVER });
  const { client } = impatientClient(url, { log, pacer });
  void Promise.allSettled(['/a', '/b', '/c'].map((path) => client.get(path, [], 'lane')));
  while (count < 3 || lines.length === 0) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? '', /^GET \/[abc] answered 429: Slow down; attempt 2 of 10 in \d+\.\d s$/);
});
