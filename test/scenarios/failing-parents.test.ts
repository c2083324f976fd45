import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Scenario, startScenario } from './scenario.ts';

const SECOND = '2026-03-03T04:17:00Z';
const THIRD = '2026-03-04T04:17:00Z';
/** Asked once: what fails here fails for good. */
const AT_ONCE = 'retries: 0';

function activeProjects({ simulator }: Scenario): string[] {
  return simulator.truth
    .snapshot('projects')
    .map((line) => JSON.parse(line))
    .filter(({ status }) => status !== 'archived')
    .map(({ id }) => id)
    .sort();
}

function ofProject(lines: string[], id: string): string[] {
  return lines.filter((line) => JSON.parse(line).project_id === id);
}

/** Changes the name of somebody in a project. */
function rename({ simulator }: Scenario, project: string, name: string): void {
  const users = simulator.organization.list('project_users', project);
  users.update(users.entries()[0]?.id ?? '', { name });
}

test('a project that cannot be read keeps its rows, is named, and is read again once it answers', async (t) => {
  const scenario = await startScenario(t, { resources: 'project_users,project_api_keys,users', config: AT_ONCE });
  await scenario.night();
  const [failing = '', healthy = ''] = activeProjects(scenario);
  const kept = ofProject(await scenario.rows('project_users'), failing);
  assert.ok(kept.length > 0);
  rename(scenario, failing, 'Changed Behind a Fault');
  rename(scenario, healthy, 'Changed in Sight');
  const fault = scenario.simulator.faults.add({
    match: { path: `/organization/projects/${failing}/users` },
    kind: 'status',
    status: 500,
  });

  const second = await scenario.night({ at: SECOND });
  const { truth } = scenario.simulator;
  assert.equal(second.exitCode, 1);
  assert.equal(second.outputs.status, 'partial');
  assert.equal(second.outputs['failed-resources'], 'project_users');
  assert.match(
    second.log.text,
    new RegExp(`##\\[error\\]project_users: Could not be read below ${failing} .*answered 500`),
  );
  const rows = await scenario.rows('project_users');
  assert.deepEqual(ofProject(rows, failing), kept);
  assert.deepEqual(ofProject(rows, healthy), ofProject(truth.snapshot('project_users'), healthy));
  assert.deepEqual(await scenario.rows('project_api_keys'), truth.snapshot('project_api_keys'));
  const stale = JSON.parse(await scenario.read('data/_manifests/project_users.json'));
  assert.deepEqual(stale.stale_parents, [failing]);
  assert.equal(stale.read_on, '2026-03-02');

  fault.remove();
  const third = await scenario.night({ at: THIRD });
  assert.equal(third.exitCode, 0, third.log.text);
  assert.deepEqual(await scenario.rows('project_users'), truth.snapshot('project_users'));
  const fresh = JSON.parse(await scenario.read('data/_manifests/project_users.json'));
  assert.equal(fresh.stale_parents, undefined);
  assert.equal(fresh.read_on, '2026-03-04');
  const changed = Object.entries(third.after)
    .filter(([path]) => path.startsWith('data/_changes/project_users/'))
    .flatMap(([, text]) => [...text.matchAll(/"after":\{"name":"([^"]*)"/g)].map((match) => match[1]));
  assert.deepEqual(changed, ['Changed in Sight', 'Changed Behind a Fault']);
});

test('in CSV alone too a failing project keeps its rows', async (t) => {
  const scenario = await startScenario(t, { resources: 'project_api_keys', format: 'csv.gz', config: AT_ONCE });
  const first = await scenario.night();
  const [failing = ''] = activeProjects(scenario);
  scenario.simulator.faults.add({
    match: { path: `/organization/projects/${failing}/api_keys` },
    kind: 'status',
    status: 503,
  });
  const second = await scenario.night();
  assert.equal(second.exitCode, 1);
  const path = 'data/project_api_keys/project_api_keys.csv.gz';
  assert.equal(second.after[path], first.after[path]);
});

test('a project that fails on the very first night is named and leaves the rows of the others', async (t) => {
  const scenario = await startScenario(t, { resources: 'project_users', config: AT_ONCE });
  const [failing = '', healthy = ''] = activeProjects(scenario);
  const path = `/organization/projects/${failing}/users`;
  const fault = scenario.simulator.faults.add({ match: { path }, kind: 'status', status: 500 });
  const first = await scenario.night();
  assert.equal(first.outputs.status, 'partial');
  const all = scenario.simulator.truth.snapshot('project_users');
  assert.deepEqual(await scenario.rows('project_users'), ofProject(all, healthy));
  fault.remove();
  assert.equal((await scenario.night()).exitCode, 0);
  assert.deepEqual(await scenario.rows('project_users'), all);
});

test('a list of projects that cannot be read fails what hangs on it and leaves its files as they are', async (t) => {
  const resources = 'projects,project_users,project_user_roles,users,project_api_keys';
  const scenario = await startScenario(t, { resources, config: AT_ONCE });
  await scenario.night();
  scenario.simulator.faults.add({ match: { path: '/organization/projects' }, kind: 'status', status: 502 });
  const night = await scenario.night({ at: SECOND });
  assert.equal(night.exitCode, 1);
  assert.equal(
    night.outputs['failed-resources']?.split(',').sort().join(),
    'project_api_keys,project_user_roles,project_users,projects',
  );
  for (const [path, text] of Object.entries(night.before).filter(([name]) => /\/project/.test(name)))
    assert.equal(night.after[path], text, path);
  assert.deepEqual(await scenario.rows('users'), scenario.simulator.truth.snapshot('users'));
});

test("a project's members that cannot be listed cost the third level that project alone", async (t) => {
  const scenario = await startScenario(t, { resources: 'project_user_roles', config: AT_ONCE });
  await scenario.night();
  const before = await scenario.rows('project_user_roles');
  const [failing = ''] = activeProjects(scenario);
  assert.ok(ofProject(before, failing).length > 0 && ofProject(before, failing).length < before.length);
  const path = `/organization/projects/${failing}/users`;
  scenario.simulator.faults.add({ match: { path }, kind: 'status', status: 500 });
  const night = await scenario.night({ at: SECOND });
  assert.equal(night.outputs.status, 'partial');
  assert.deepEqual(await scenario.rows('project_user_roles'), before);
  const manifest = JSON.parse(await scenario.read('data/_manifests/project_user_roles.json'));
  assert.deepEqual(manifest.stale_parents, [failing]);
});

test('archived projects are listed and never read below; one that is archived in the night takes its rows along', async (t) => {
  const scenario = await startScenario(t, { resources: 'projects,project_users' });
  const first = await scenario.night();
  const { organization, truth } = scenario.simulator;
  const archived = truth
    .snapshot('projects')
    .map((line) => JSON.parse(line))
    .filter(({ status }) => status === 'archived');
  assert.equal(archived.length, 1);
  assert.deepEqual(await scenario.rows('projects'), truth.snapshot('projects'));
  assert.deepEqual(
    first.requests.filter(({ path }) => path.includes(archived[0].id)),
    [],
  );
  const [leaving = ''] = activeProjects(scenario);
  organization.list('projects').update(leaving, { status: 'archived', archived_at: 1772500000 });
  const second = await scenario.night({ at: SECOND });
  assert.equal(second.exitCode, 0, second.log.text);
  assert.deepEqual(ofProject(await scenario.rows('project_users'), leaving), []);
  assert.deepEqual(await scenario.rows('project_users'), truth.snapshot('project_users'));
});

test('a project that is deleted while it is read has no rows, and nothing fails', async (t) => {
  const scenario = await startScenario(t, { resources: 'projects,project_users' });
  const [gone = '', left = ''] = activeProjects(scenario);
  const body = { error: { message: `No such project: '${gone}'`, code: 'not_found' } };
  const path = `/organization/projects/${gone}/users`;
  scenario.simulator.faults.add({ match: { path }, kind: 'status', status: 404, body });
  const night = await scenario.night();
  assert.equal(night.exitCode, 0, night.log.text);
  const rows = await scenario.rows('project_users');
  assert.deepEqual(rows, ofProject(scenario.simulator.truth.snapshot('project_users'), left));
});
