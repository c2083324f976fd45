import assert from 'node:assert/strict';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { runWatched } from '../harness/kill-points.ts';
import { tried } from '../harness/whole-search.ts';
import { type Night, type Scenario, SMALL, startScenario } from './scenario.ts';

const at = (day: number) => `2026-03-${String(day).padStart(2, '0')}T04:17:00Z`;
const SIZE = { ...SMALL, users: 12, projects: 13, archivedProjects: 1 };
const RESOURCE = 'project_users';
/** The request that meets the API, the list of projects, and five of twelve projects. */
const BUDGET = '7 requests';

async function start(t: TestContext, config = 'concurrency: 1', resources = RESOURCE): Promise<Scenario> {
  return startScenario(t, { resources, config, 'stop-after': BUDGET }, { size: SIZE });
}

/** Projects of which a night asked for the members. */
function projectsAsked({ requests }: Night): string[] {
  return requests.flatMap(({ path }) => /^\/organization\/projects\/([^/]+)\/users$/.exec(path)?.[1] ?? []);
}

async function manifestOf(scenario: Scenario, resource = RESOURCE) {
  return JSON.parse(await scenario.read(`data/_manifests/${resource}.json`));
}

function rowsOf(lines: string[], project: string): string[] {
  return lines.filter((line) => JSON.parse(line).project_id === project);
}

test('a fan-out with a small budget goes on with the oldest each night, and is whole after some', async (t) => {
  const scenario = await start(t);
  const first = await scenario.night({ at: at(2) });
  assert.equal(first.exitCode, 0, first.log.text);
  assert.equal(first.outputs.status, 'partial');
  assert.match(first.log.text, /project_users: .*read below 5 parents today; those of 7 others \(0 rows\) stay/);
  const read = projectsAsked(first);
  assert.equal(read.length, 5);
  const truth = () => scenario.simulator.truth.snapshot(RESOURCE);
  assert.deepEqual(
    await scenario.rows(RESOURCE),
    truth().filter((line) => read.includes(JSON.parse(line).project_id)),
  );
  const begun = await manifestOf(scenario);
  assert.deepEqual(begun.parents_read, { '2026-03-02': [...read].sort() });
  assert.deepEqual([begun.stale_parents.length, begun.read_on], [7, undefined]);
  assert.equal(JSON.parse(first.outputs['data-until'] ?? '').project_users, undefined);

  const second = await scenario.night({ at: at(3) });
  assert.deepEqual(new Set([...read, ...projectsAsked(second)]).size, 10);
  const third = await scenario.night({ at: at(4) });
  const all = [first, second, third].flatMap(projectsAsked);
  assert.deepEqual([all.length, new Set(all).size], [15, 12]);
  assert.deepEqual(await scenario.rows(RESOURCE), truth());
  const whole = await manifestOf(scenario);
  // Three that were read first were read again.
  assert.deepEqual([whole.read_on, whole.stale_parents], ['2026-03-02', undefined]);
  assert.deepEqual(
    Object.entries(whole.parents_read).map(([day, names]) => [day, (names as string[]).length]),
    [
      ['2026-03-02', 2],
      ['2026-03-03', 5],
      ['2026-03-04', 5],
    ],
  );
  assert.equal(JSON.parse(third.outputs['data-until'] ?? '').project_users, '2026-03-02T00:00:00Z');

  const fourth = await scenario.night({ at: at(5) });
  assert.deepEqual(projectsAsked(fourth).slice(0, 2).sort(), whole.parents_read['2026-03-02']);
  assert.deepEqual(fourth.outputs.changes, '0');
  const unhurried = await scenario.night({ at: at(6), inputs: { 'stop-after': '1000 requests' } });
  assert.equal(unhurried.outputs.status, 'ok');
  const done = await manifestOf(scenario);
  assert.deepEqual([done.read_on, done.parents_read, done.stale_parents], ['2026-03-06', undefined, undefined]);
});

test('rows that a first night did not get to are no additions; those of a later one are', async (t) => {
  const scenario = await start(t);
  const nights = [await scenario.night({ at: at(2) }), await scenario.night({ at: at(3) })];
  nights.push(await scenario.night({ at: at(4) }));
  assert.deepEqual(
    nights.map(({ outputs }) => outputs.changes),
    ['0', '0', '0'],
  );
  const [oldest = ''] = (await manifestOf(scenario)).parents_read['2026-03-02'];
  const users = scenario.simulator.organization.list(RESOURCE, oldest);
  users.add({ row: { object: 'organization.project.user', id: 'user-new', role: 'member', added_at: 1772400000 } });
  assert.equal((await scenario.night({ at: at(5) })).outputs.changes, '1');
});

test('a project that is gone takes its rows along, also on a night that does not get to it', async (t) => {
  const scenario = await start(t);
  const read = projectsAsked(await scenario.night({ at: at(2) }));
  const [gone = ''] = read;
  assert.notEqual(rowsOf(await scenario.rows(RESOURCE), gone).length, 0);
  scenario.simulator.organization.list('projects').remove(gone);
  const second = await scenario.night({ at: at(3) });
  assert.ok(!projectsAsked(second).includes(gone));
  assert.deepEqual(rowsOf(await scenario.rows(RESOURCE), gone), []);
  assert.ok(!JSON.stringify(await manifestOf(scenario)).includes(gone));
});

test('with `every`, nights share the projects, and each ends well once all were read', async (t) => {
  const scenario = await start(t, 'concurrency: 1\nevery: 3d');
  const nights: Night[] = [];
  for (let day = 2; day <= 10; day += 1) nights.push(await scenario.night({ at: at(day) }));
  assert.deepEqual(
    nights.map(({ outputs }) => outputs.status),
    ['partial', 'partial', ...Array(7).fill('ok')],
  );
  assert.deepEqual(
    nights.map((night) => projectsAsked(night).length),
    [5, 5, 2, 5, 5, 2, 5, 5, 2],
  );
  assert.equal((await manifestOf(scenario)).read_on, '2026-03-08');
});

test('an export of another shape, or one that nobody can read back, is kept from parts', async (t) => {
  const scenario = await start(t);
  await scenario.night({ at: at(2), inputs: { 'stop-after': '1000 requests' } });
  const inputs = { format: 'csv', 'refresh-from': '2026-03-01' };
  const reshaped = await scenario.night({ at: at(3), inputs });
  assert.equal(reshaped.outputs.status, 'partial');
  assert.deepEqual(reshaped.after, reshaped.before);
  await scenario.remove('data/project_users');
  const cached = await scenario.night({ at: at(3), inputs: { state: 'cache' } });
  assert.equal(cached.after['data/project_users/project_users.jsonl'], undefined);
});

test('members of a project whose list was not reached stay, and so do their roles', async (t) => {
  const scenario = await start(t, 'concurrency: 1', 'projects,project_users,project_user_roles');
  const whole = await scenario.night({ at: at(2), inputs: { 'stop-after': '1000 requests' } });
  assert.equal(whole.outputs.status, 'ok', whole.log.text);
  const roles = await scenario.rows('project_user_roles');
  const short = await scenario.night({ at: at(3) });
  assert.equal(short.outputs.status, 'partial');
  assert.deepEqual(await scenario.rows('project_user_roles'), roles);
  const longer = await scenario.night({ at: at(4), inputs: { 'stop-after': '20 requests' } });
  assert.match(longer.log.text, /project_user_roles: .*read below \d parents today/);
  assert.deepEqual(await scenario.rows('project_user_roles'), roles);
  const manifest = await manifestOf(scenario, 'project_user_roles');
  assert.equal(manifest.read_on, '2026-03-02');
  assert.ok(manifest.parents_read['2026-03-04'].length > 0);
});

test('a night that is killed anywhere costs only itself', async (t) => {
  const scenario = await start(t);
  await scenario.night({ at: at(2) });
  await cp(scenario.workspace, join(scenario.temp, 'first'), { recursive: true });
  const options = () => scenario.runOptions({ at: at(3) });
  const { steps } = await runWatched(options(), [scenario.workspace]);
  for (const step of tried(
    steps.map((_, index) => index + 1),
    3,
  )) {
    await rm(scenario.workspace, { recursive: true });
    await cp(join(scenario.temp, 'first'), scenario.workspace, { recursive: true });
    const { result } = await runWatched(options(), [scenario.workspace], { step, torn: step % 2 === 0 });
    assert.equal(result.signal, 'SIGKILL');
    await scenario.night({ at: at(4) });
    const last = await scenario.night({ at: at(5), inputs: { 'stop-after': '11 requests' } });
    assert.deepEqual(await scenario.rows(RESOURCE), scenario.simulator.truth.snapshot(RESOURCE), `${steps[step - 1]}`);
    assert.equal(last.outputs['failed-resources'], '');
    assert.deepEqual([(await manifestOf(scenario)).stale_parents], [undefined]);
  }
});
