import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Scenario, startScenario } from './scenario.ts';

function idsOf({ simulator }: Scenario, resource: string): string[] {
  return simulator.truth.snapshot(resource).map((line) => JSON.parse(line).id);
}

test('ids that the user gives are read, and nothing else', async (t) => {
  const scenario = await startScenario(t);
  const [, second = ''] = idsOf(scenario, 'admin_api_keys');
  const resources = JSON.stringify([{ name: 'admin_api_key', ids: [second] }]);
  const night = await scenario.night({ inputs: { resources } });
  assert.equal(night.exitCode, 0, night.log.text);
  const row = scenario.simulator.truth.snapshot('admin_api_key').filter((line) => JSON.parse(line).id === second);
  assert.deepEqual(await scenario.rows('admin_api_key'), row);
  // The first request of a run only meets the server.
  const asked = night.requests.slice(1).map(({ path }) => path);
  assert.deepEqual(asked, [`/organization/admin_api_keys/${second}`]);
});

test("ids of a project's entries are looked for in every project, and found where they are", async (t) => {
  const scenario = await startScenario(t);
  const [key = ''] = idsOf(scenario, 'project_api_keys');
  const resources = JSON.stringify([{ name: 'project_api_key', ids: [key] }]);
  const night = await scenario.night({ inputs: { resources } });
  assert.equal(night.exitCode, 0, night.log.text);
  const rows = scenario.simulator.truth.snapshot('project_api_key').filter((line) => JSON.parse(line).id === key);
  assert.equal(rows.length, 1);
  assert.deepEqual(await scenario.rows('project_api_key'), rows);
});

test('an id that is not there is no row, and the others are read', async (t) => {
  const scenario = await startScenario(t);
  const [first = ''] = idsOf(scenario, 'users');
  const resources = JSON.stringify([{ name: 'user', ids: ['user-nobody', first] }]);
  const night = await scenario.night({ inputs: { resources } });
  assert.equal(night.exitCode, 0, night.log.text);
  assert.deepEqual(
    (await scenario.rows('user')).map((line) => JSON.parse(line).id),
    [first],
  );
});

test('without ids each entry of the list is read by itself', async (t) => {
  const scenario = await startScenario(t);
  const night = await scenario.night({ inputs: { resources: 'user,project_group' } });
  assert.equal(night.exitCode, 0, night.log.text);
  for (const resource of ['user', 'project_group'])
    assert.deepEqual(await scenario.rows(resource), scenario.simulator.truth.snapshot(resource));
});

test('events by id are read where the API has them, and explained where it does not', async (t) => {
  const scenario = await startScenario(t, {}, { auditLogDetail: true });
  const { truth, clock } = scenario.simulator;
  const [line = ''] = truth.events(clock.now() - 5 * 86_400, clock.now());
  const resources = JSON.stringify([{ name: 'audit_log', ids: [JSON.parse(line).id] }]);
  const night = await scenario.night({ inputs: { resources } });
  assert.equal(night.exitCode, 0, night.log.text);
  assert.deepEqual(await scenario.rows('audit_log'), [line]);

  const without = await startScenario(t);
  const refused = await without.night({ inputs: { resources } });
  assert.equal(refused.exitCode, 1);
  assert.match(
    refused.log.text,
    /audit_log: GET \/organization\/audit_logs\/\S+ answered 404.*docs\/troubleshooting\.md#unknown-path/,
  );
});

test('members are read by their older path where it is, and as users with one notice where it is not', async (t) => {
  const scenario = await startScenario(t, { resources: 'organization_members' }, { membersPath: true });
  const night = await scenario.night();
  assert.deepEqual(night.log.annotations, []);
  assert.deepEqual(await scenario.rows('organization_members'), scenario.simulator.truth.snapshot('users'));

  const without = await startScenario(t, { resources: 'organization_members' });
  const fallback = await without.night();
  assert.equal(fallback.exitCode, 0, fallback.log.text);
  assert.deepEqual(
    fallback.log.annotations.map(({ type, message }) => `${type}: ${message}`),
    ['notice: organization_members: the API has no /organization/members; reading users in its stead.'],
  );
  assert.deepEqual(await without.rows('organization_members'), without.simulator.truth.snapshot('users'));
});

test('`!name` leaves a resource out of a preset: neither asked for nor written', async (t) => {
  const scenario = await startScenario(t, { resources: 'access,!groups,!group_users,!group_roles' });
  const night = await scenario.night();
  assert.equal(night.exitCode, 0, night.log.text);
  assert.deepEqual(
    night.requests.filter(({ path }) => path.startsWith('/organization/groups')),
    [],
  );
  assert.deepEqual(
    Object.keys(night.after).filter((path) => /\/(groups|group_\w+)\//.test(path)),
    [],
  );
  assert.deepEqual(await scenario.rows('roles'), scenario.simulator.truth.snapshot('roles'));
});
