import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { verify } from '../verify/exported.ts';
import { type Night, type Scenario, startScenario } from './scenario.ts';

const night = (day: number) => `2026-03-${String(day).padStart(2, '0')}T04:17:00Z`;
const CONFIG = 'every: 7d\nretries: 0';

async function start(t: TestContext, resources: string, config = CONFIG) {
  return startScenario(t, { resources, config, 'start-date': '2026-02-28' });
}

/** Paths that a night asked for, without the request by which it meets the API. */
function asked({ requests }: Night): string[] {
  return requests.slice(1).map(({ path }) => path);
}

async function manifestOf(scenario: Scenario, resource: string) {
  return JSON.parse(await scenario.read(`data/_manifests/${resource}.json`));
}

function rename({ simulator }: Scenario): void {
  const users = simulator.organization.list('users');
  users.update(users.entries()[0]?.id ?? '', { name: 'New Name' });
}

test('a snapshot is read every seven days, and left in between without a request or a changed byte', async (t) => {
  const scenario = await start(t, 'users,audit_logs');
  assert.equal((await scenario.night({ at: night(2) })).exitCode, 0);
  const manifest = await manifestOf(scenario, 'users');
  assert.deepEqual([manifest.read_on, manifest.every_days, manifest.parents_read], ['2026-03-02', 7, undefined]);
  rename(scenario);
  for (const day of [3, 8]) {
    const left = await scenario.night({ at: night(day), inputs: { 'fail-on': 'stale:48h' } });
    assert.equal(left.exitCode, 0, left.log.text);
    assert.deepEqual(
      asked(left).filter((path) => path === '/organization/users'),
      [],
    );
    assert.match(left.log.text, /users: left until 2026-03-09 \(`every`\); read on 2026-03-02/);
    assert.match(left.summary, /Left for today, as `every` asks: users; next due on 2026-03-09\./);
    assert.equal(JSON.parse(left.outputs['data-until'] ?? '').users, '2026-03-02T00:00:00Z');
    assert.equal(left.after['data/users/users.jsonl'], left.before['data/users/users.jsonl']);
    assert.equal(left.after['data/_manifests/users.json'], left.before['data/_manifests/users.json']);
  }
  const due = await scenario.night({ at: night(9) });
  assert.ok(asked(due).includes('/organization/users'));
  assert.notEqual(due.outputs.changes, '0');
  assert.equal((await manifestOf(scenario, 'users')).read_on, '2026-03-09');
});

test('one that was not read when it was due is late in the end', async (t) => {
  const scenario = await start(t, 'users');
  await scenario.night({ at: night(2) });
  scenario.simulator.faults.add({ match: { path: '/organization/users' }, kind: 'status', status: 500 });
  const inputs = { 'fail-on': 'stale:48h' };
  const failed = await scenario.night({ at: night(9), inputs });
  assert.equal(failed.exitCode, 0, failed.log.text);
  const late = await scenario.night({ at: night(11), inputs });
  assert.equal(late.exitCode, 1);
  assert.match(late.log.text, /older than the 48 hours that `fail-on` allows: users \(complete until 2026-03-02\)/);
});

test('verify --max-age knows it from the manifest alone', async (t) => {
  const scenario = await start(t, 'users');
  await scenario.night({ at: night(2) });
  const codeAt = async (at: string) => (await verify(scenario, ['--max-age', '36h'], { at })).code;
  assert.equal(await codeAt('2026-03-09T04:00:00Z'), 0);
  assert.equal(await codeAt('2026-03-12T04:00:00Z'), 1);
});

test('a list that others are read below today is read and written with them', async (t) => {
  const config = `${CONFIG}\nresource-options: {project_users: {every: 1d}}`;
  const scenario = await start(t, 'projects,users,project_users,project_api_keys', config);
  await scenario.night({ at: night(2) });
  const next = await scenario.night({ at: night(3) });
  const paths = asked(next);
  assert.equal(paths.filter((path) => path === '/organization/projects').length, 1);
  assert.ok(paths.some((path) => path.endsWith('/users')) && !paths.includes('/organization/users'));
  assert.ok(!paths.some((path) => path.endsWith('/api_keys')));
  assert.equal((await manifestOf(scenario, 'projects')).read_on, '2026-03-03');
  assert.equal((await manifestOf(scenario, 'project_api_keys')).read_on, '2026-03-02');
});

test('a project that could not be read is read the next night, and the others are left', async (t) => {
  const scenario = await start(t, 'project_users');
  const [failing = ''] = scenario.simulator.truth
    .snapshot('projects')
    .map((line) => JSON.parse(line))
    .flatMap(({ id, status }) => (status === 'archived' ? [] : [id]));
  const path = `/organization/projects/${failing}/users`;
  const fault = scenario.simulator.faults.add({ match: { path }, kind: 'status', status: 500 });
  assert.equal((await scenario.night({ at: night(2) })).exitCode, 1);
  const broken = await manifestOf(scenario, 'project_users');
  assert.deepEqual([broken.stale_parents, broken.read_on], [[failing], undefined]);
  fault.remove();
  const next = await scenario.night({ at: night(3) });
  assert.equal(next.exitCode, 0, next.log.text);
  assert.deepEqual(
    asked(next).filter((one) => one.endsWith('/users')),
    [path],
  );
  assert.deepEqual(await scenario.rows('project_users'), scenario.simulator.truth.snapshot('project_users'));
  const manifest = await manifestOf(scenario, 'project_users');
  assert.deepEqual([manifest.read_on, manifest.stale_parents], ['2026-03-02', undefined]);
  assert.deepEqual(manifest.parents_read['2026-03-03'], [failing]);
  assert.deepEqual(asked(await scenario.night({ at: night(8) })), []);
});

test('a doubted, a missing and a repaired snapshot is read although it is not due', async (t) => {
  const scenario = await start(t, 'users');
  await scenario.night({ at: night(2) });
  await scenario.remove('data/users/users.jsonl');
  const missing = await scenario.night({ at: night(3) });
  assert.ok(asked(missing).includes('/organization/users'));
});

test('a dry run says what is left, and until when', async (t) => {
  const scenario = await start(t, 'users,roles');
  await scenario.night({ at: night(2) });
  const plan = await scenario.night({ at: night(4), inputs: { 'dry-run': 'true', resources: 'users,groups' } });
  assert.match(plan.log.text, /users: nothing until 2026-03-09: read on 2026-03-02, and `every` asks for no more/);
});

test('another `every` reaches the manifest without a read', async (t) => {
  const scenario = await start(t, 'users');
  await scenario.night({ at: night(2) });
  const other = await scenario.night({ at: night(3), inputs: { config: 'every: 2w' } });
  assert.deepEqual(asked(other), []);
  const manifest = await manifestOf(scenario, 'users');
  assert.deepEqual([manifest.every_days, manifest.read_on, manifest.entries.length], [14, '2026-03-02', 1]);
});
