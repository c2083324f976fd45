import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SMALL, startScenario } from './scenario.ts';

test('an endpoint that fails for each of 200 projects is met once, keeps its rows, and costs the others nothing', async (t) => {
  const size = { ...SMALL, projects: 200, archivedProjects: 0 };
  const resources = 'project_data_retention,projects,users';
  const scenario = await startScenario(t, { resources }, { size });
  await scenario.night();
  const before = await scenario.rows('project_data_retention');
  assert.equal(before.length, 200);
  scenario.simulator.faults.add({
    match: { path: /\/data_retention$/ },
    kind: 'status',
    status: 500,
    headers: { 'retry-after-ms': '1' },
  });
  const night = await scenario.night({ at: '2026-03-03T04:17:00Z' });
  assert.equal(night.exitCode, 1);
  assert.equal(night.outputs['failed-resources'], 'project_data_retention');
  assert.ok(night.requests.filter(({ path }) => path.endsWith('/data_retention')).length <= 40);
  assert.ok(night.log.text.split('attempt ').length <= 3, 'one line for the first retry');
  assert.deepEqual(await scenario.rows('project_data_retention'), before);
  for (const name of ['projects', 'users'])
    assert.deepEqual(await scenario.rows(name), scenario.simulator.truth.snapshot(name));
});
