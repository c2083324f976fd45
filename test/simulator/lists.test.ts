import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, readList, simulatorFor } from './ask.ts';

test('pages a last_id list, with last_id on the last page too', async (t) => {
  const simulator = await simulatorFor(t);
  const first = await ask(simulator, '/organization/users', { limit: 5 });
  assert.equal(first.body.data.length, 5);
  assert.equal(first.body.first_id, first.body.data[0]?.id);
  assert.equal(first.body.last_id, first.body.data[4]?.id);
  assert.equal(first.body.has_more, true);
  const last = await ask(simulator, '/organization/users', { limit: 100, after: first.body.last_id });
  assert.equal(last.body.has_more, false);
  assert.equal(last.body.last_id, last.body.data.at(-1)?.id);
});

test('leaves last_id out where it is told to', async (t) => {
  const simulator = await simulatorFor(t, { quirks: { listsWithoutLastId: ['users'] } });
  const { body } = await ask(simulator, '/organization/users', { limit: 5 });
  assert.equal(body.has_more, true);
  assert.ok(!('last_id' in body) && !('first_id' in body));
  const whole = await readList(simulator, '/organization/users', { limit: 5 });
  assert.equal(whole.length, simulator.truth.snapshot('users').length);
});

test('pages a next list by an opaque cursor, which is null on the last page', async (t) => {
  const simulator = await simulatorFor(t);
  const first = await ask(simulator, '/organization/groups', { limit: 2 });
  assert.doesNotMatch(first.text, /last_id/);
  assert.notEqual(first.body.next, first.body.data[1]?.id);
  const second = await ask(simulator, '/organization/groups', { limit: 2, after: first.body.next });
  assert.equal(second.body.next, null);
  assert.equal(second.body.data.length, 1);
  const byId = await ask(simulator, '/organization/groups', { limit: 2, after: first.body.data[1]?.id });
  assert.equal(byId.text, second.text);
});

const LIMITS = [
  { path: '/organization/users', most: 100, least: 1 },
  { path: '/organization/groups', most: 1000, least: 0 },
  { path: '/organization/roles', most: 1000, least: 0 },
  { path: '/organization/spend_alerts', most: 100, least: 0 },
  { path: '/organization/audit_logs', most: 100, least: 1 },
];

for (const { path, most, least } of LIMITS) {
  test(`refuses a limit outside ${least} to ${most} on ${path} instead of clamping it`, async (t) => {
    const simulator = await simulatorFor(t);
    for (const limit of [most, least]) assert.equal((await ask(simulator, path, { limit })).status, 200);
    for (const limit of [most + 1, least - 1]) {
      const { status, body } = await ask(simulator, path, { limit });
      assert.equal(status, 400);
      assert.equal(body.error.param, null);
      assert.match(body.error.message, /limit/);
    }
    const { status, body } = await ask(simulator, path, { limit: 'many' });
    assert.equal(status, 400);
    assert.equal(body.error.code, 'invalid_type');
  });
}

test('refuses a parameter that an operation does not know', async (t) => {
  const simulator = await simulatorFor(t);
  const { status, body } = await ask(simulator, '/organization/users', { order: 'asc' });
  assert.equal(status, 400);
  assert.equal(body.error.param, 'order');
  const tolerant = await simulatorFor(t, { quirks: { refuseUnknownParameters: false } });
  assert.equal((await ask(tolerant, '/organization/users', { order: 'asc' })).status, 200);
});

test('lists certificates newest first unless asked otherwise', async (t) => {
  const simulator = await simulatorFor(t);
  const falling = await readList(simulator, '/organization/certificates', { limit: 1 });
  const rising = await readList(simulator, '/organization/certificates', { limit: 1, order: 'asc' });
  assert.equal(falling.length, 2);
  assert.deepEqual(rising, falling.toReversed());
});

test('hides archived projects unless they are asked for', async (t) => {
  const simulator = await simulatorFor(t, { size: { projects: 6, archivedProjects: 2 } });
  const shown = await readList(simulator, '/organization/projects', { limit: 2 });
  const all = await readList(simulator, '/organization/projects', { limit: 2, include_archived: true });
  assert.equal(shown.length, 4);
  assert.equal(all.length, 6);
  assert.equal(all.filter(({ status }) => status === 'archived').length, 2);
});

test('shows an archived project but refuses every read below it', async (t) => {
  const simulator = await simulatorFor(t);
  const projects = await readList(simulator, '/organization/projects', { include_archived: true });
  const id = projects.find(({ status }) => status === 'archived')?.id;
  assert.equal((await ask(simulator, `/organization/projects/${id}`)).body.status, 'archived');
  for (const below of [
    'users',
    'api_keys',
    'service_accounts',
    'rate_limits',
    'data_retention',
    'groups',
    'spend_limit',
  ]) {
    assert.equal((await ask(simulator, `/organization/projects/${id}/${below}`)).status, 400, below);
  }
  assert.equal((await ask(simulator, `/projects/${id}/roles`)).status, 403);
});

test('hides some enabled keys of a project unless keys of any owner are asked for', async (t) => {
  const simulator = await simulatorFor(t);
  const project = simulator.organization.list('projects').entries()[0]?.id;
  const path = `/organization/projects/${project}/api_keys`;
  const [byDefault, active, inactive, any] = await Promise.all(
    [undefined, 'active', 'inactive', 'any'].map((access) =>
      readList(simulator, path, access === undefined ? {} : { owner_project_access: access }),
    ),
  );
  assert.ok(byDefault && active && inactive && any);
  assert.ok(byDefault.length < any.length);
  assert.ok(inactive.length > 0);
  assert.equal(active.length + inactive.length, any.length);
  const hidden = any.find(({ id }) => !byDefault.some((shown) => shown.id === id));
  assert.equal((await ask(simulator, `${path}/${hidden?.id}`)).status, 200);
  assert.equal((await ask(simulator, path, { owner_project_access: 'all' })).status, 400);
});

test("refuses a cursor whose row has been deleted, in both cursors' families", async (t) => {
  const simulator = await simulatorFor(t);
  for (const path of ['/organization/users', '/organization/groups']) {
    const { body } = await ask(simulator, path, { limit: 2 });
    simulator.organization.list(path.endsWith('users') ? 'users' : 'groups').remove(String(body.data[1]?.id));
    const next = await ask(simulator, path, { limit: 2, after: body.next ?? body.last_id });
    assert.equal(next.status, 400);
    assert.equal(next.body.error.param, 'after');
  }
});

test('answers 404 for an object, a parent or a setting that is not there', async (t) => {
  const simulator = await simulatorFor(t, { seed: 2 });
  for (const path of [
    '/organization/users/user-nobody',
    '/organization/users/user-nobody/roles',
    '/organization/projects/proj_none/users',
    '/projects/proj_none/roles',
    '/organization/spend_limit',
  ]) {
    const { status, body } = await ask(simulator, path);
    assert.equal(status, 404, path);
    assert.doesNotMatch(body.error.message, /Invalid URL/);
  }
});

test("finds a tenant's group in a project only by its type", async (t) => {
  const simulator = await simulatorFor(t, { size: { groups: 6, groupsPerProject: 6 } });
  const project = simulator.organization.list('projects').entries()[0]?.id ?? '';
  const groups = await readList(simulator, `/organization/projects/${project}/groups`, { limit: 100 });
  const id = groups.find(({ group_type }) => group_type === 'tenant_group')?.group_id;
  const path = `/organization/projects/${project}/groups/${id}`;
  assert.equal((await ask(simulator, path)).status, 404);
  assert.equal((await ask(simulator, path, { group_type: 'tenant_group' })).status, 200);
});

test('shows the content of a certificate only where it is asked for', async (t) => {
  const simulator = await simulatorFor(t);
  const id = simulator.organization.list('certificates').entries()[0]?.id;
  const plain = await ask(simulator, `/organization/certificates/${id}`);
  const whole = await ask(simulator, `/organization/certificates/${id}`, { 'include[]': 'content' });
  assert.doesNotMatch(plain.text, /BEGIN/);
  assert.match(whole.text, /BEGIN CERTIFICATE/);
});

test('sends fields that OpenAI does not describe, on some rows', async (t) => {
  const simulator = await simulatorFor(t);
  const limits = simulator.truth.snapshot('project_rate_limits');
  const extra = limits.filter((row) => row.includes('max_tokens_per_1_day'));
  assert.ok(extra.length > 0 && extra.length < limits.length);
  const plain = await simulatorFor(t, { quirks: { extraFields: false } });
  assert.ok(plain.truth.snapshot('project_rate_limits').every((row) => !row.includes('max_tokens_per_1_day')));
});

test('pages backwards with before where the operation has it', async (t) => {
  const simulator = await simulatorFor(t, { size: { spendAlerts: 5 } });
  const rows = await readList(simulator, '/organization/spend_alerts');
  const { body } = await ask(simulator, '/organization/spend_alerts', { limit: 2, before: rows[3]?.id });
  assert.deepEqual([body.data, body.has_more], [rows.slice(1, 3), true]);
  const first = await ask(simulator, '/organization/spend_alerts', { limit: 2, before: rows[1]?.id });
  assert.deepEqual([first.body.data, first.body.has_more], [rows.slice(0, 1), false]);
});

test('finds users by e-mail', async (t) => {
  const simulator = await simulatorFor(t);
  const wanted = (await readList(simulator, '/organization/users')).slice(3, 5);
  const emails = wanted.map(({ email }) => email);
  assert.deepEqual(await readList(simulator, '/organization/users', { 'emails[]': emails }), wanted);
});

test('refuses a word and a yes or no that it does not know, and a path that is not well formed', async (t) => {
  const simulator = await simulatorFor(t);
  const { status, body } = await ask(simulator, '/organization/projects', { include_archived: 'perhaps' });
  assert.deepEqual([status, body.error.code], [400, 'invalid_type']);
  assert.equal((await ask(simulator, '/organization/certificates', { order: 'up' })).body.error.code, 'invalid_value');
  assert.equal((await ask(simulator, '/organization/users/%E0%A4%A')).status, 404);
});

test('answers large lists from any page', async (t) => {
  const simulator = await simulatorFor(t, { size: { users: 3000 } });
  const rows = await readList(simulator, '/organization/users', { limit: 100 });
  assert.equal(rows.length, 3000);
  assert.equal(new Set(rows.map(({ id }) => id)).size, 3000);
});
