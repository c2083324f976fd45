import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startSimulator } from '../../simulator/server.ts';
import { ask, bucketRows, readBuckets, readList, simulatorFor } from './ask.ts';

const DAY = 86_400;

test('the same seed makes the same organisation, another seed another', async (t) => {
  const [one, same, other] = await Promise.all([1, 1, 2].map((seed) => simulatorFor(t, { seed })));
  assert.ok(one && same && other);
  for (const path of [
    '/organization/users',
    '/organization/audit_logs',
    `/organization/costs?start_time=${one.clock.now() - DAY}`,
  ]) {
    const texts: string[] = [];
    for (const simulator of [one, same, other]) texts.push((await ask(simulator, path)).text);
    assert.equal(texts[1], texts[0]);
    assert.notEqual(texts[2], texts[0]);
  }
});

test('what happened does not depend on how the clock got there', async (t) => {
  const walked = await simulatorFor(t);
  const jumped = await simulatorFor(t);
  for (let night = 0; night < 30; night += 1) {
    walked.clock.advance(DAY);
    await ask(walked, '/organization/audit_logs');
  }
  jumped.clock.advance(30 * DAY);
  const now = jumped.clock.now();
  assert.deepEqual(walked.truth.events(0, now), jumped.truth.events(0, now));
  for (const resource of ['users', 'project_users', 'project_api_keys', 'user_roles', 'invites']) {
    assert.deepEqual(walked.truth.snapshot(resource), jumped.truth.snapshot(resource), resource);
  }
});

test('a night brings new events', async (t) => {
  const simulator = await simulatorFor(t);
  const before = simulator.clock.now();
  assert.deepEqual(simulator.truth.events(before + 1, before + 9 * DAY), []);
  simulator.clock.set(before + DAY);
  assert.ok(simulator.truth.events(before + 1, before + DAY).length > 3);
  const { body } = await ask(simulator, '/organization/audit_logs', { 'effective_at[gt]': before });
  assert.ok(body.data.length > 3);
});

test('nights bring late events and take away forgotten ones', async (t) => {
  const simulator = await simulatorFor(t, { size: { auditEvents: 4000 } });
  const start = simulator.clock.now();
  const range = [start - 40 * DAY, start] as const;
  const first = new Set(simulator.truth.events(...range));
  simulator.clock.advance(3 * DAY);
  const second = new Set(simulator.truth.events(...range));
  assert.ok(
    [...second].some((event) => !first.has(event)),
    'no late event',
  );
  assert.ok(
    [...first].some((event) => !second.has(event)),
    'no forgotten event',
  );
  const remembered = new Set(simulator.truth.events(...range, { remembered: true }));
  assert.ok([...first].every((event) => remembered.has(event)));
  const served = await readList(simulator, '/organization/audit_logs', {
    limit: 100,
    'effective_at[gte]': range[0],
    'effective_at[lt]': range[1],
  });
  const truth = simulator.truth.events(...range, { tenant: false });
  assert.deepEqual(served.map((row) => JSON.stringify(row)).reverse(), truth);
});

test('no event is later than 2.5 days, so a lookback of 3 days misses none', async (t) => {
  const simulator = await simulatorFor(t, { size: { auditEvents: 4000 } });
  const late = simulator.organization.events
    .records(simulator.clock.now())
    .map((event) => event.visibleFrom - event.effectiveAt);
  assert.ok(Math.max(...late) > DAY && Math.max(...late) <= 2.5 * DAY);
});

test('costs are restated within a month and usage within three days', async (t) => {
  const simulator = await simulatorFor(t, { size: { usageSeriesPerProject: 12 } });
  const end = Math.floor(simulator.clock.now() / DAY) * DAY;
  const costs = () => simulator.truth.buckets('costs', end - 10 * DAY, end, { groupBy: ['project_id'] });
  const usage = () => simulator.truth.buckets('usage_completions', end - 30 * DAY, end, { groupBy: ['model'] });
  const [first, firstUsage] = [costs(), usage()];
  simulator.clock.advance(3 * DAY);
  const settledUsage = usage();
  assert.notDeepEqual(settledUsage, firstUsage);
  simulator.clock.advance(40 * DAY);
  const settled = costs();
  assert.notDeepEqual(settled, first);
  assert.deepEqual(usage(), settledUsage);
  simulator.clock.advance(60 * DAY);
  assert.deepEqual(costs(), settled);
  const query = { start_time: end - 10 * DAY, end_time: end, group_by: 'project_id' };
  assert.deepEqual(bucketRows(await readBuckets(simulator, '/organization/costs', query)), settled);
});

test('months bring people and keys that come and go, a project that is archived, and keys that were used', async (t) => {
  const simulator = await simulatorFor(t);
  const idsOf = (resource: string) =>
    new Set(simulator.truth.snapshot(resource).map((text) => (JSON.parse(text) as { id: string }).id));
  const keyUse = () => simulator.truth.snapshot('project_api_keys')[0];
  const before = {
    users: idsOf('users'),
    keys: idsOf('project_api_keys'),
    projects: idsOf('project_users'),
    use: keyUse(),
  };
  simulator.clock.advance(60 * DAY);
  const after = { users: idsOf('users'), keys: idsOf('project_api_keys') };
  for (const kind of ['users', 'keys'] as const) {
    assert.ok(
      [...after[kind]].some((id) => !before[kind].has(id)),
      `${kind} came`,
    );
    assert.ok(
      [...before[kind]].some((id) => !after[kind].has(id)),
      `${kind} went`,
    );
  }
  assert.notEqual(keyUse(), before.use);
  const projects = await readList(simulator, '/organization/projects', { include_archived: true });
  assert.equal(projects.filter(({ status }) => status === 'archived').length, 3);
});

test('starts on the port it is given and ends with open connections', async () => {
  const simulator = await startSimulator();
  await ask(simulator, '/organization/users');
  await simulator.close();
  const port = Number(new URL(simulator.url).port);
  const again = await startSimulator({ port });
  assert.equal(again.url, simulator.url);
  await assert.rejects(startSimulator({ port }), { code: 'EADDRINUSE' });
  await again.close();
});

test('the truth knows what it has no rows of', async (t) => {
  const { truth } = await simulatorFor(t);
  assert.throws(() => truth.buckets('users', 0, 1), /no buckets/);
  assert.throws(() => truth.snapshot('audit_logs'), /no snapshot/);
  assert.throws(() => truth.reads('nothing'), /nothing/);
});
