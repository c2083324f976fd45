import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../../simulator/faults.ts';
import { durationText } from '../../simulator/rate-limit.ts';
import { ask, simulatorFor } from './ask.ts';

const USERS = '/organization/users';

test('answers the status that a fault asks for, as often as it asks', async (t) => {
  const simulator = await simulatorFor(t);
  const fault = simulator.faults.add({
    match: { path: USERS },
    kind: 'status',
    status: 503,
    times: 2,
    headers: { 'retry-after': '7' },
  });
  const first = await ask(simulator, USERS);
  assert.deepEqual([first.status, first.headers.get('retry-after'), first.body.error.type], [503, '7', 'server_error']);
  assert.equal((await ask(simulator, '/organization/projects')).status, 200);
  assert.equal((await ask(simulator, USERS)).status, 503);
  assert.equal((await ask(simulator, USERS)).status, 200);
  assert.equal(fault.hits(), 2);
  assert.deepEqual(
    simulator.requests.map(({ status }) => status),
    [503, 200, 503, 200],
  );
});

test('falls on every n-th request, after those it skips, by path and query', async (t) => {
  const simulator = await simulatorFor(t);
  simulator.faults.add({
    match: { path: /users$/, query: { limit: '5' } },
    kind: 'status',
    status: 500,
    everyNth: 2,
    skip: 1,
  });
  const statuses: number[] = [];
  for (let index = 0; index < 6; index += 1) statuses.push((await ask(simulator, USERS, { limit: 5 })).status);
  assert.deepEqual(statuses, [200, 200, 500, 200, 500, 200]);
  assert.equal((await ask(simulator, USERS, { limit: 6 })).status, 200);
});

test('leaves off when a fault is removed', async (t) => {
  const simulator = await simulatorFor(t, { latencyMilliseconds: 1 });
  const fault = simulator.faults.add({ match: { path: USERS }, kind: 'status' });
  assert.equal((await ask(simulator, USERS)).status, 500);
  fault.remove();
  fault.remove();
  assert.equal((await ask(simulator, USERS)).status, 200);
});

test('falls on one project alone', async (t) => {
  const simulator = await simulatorFor(t);
  const [one, other] = simulator.truth.reads('project_users');
  assert.ok(one && other);
  simulator.faults.add({
    match: { path: new RegExp(one.ids.project_id ?? '') },
    kind: 'status',
    status: 403,
    body: { error: { message: 'No' } },
  });
  assert.equal((await ask(simulator, one.path)).text, '{"error":{"message":"No"}}');
  assert.equal((await ask(simulator, other.path)).status, 200);
});

test('changes an answer by its path, its page and what it truly is', async (t) => {
  const simulator = await simulatorFor(t);
  simulator.faults.add({
    match: { path: USERS },
    kind: 'change',
    change: ({ page, body }) =>
      page === 2
        ? { status: 418, body: Buffer.from('"short"'), headers: { 'x-page': '2' } }
        : { body: { ...body, page } },
  });
  const first = await ask(simulator, USERS, { limit: 1 });
  assert.deepEqual([first.status, first.body.page, first.body.data.length], [200, 1, 1]);
  const after = first.body.last_id;
  for (let count = 0; count < 2; count += 1) {
    const second = await ask(simulator, USERS, { limit: 1, after });
    assert.deepEqual([second.status, second.text, second.headers.get('x-page')], [418, '"short"', '2']);
  }
  assert.equal((await ask(simulator, USERS, { limit: 1 })).body.page, 1);
});

const BROKEN: { name: string; fault: Partial<Fault> & Pick<Fault, 'kind'> }[] = [
  { name: 'a reset connection', fault: { kind: 'reset' } },
  { name: 'a body cut short of its length', fault: { kind: 'cut' } },
  { name: 'a body cut between chunks', fault: { kind: 'cut', framing: 'chunked' } },
  { name: 'a cut body that ends like a whole one', fault: { kind: 'cut', framing: 'close' } },
  { name: 'a body that is no JSON', fault: { kind: 'body', body: '<html>' } },
];

for (const { name, fault } of BROKEN) {
  test(`sends ${name}, and then the whole answer`, async (t) => {
    const simulator = await simulatorFor(t);
    simulator.faults.add({ match: { path: USERS }, times: 1, ...fault });
    await assert.rejects(ask(simulator, USERS));
    assert.equal((await ask(simulator, USERS)).status, 200);
  });
}

test('holds half of a body until it is released', async (t) => {
  const simulator = await simulatorFor(t);
  const fault = simulator.faults.add({ match: { path: USERS }, kind: 'slow' });
  const headers = { authorization: `Bearer ${simulator.adminKey}` };
  const reader = (await fetch(simulator.url + USERS, { headers })).body?.getReader();
  const first = await reader?.read();
  let rest = Buffer.from(first?.value ?? []);
  assert.throws(() => JSON.parse(rest.toString()));
  fault.release();
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read())
    rest = Buffer.concat([rest, part.value]);
  assert.equal(JSON.parse(rest.toString()).object, 'list');
});

test('releases a held body after its time, and all of them when faults are cleared', async (t) => {
  const simulator = await simulatorFor(t);
  simulator.faults.add({ match: { path: USERS }, kind: 'slow', milliseconds: 1, times: 1 });
  assert.equal((await ask(simulator, USERS)).status, 200);
  simulator.faults.add({ match: { path: USERS }, kind: 'slow' });
  const held = ask(simulator, USERS);
  await ask(simulator, '/organization/projects');
  simulator.faults.clear();
  assert.equal((await held).status, 200);
});

test('refuses what is over the rate limit and says when to come back', async (t) => {
  let milliseconds = 0;
  const simulator = await simulatorFor(t, {
    rateLimit: { requests: 2, perSeconds: 1 },
    monotonicMilliseconds: () => milliseconds,
  });
  const first = await ask(simulator, USERS);
  assert.equal(first.headers.get('x-ratelimit-limit-requests'), '2');
  assert.equal(first.headers.get('x-ratelimit-remaining-requests'), '1');
  assert.equal(first.headers.get('x-ratelimit-reset-requests'), '500ms');
  assert.equal((await ask(simulator, USERS)).headers.get('x-ratelimit-remaining-requests'), '0');
  milliseconds = 100;
  const refused = await ask(simulator, USERS);
  assert.equal(refused.status, 429);
  assert.equal(refused.body.error.code, 'rate_limit_exceeded');
  assert.equal(refused.headers.get('retry-after-ms'), '400');
  assert.equal(refused.headers.get('retry-after'), '1');
  milliseconds = 500;
  assert.equal((await ask(simulator, USERS)).status, 200);
});

test('writes durations as the API does', () => {
  const cases = {
    120: '120ms',
    1000: '1s',
    1500: '1.5s',
    360000: '6m0s',
    61250: '1m1.25s',
    3600000: '1h0m0s',
    0.2: '1ms',
  };
  for (const [milliseconds, text] of Object.entries(cases)) assert.equal(durationText(Number(milliseconds)), text);
});
