import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import { changesBetween } from '../harness/workspace.ts';
import { findingsIn } from './findings-story.ts';
import { linesOf, type Night, type Scenario, SMALL, startScenario } from './scenario.ts';

const TOMORROW = '2026-03-03T04:17:00Z';
const AFTER = '2026-03-04T04:17:00Z';
const SIZE = { ...SMALL, users: 30 };

async function entriesOf(scenario: Scenario, resource: string) {
  return JSON.parse(await scenario.read(`data/_manifests/${resource}.json`)).entries;
}

/** Answers every list below these paths with nothing, from now on. */
function empty({ simulator }: Scenario, path: string | RegExp) {
  return simulator.faults.add({
    match: { path },
    kind: 'body',
    body: { object: 'list', data: [], first_id: null, last_id: null, has_more: false },
  });
}

function start(t: TestContext, resources: string, inputs: Record<string, string> = {}) {
  return startScenario(t, { resources, 'start-date': '2026-02-19', ...inputs }, { size: SIZE });
}

/** Nothing but the manifest has changed in the data. */
function assertKept(night: Night, resource: string): void {
  assert.equal(night.exitCode, 1, night.log.text);
  assert.match(night.log.text, /#suddenly-empty/);
  const data = Object.fromEntries(
    Object.entries(changesBetween(night.before, night.after)).map(([kind, paths]) => [
      kind,
      paths.filter((path: string) => !path.includes('/_runs/')),
    ]),
  );
  assert.deepEqual(data, { added: [], removed: [], changed: [`data/_manifests/${resource}.json`] });
}

test('users that are suddenly gone stay for a day, and go on the next one with a change log', async (t) => {
  const scenario = await start(t, 'users');
  await scenario.night();
  const stored = await scenario.read('data/users/users.jsonl');
  empty(scenario, '/organization/users');
  const first = await scenario.night({ at: TOMORROW });
  assertKept(first, 'users');
  const manifest = JSON.parse(await scenario.read('data/_manifests/users.json'));
  assert.deepEqual(manifest.entries[0].doubted, { on: '2026-03-03', rows: 0 });
  assert.equal(manifest.read_on, '2026-03-02');
  const again = await scenario.night({ at: '2026-03-03T20:00:00Z' });
  assert.equal(again.exitCode, 1);
  assert.deepEqual(again.after['data/_manifests/users.json'], first.after['data/_manifests/users.json']);
  assert.equal(await scenario.read('data/users/users.jsonl'), stored);
  const believed = await scenario.night({ at: AFTER });
  assert.equal(believed.exitCode, 0, believed.log.text);
  assert.equal(await scenario.read('data/users/users.jsonl'), '');
  assert.equal((await entriesOf(scenario, 'users'))[0].doubted, undefined);
  assert.equal(believed.outputs.changes, String(linesOf(stored).length));
});

test('a good read clears the doubt, and the next sudden emptiness is doubted anew', async (t) => {
  const scenario = await start(t, 'users');
  await scenario.night();
  empty(scenario, '/organization/users');
  await scenario.night({ at: TOMORROW });
  scenario.simulator.faults.clear();
  const good = await scenario.night({ at: AFTER });
  assert.equal(good.exitCode, 0, good.log.text);
  assert.equal((await entriesOf(scenario, 'users'))[0].doubted, undefined);
  empty(scenario, '/organization/users');
  assertKept(await scenario.night({ at: '2026-03-05T04:17:00Z' }), 'users');
});

test('accept-empty believes it at once', async (t) => {
  const scenario = await start(t, 'users', { config: 'accept-empty: [users]' });
  await scenario.night();
  empty(scenario, '/organization/users');
  const night = await scenario.night({ at: TOMORROW });
  assert.equal(night.exitCode, 0, night.log.text);
  assert.equal(await scenario.read('data/users/users.jsonl'), '');
});

test('a month of costs that is suddenly empty stays and is read again', async (t) => {
  const scenario = await start(t, 'costs', { format: 'jsonl,csv' });
  await scenario.night();
  const path = 'data/costs/month=2026-02/costs.jsonl';
  const stored = await scenario.read(path);
  assert.ok(linesOf(stored).length >= 20);
  const fault = scenario.simulator.faults.add({
    match: { path: '/organization/costs' },
    kind: 'body',
    body: { object: 'page', data: [], has_more: false, next_page: null },
  });
  const night = await scenario.night({ at: TOMORROW });
  assert.equal(night.exitCode, 1, night.log.text);
  assert.equal(await scenario.read(path), stored);
  const [entry] = await entriesOf(scenario, 'costs');
  assert.deepEqual([entry.doubted, entry.settled], [{ on: '2026-03-03', rows: 0 }, false]);
  fault.remove();
  const good = await scenario.night({ at: AFTER });
  assert.equal(good.exitCode, 0, good.log.text);
  assert.equal(linesOf(await scenario.read(path)).length, linesOf(stored).length);
  assert.ok((await entriesOf(scenario, 'costs')).every(({ doubted }: { doubted?: object }) => doubted === undefined));
});

for (const [what, resources] of Object.entries({
  'with the list': 'projects,project_users',
  alone: 'project_users',
})) {
  test(`children of projects that are suddenly not listed stay, exported ${what}`, async (t) => {
    const scenario = await startScenario(
      t,
      { resources },
      { size: { ...SMALL, projects: 25, archivedProjects: 0, usersPerProject: 1 } },
    );
    await scenario.night();
    const stored = await scenario.read('data/project_users/project_users.jsonl');
    const [only] = scenario.simulator.organization.list('projects').entries();
    scenario.simulator.faults.add({
      match: { path: '/organization/projects' },
      kind: 'body',
      body: { object: 'list', data: [only?.row], first_id: only?.id, last_id: only?.id, has_more: false },
    });
    const night = await scenario.night({ at: TOMORROW });
    assert.equal(night.exitCode, 1, night.log.text);
    assert.equal(await scenario.read('data/project_users/project_users.jsonl'), stored);
    const believed = await scenario.night({ at: AFTER });
    assert.equal(believed.exitCode, 0, believed.log.text);
    assert.notEqual(await scenario.read('data/project_users/project_users.jsonl'), stored);
  });
}

for (const status of [404, 200]) {
  test(`children of every parent that are gone by ${status} stay; those of one parent go`, async (t) => {
    const scenario = await startScenario(
      t,
      { resources: 'project_users' },
      { size: { ...SMALL, projects: 6, archivedProjects: 0, usersPerProject: 1 } },
    );
    await scenario.night();
    const path = 'data/project_users/project_users.jsonl';
    const stored = await scenario.read(path);
    const below = /^\/organization\/projects\/[^/]+\/users$/;
    if (status === 200) empty(scenario, below);
    else {
      const body = {
        error: { message: 'No such project', type: 'invalid_request_error', code: 'not_found', param: null },
      };
      scenario.simulator.faults.add({ match: { path: below }, kind: 'status', status, body });
    }
    const night = await scenario.night({ at: TOMORROW });
    assert.equal(night.exitCode, 1, night.log.text);
    assert.equal(await scenario.read(path), stored);
    scenario.simulator.faults.clear();
    const [first] = scenario.simulator.organization.list('projects').entries();
    empty(scenario, `/organization/projects/${first?.id}/users`);
    const one = await scenario.night({ at: AFTER });
    assert.equal(one.exitCode, 0, one.log.text);
    assert.ok(linesOf(await scenario.read(path)).length < linesOf(stored).length);
  });
}

test('sudden emptiness is a high finding', async (t) => {
  const scenario = await start(t, 'users', { config: 'checks: {}', 'fail-on': 'finding:high' });
  await scenario.night();
  empty(scenario, '/organization/users');
  const night = await scenario.night({ at: TOMORROW });
  assert.equal(night.exitCode, 1, night.log.text);
  const found = (await findingsIn(scenario)).find(({ check }) => check === 'suddenly-empty');
  assert.deepEqual([found?.id, found?.severity, found?.status], ['suddenly-empty:users', 'high', 'new']);
});
