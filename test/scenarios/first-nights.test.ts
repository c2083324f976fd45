import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertSnapshot } from '../harness/snapshot.ts';
import { storyOf } from './night-story.ts';
import { below, type Scenario, secondsOf, startScenario } from './scenario.ts';

const SNAPSHOTS = [
  'users',
  'invites',
  'projects',
  'project_users',
  'project_service_accounts',
  'project_api_keys',
  'admin_api_keys',
];
const COST_DIMENSIONS = ['project_id', 'line_item', 'api_key_id'];

/** The standard export holds what the organisation has, and nothing else. */
async function assertStandardExport(
  { simulator, rows }: Scenario,
  firstDay: string,
  firstMonth: string,
): Promise<void> {
  const { truth, clock } = simulator;
  assert.deepEqual(await rows('audit_logs'), truth.events(secondsOf(firstDay), clock.now() + 1, { remembered: true }));
  const costs = truth.buckets('costs', secondsOf(firstMonth), clock.now(), { groupBy: COST_DIMENSIONS });
  assert.deepEqual((await rows('costs')).sort(), costs.sort());
  for (const resource of SNAPSHOTS) assert.deepEqual(await rows(resource), truth.snapshot(resource), resource);
}

test('the first night exports everything from start-date on', async (t) => {
  const scenario = await startScenario(t, { 'start-date': '40d' }, { built: true });
  const night = await scenario.night();
  assertSnapshot(t, import.meta.url, 'first-night.txt', storyOf(scenario, night));
  assert.equal(night.exitCode, 0);
  await assertStandardExport(scenario, '2026-01-21', '2026-01-01');
});

test('the second night asks only for what is not settled', async (t) => {
  const scenario = await startScenario(t, { 'start-date': '40d' }, { built: true });
  await scenario.night();
  const night = await scenario.night({ at: '2026-03-03T04:17:00Z' });
  assertSnapshot(t, import.meta.url, 'second-night.txt', storyOf(scenario, night));
  assert.equal(night.exitCode, 0);
  await assertStandardExport(scenario, '2026-01-21', '2026-01-01');
});

test('a second run on the same clock changes no byte', async (t) => {
  const scenario = await startScenario(t, { resources: 'all', 'start-date': '10d' }, { built: true });
  const first = await scenario.night();
  const second = await scenario.night();
  assert.equal(first.exitCode, 0, first.log.text);
  assert.deepEqual(second.after, first.after);
  assert.deepEqual(
    { status: second.outputs.status, changed: second.outputs.changed, files: second.outputs.files },
    { status: 'ok', changed: 'false', files: '0' },
  );
  assert.notDeepEqual(below(second.after, 'data/_manifests'), {});
});
