import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { OPERATIONS } from '../../simulator/operations.ts';
import { EMPTY_SIZE } from '../../simulator/options.ts';
import { ask, readList, simulatorFor } from './ask.ts';

const DAY = 86_400;
const NASTY = '=cmd|\' /C calc\'!A0\r\n"quoted", comma\t😀 \u2028';

test('serves a user that a test adds, and alters and removes one', async (t) => {
  const simulator = await simulatorFor(t);
  const users = simulator.organization.list('users');
  users.add({ row: { object: 'organization.user', id: 'user-nasty', name: NASTY, added_at: 1 } });
  assert.equal((await ask(simulator, '/organization/users/user-nasty')).body.name, NASTY);
  users.update('user-nasty', { name: 'Plain' });
  assert.equal((await ask(simulator, '/organization/users/user-nasty')).body.name, 'Plain');
  users.update('user-nasty', {}, { until: simulator.clock.now() + DAY });
  assert.ok(simulator.truth.snapshot('users').some((row) => row.includes('user-nasty')));
  simulator.clock.advance(DAY);
  assert.equal((await ask(simulator, '/organization/users/user-nasty')).status, 404);
  const first = (await readList(simulator, '/organization/users'))[0];
  users.remove(String(first?.id));
  assert.notEqual((await readList(simulator, '/organization/users'))[0]?.id, first?.id);
  assert.throws(() => users.update('user-none', {}), /user-none/);
});

test('what a test adds changes nothing else, whenever the rest is first read', async (t) => {
  const early = await simulatorFor(t);
  const late = await simulatorFor(t);
  early.truth.snapshot('project_user_roles');
  for (const { organization } of [early, late]) organization.list('users').add({ row: { id: 'user-own' } });
  for (const resource of ['project_users', 'project_user_roles', 'group_users', 'project_api_keys']) {
    assert.deepEqual(late.truth.snapshot(resource), early.truth.snapshot(resource), resource);
  }
});

test('serves an event that a test adds, digit for digit and in its place', async (t) => {
  const simulator = await simulatorFor(t);
  const now = simulator.clock.now();
  const at = now - 5 * DAY;
  const text = `{"id":"audit_log-own","type":"user.invented","effective_at":${at},"n":123456789012345678901234567890.10,"new":{"a":[1]}}`;
  simulator.organization.events.add(text);
  simulator.organization.events.add(
    { id: 'audit_log-late', type: 'tenant.x', effective_at: at },
    { visibleFrom: now + 60 },
  );
  const { text: answer } = await ask(simulator, '/organization/audit_logs', { 'event_types[]': 'user.invented' });
  assert.ok(answer.includes(`"data":[${text}]`));
  const rows = await readList(simulator, '/organization/audit_logs', {
    limit: 7,
    'effective_at[gte]': at - DAY,
    'effective_at[lt]': at + DAY,
  });
  const truth = simulator.truth.events(at - DAY, at + DAY, { tenant: false });
  assert.deepEqual(
    rows.map(({ id }) => id).reverse(),
    truth.map((row) => (JSON.parse(row) as { id: string }).id),
  );
  assert.ok(truth.includes(text));
  assert.deepEqual(simulator.truth.events(at, at + 1, { tenant: true }), []);
  simulator.clock.advance(60);
  assert.equal(simulator.truth.events(at, at + 1, { tenant: true }).length, 1);
  simulator.organization.events.remove('audit_log-own');
  assert.ok(!simulator.truth.events(0, now).includes(text));
});

test('counts usage that a test adds or restates', async (t) => {
  const simulator = await simulatorFor(t, { size: EMPTY_SIZE });
  const day = Math.floor(simulator.clock.now() / DAY) * DAY - DAY;
  const { usage } = simulator.organization;
  usage.add('costs', { at: day + 60, dimensions: { project_id: 'proj_own' }, metrics: { amount: 1_500_000_000 } });
  usage.add('costs', {
    at: day + 60,
    visibleFrom: day + 9 * DAY,
    dimensions: { project_id: 'proj_own' },
    metrics: { amount: -10_000_000 },
  });
  const value = async () => {
    const { body } = await ask(simulator, '/organization/costs', {
      start_time: day,
      end_time: day + DAY,
      group_by: 'project_id',
    });
    const results = body.data.flatMap((bucket) => bucket.results as { amount: { value: unknown } }[]);
    return Number(results[0]?.amount.value);
  };
  assert.equal(await value(), 1.5);
  simulator.clock.advance(10 * DAY);
  assert.equal(await value(), 1.49);
  usage.change('costs', day, (entry) => ((entry.metrics.amount ?? 0) < 0 ? undefined : entry));
  assert.equal(await value(), 1.5);
});

test('an organisation with nothing in it answers every read with nothing', async (t) => {
  const simulator = await simulatorFor(t, { size: EMPTY_SIZE });
  simulator.clock.advance(100 * DAY);
  for (const operation of OPERATIONS.filter(({ path }) => !path.includes('{'))) {
    const query = operation.kind === 'buckets' ? { start_time: simulator.clock.now() - 3 * DAY } : {};
    const { status, body } = await ask(simulator, operation.path, query);
    if (operation.resource === 'spend_limit') assert.equal(status, 404);
    else if (operation.resource === 'data_retention') assert.equal(status, 200);
    else if (operation.kind === 'buckets') assert.ok(body.data.every(({ results }) => (results as []).length === 0));
    else assert.deepEqual([body.data, body.has_more], [[], false], operation.resource);
  }
});

test('runs as a process of its own that prints where it listens', async () => {
  const main = new URL('../../simulator/main.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [main, '--port', '0', '--seed', '3', '--events', '50', '--users', '4'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const { url, adminKey } = JSON.parse(line) as { url: string; adminKey: string };
      const response = await fetch(`${url}/organization/users`, { headers: { authorization: `Bearer ${adminKey}` } });
      assert.equal(((await response.json()) as { data: unknown[] }).data.length, 4);
      break;
    }
  } finally {
    child.kill();
  }
});
