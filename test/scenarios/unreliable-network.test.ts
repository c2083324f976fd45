import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../../simulator/faults.ts';
import { type Night, type Scenario, secondsOf, startScenario } from './scenario.ts';

const INPUTS = { resources: 'audit_logs,users,invites,costs', 'start-date': '2026-02-25' };
const SOON = { 'retry-after-ms': '1' };

/** Everything that was asked for is there, exactly once. */
async function assertComplete({ simulator, rows }: Scenario, night: Night): Promise<void> {
  assert.equal(night.exitCode, 0, night.log.text);
  assert.equal(night.outputs.status, 'ok');
  const { truth, clock } = simulator;
  assert.deepEqual(
    await rows('audit_logs'),
    truth.events(secondsOf('2026-02-25'), clock.now() + 1, { remembered: true }),
  );
  const groupBy = ['project_id', 'line_item', 'api_key_id'];
  const costs = truth.buckets('costs', secondsOf('2026-02-01'), clock.now(), { groupBy });
  assert.deepEqual((await rows('costs')).sort(), costs.sort());
  for (const resource of ['users', 'invites']) assert.deepEqual(await rows(resource), truth.snapshot(resource));
}

const EVERYWHERE = { path: /^\/organization/ };

for (const { what, fault } of [
  {
    what: '429 with retry-after-ms',
    fault: { kind: 'status', status: 429, everyNth: 2, headers: { 'retry-after-ms': '5' } },
  },
  {
    what: '429 with retry-after in seconds',
    fault: { kind: 'status', status: 429, times: 2, headers: { 'retry-after': '1' } },
  },
  {
    what: '429 with the time at which the limit is reset',
    fault: { kind: 'status', status: 429, times: 4, headers: { 'x-ratelimit-reset-requests': '20ms' } },
  },
  {
    what: '429 with headers that make no sense',
    fault: { kind: 'status', status: 429, times: 1, headers: { 'retry-after': 'soon', 'retry-after-ms': '-5' } },
  },
  { what: '500', fault: { kind: 'status', status: 500, everyNth: 2, headers: SOON } },
  {
    what: '503 in the HTML of a gateway',
    fault: { kind: 'status', status: 503, everyNth: 3, body: '<html>Bad gateway</html>', headers: SOON },
  },
  { what: '408', fault: { kind: 'status', status: 408, everyNth: 3, headers: SOON } },
  { what: 'bodies cut short of their content-length', fault: { kind: 'cut', framing: 'length', times: 3 } },
  { what: 'chunked bodies that are cut', fault: { kind: 'cut', framing: 'chunked', times: 3 } },
  { what: 'bodies of unknown length that are cut', fault: { kind: 'cut', framing: 'close', times: 3 } },
  { what: 'connections that are reset', fault: { kind: 'reset', times: 3 } },
  { what: '200 with something that is not JSON', fault: { kind: 'body', times: 3 } },
  { what: '200 with nothing', fault: { kind: 'body', body: '', times: 3 } },
] satisfies { what: string; fault: Omit<Fault, 'match'> }[]) {
  test(`${what}: what was meant to be read is read all the same`, async (t) => {
    const scenario = await startScenario(t, INPUTS);
    const handle = scenario.simulator.faults.add({ match: EVERYWHERE, ...fault });
    const night = await scenario.night();
    assert.ok(handle.hits() > 0);
    await assertComplete(scenario, night);
  });
}

test('a rate limit is kept to: what is refused is asked again until all is there', async (t) => {
  const scenario = await startScenario(t, INPUTS, { rateLimit: { requests: 4, perSeconds: 0.4 } });
  await assertComplete(scenario, await scenario.night());
});

test('an answer that does not end in time is asked for again', async (t) => {
  const scenario = await startScenario(t, { ...INPUTS, config: 'request-timeout: 10s' });
  scenario.simulator.faults.add({ match: { path: '/organization/invites' }, kind: 'slow', times: 1 });
  await assertComplete(scenario, await scenario.night());
});

for (const { what, fault, said } of [
  { what: 'answers that never end', fault: { kind: 'slow' }, said: /got no usable answer: no answer within 10 s/ },
  {
    what: 'answers that are always cut',
    fault: { kind: 'cut', framing: 'close' },
    said: /got no usable answer: the answer is not JSON, or was cut/,
  },
  {
    what: 'a rate limit that stays exhausted',
    fault: { kind: 'status', status: 429, headers: SOON },
    said: /answered 429.*Lower `concurrency` or set `requests-per-second`/,
  },
  {
    what: 'an answer without its list',
    fault: { kind: 'body', body: { object: 'list', has_more: false } },
    said: /holds no list at "data": reading on would lose rows/,
  },
  {
    what: 'a list of things that are no objects',
    fault: { kind: 'body', body: { data: ['x'], has_more: false } },
    said: /holds an entry at "data" that is not an object/,
  },
  {
    what: 'more rows announced and no cursor',
    fault: { kind: 'body', body: { data: [], last_id: null, has_more: true } },
    said: /announces more but names no "last_id" to go on from/,
  },
  {
    what: 'a path that the API does not know',
    fault: { kind: 'status', status: 404, body: { error: { message: 'Invalid URL (GET /v1/organization/invites)' } } },
    said: /Check the `base-url` input/,
  },
] satisfies { what: string; fault: Omit<Fault, 'match'>; said: RegExp }[]) {
  test(`${what}: the resource fails with its reason, keeps its file, and costs the others nothing`, async (t) => {
    const config = fault.kind === 'slow' ? 'request-timeout: 10s\nretries: 0' : 'retries: 1';
    const scenario = await startScenario(t, { resources: 'users,invites', config });
    await scenario.night();
    scenario.simulator.faults.add({ match: { path: '/organization/invites' }, ...fault });
    const night = await scenario.night({ at: '2026-03-03T04:17:00Z' });
    assert.equal(night.exitCode, 1);
    assert.equal(night.outputs.status, 'partial');
    assert.equal(night.outputs['failed-resources'], 'invites');
    assert.match(night.log.text, said);
    assert.equal(night.after['data/invites/invites.jsonl'], night.before['data/invites/invites.jsonl']);
    assert.equal(night.after['data/_manifests/invites.json'], night.before['data/_manifests/invites.json']);
    assert.deepEqual(await scenario.rows('users'), scenario.simulator.truth.snapshot('users'));
  });
}

test('a window of events that fails costs the days it overlaps, and the next night reads them', async (t) => {
  const scenario = await startScenario(t, {
    resources: 'audit_logs',
    'start-date': '2026-02-25',
    config: 'retries: 0',
  });
  const fault = scenario.simulator.faults.add({
    match: { path: '/organization/audit_logs', query: { tenant_only: 'true' } },
    kind: 'status',
    status: 500,
  });
  const first = await scenario.night();
  assert.equal(first.exitCode, 1);
  assert.equal(first.outputs['failed-resources'], 'audit_logs');
  fault.remove();
  const second = await scenario.night();
  assert.equal(second.exitCode, 0, second.log.text);
  const { truth, clock } = scenario.simulator;
  const all = truth.events(secondsOf('2026-02-25'), clock.now() + 1, { remembered: true });
  assert.deepEqual(await scenario.rows('audit_logs'), all);
});

test('where nobody answers the run fails, says where, and changes nothing', async (t) => {
  const scenario = await startScenario(t, { resources: 'users,invites', config: 'retries: 1' });
  await scenario.night();
  const night = await scenario.night({ inputs: { 'base-url': 'http://127.0.0.1:9/v1' } });
  assert.equal(night.exitCode, 1);
  assert.equal(night.outputs.status, 'failed');
  assert.match(night.log.text, /got no usable answer: .*ECONNREFUSED/);
  assert.deepEqual(night.after, night.before);
});

test('with `fail-on: never` a failure is told in full and the step is green', async (t) => {
  const scenario = await startScenario(t, { resources: 'users,invites', 'fail-on': 'never', config: 'retries: 0' });
  scenario.simulator.faults.add({ match: { path: '/organization/invites' }, kind: 'status', status: 500 });
  const night = await scenario.night();
  assert.equal(night.exitCode, 0);
  assert.equal(night.outputs.status, 'partial');
  assert.equal(night.outputs['failed-resources'], 'invites');
  assert.match(night.log.text, /##\[error\]invites: GET \/organization\/invites answered 500/);
  assert.match(night.summary, /\| invites \| ❌ failed \|/);
});
