import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, readList, simulatorFor } from './ask.ts';

const PATH = '/organization/audit_logs';
const DAY = 86_400;

test('lists events newest first, by effective_at and then id', async (t) => {
  const simulator = await simulatorFor(t);
  const now = simulator.clock.now();
  const rows = await readList(simulator, PATH, { limit: 100 });
  const truth = simulator.truth.events(0, now + 1, { tenant: false });
  assert.deepEqual(rows.map((row) => JSON.stringify(row)).reverse(), truth);
});

test('takes each bound of effective_at in whole seconds', async (t) => {
  const simulator = await simulatorFor(t);
  const [event] = simulator.truth.events(simulator.clock.now() - 9 * DAY, simulator.clock.now(), { tenant: false });
  const { effective_at } = JSON.parse(event ?? '{}') as { effective_at: number };
  const at = (bound: string, value: number) => ({ [`effective_at[${bound}]`]: value });
  const count = async (query: Record<string, unknown>) => (await ask(simulator, PATH, query)).body.data.length;
  assert.equal(await count({ ...at('gte', effective_at), ...at('lte', effective_at) }), 1);
  assert.equal(await count({ ...at('gt', effective_at), ...at('lte', effective_at) }), 0);
  assert.equal(await count({ ...at('gte', effective_at), ...at('lt', effective_at) }), 0);
  assert.equal(await count({ ...at('gte', effective_at), ...at('lt', effective_at + 1) }), 1);
  const outside = await ask(simulator, PATH, at('gt', simulator.clock.now()));
  assert.deepEqual([outside.body.data, outside.body.has_more], [[], false]);
});

test('pages within the bounds, and back with before', async (t) => {
  const simulator = await simulatorFor(t);
  const now = simulator.clock.now();
  const range = { 'effective_at[gte]': now - 10 * DAY, 'effective_at[lt]': now - 2 * DAY };
  const rows = await readList(simulator, PATH, { ...range, limit: 7 });
  assert.deepEqual(
    rows.map((row) => JSON.stringify(row)).reverse(),
    simulator.truth.events(now - 10 * DAY, now - 2 * DAY, { tenant: false }),
  );
  const back = await ask(simulator, PATH, { ...range, limit: 3, before: rows[5]?.id });
  assert.deepEqual(back.body.data, rows.slice(2, 5));
  assert.equal(back.body.has_more, true);
});

test("serves the tenant's events in their own pass only", async (t) => {
  const simulator = await simulatorFor(t);
  const now = simulator.clock.now();
  const tenant = await readList(simulator, PATH, { tenant_only: true, limit: 100 });
  const rest = await readList(simulator, PATH, { limit: 100 });
  assert.equal(tenant.length, simulator.truth.events(0, now + 1, { tenant: true }).length);
  assert.ok(tenant.every(({ type }) => /^tenant\.|bound_to_resource|unbound_from_resource/.test(String(type))));
  assert.ok(rest.every(({ type }) => !String(type).startsWith('tenant.')));
});

test('refuses a mixture of event types, and types that are none', async (t) => {
  const simulator = await simulatorFor(t);
  const asked = async (types: string[], tenant_only: boolean) =>
    (await ask(simulator, PATH, { 'event_types[]': types, tenant_only })).status;
  assert.equal(await asked(['user.added', 'tenant.user.added'], true), 400);
  assert.equal(await asked(['user.added', 'tenant.user.added'], false), 400);
  assert.equal(await asked(['tenant.user.added'], true), 200);
  assert.equal(await asked(['tenant.user.added'], false), 400);
  assert.equal(await asked(['user.added'], false), 200);
  assert.equal(await asked(['user.invented'], false), 400);
});

test('filters by project, type, actor and resource', async (t) => {
  const simulator = await simulatorFor(t);
  const all = await readList(simulator, PATH, { limit: 100 });
  type Event = {
    type: string;
    project?: { id: string };
    actor?: { session?: { user: { id: string; email: string } } };
  };
  const events = all as unknown as (Event & Record<string, { id?: string }>)[];
  const sample = events.find(
    (event) => event.project !== undefined && event.actor?.session !== undefined && event.type === 'user.added',
  );
  assert.ok(sample?.project && sample.actor?.session);
  const { user } = sample.actor.session;
  const resource = sample['user.added']?.id;
  const cases = {
    'project_ids[]': [sample.project.id, (event: Event) => event.project?.id === sample.project?.id],
    'event_types[]': ['user.added', (event: Event) => event.type === 'user.added'],
    'actor_ids[]': [user.id, (event: Event) => JSON.stringify(event.actor ?? null).includes(user.id)],
    'actor_emails[]': [user.email, (event: Event) => JSON.stringify(event.actor ?? null).includes(user.email)],
    'resource_ids[]': [
      resource,
      (event: Event & Record<string, { id?: string }>) => event[event.type]?.id === resource,
    ],
  } as const;
  for (const [name, [value, wanted]] of Object.entries(cases)) {
    const rows = await readList(simulator, PATH, { [name]: value, limit: 9 });
    assert.deepEqual(rows, events.filter(wanted as never), name);
  }
  assert.equal((await ask(simulator, PATH, { project_ids: sample.project.id })).status, 400);
});

test('has events without actor, without payload and with payloads named like their type', async (t) => {
  const simulator = await simulatorFor(t, { size: { auditEvents: 2000 } });
  const rows = simulator.truth
    .events(0, simulator.clock.now())
    .map((text) => JSON.parse(text) as Record<string, unknown>);
  assert.ok(rows.some((row) => row.actor === null));
  assert.ok(rows.some((row) => !('actor' in row)));
  assert.ok(rows.some((row) => !(String(row.type) in row)));
  assert.ok(rows.some((row) => String(row.type) in row));
  assert.ok(rows.some((row) => !('project' in row)));
  const seconds = rows.map((row) => row.effective_at);
  assert.ok(new Set(seconds).size < seconds.length);
});

test('refuses every read where logging was never switched on, or the tenant pass alone', async (t) => {
  const off = await simulatorFor(t, { auditLogging: { status: 403, message: 'Audit logging is not activated.' } });
  const { status, body } = await ask(off, PATH);
  assert.deepEqual([status, body.error.message], [403, 'Audit logging is not activated.']);
  const partial = await simulatorFor(t, { tenantEvents: 'refused' });
  assert.equal((await ask(partial, PATH, { tenant_only: true })).status, 403);
  assert.equal((await ask(partial, PATH)).status, 200);
});

test('knows one event by its id only where it is told to', async (t) => {
  const simulator = await simulatorFor(t);
  const id = (await ask(simulator, PATH)).body.data[0]?.id;
  const missing = await ask(simulator, `${PATH}/${id}`);
  assert.equal(missing.status, 404);
  assert.equal(missing.body.error.message, `Invalid URL (GET /v1${PATH}/${id})`);
  const generous = await simulatorFor(t, { auditLogDetail: true });
  assert.equal((await ask(generous, `${PATH}/${id}`)).body.id, id);
  assert.equal((await ask(generous, `${PATH}/audit_log-none`)).status, 404);
});

test('refuses a cursor that the API has forgotten', async (t) => {
  const simulator = await simulatorFor(t);
  const { body } = await ask(simulator, PATH, { limit: 2 });
  simulator.organization.events.update(String(body.last_id), { forgottenFrom: simulator.clock.now() });
  assert.equal((await ask(simulator, PATH, { after: body.last_id })).status, 400);
});
