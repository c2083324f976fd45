import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Scenario, secondsOf, startScenario } from './scenario.ts';

const FROM = secondsOf('2026-02-20');

function activeProject({ simulator }: Scenario): string {
  const [line = ''] = simulator.truth.snapshot('projects').filter((row) => JSON.parse(row).status !== 'archived');
  return JSON.parse(line).id;
}

test('`projects` narrows events, usage and what lies below projects, and nothing else', async (t) => {
  const scenario = await startScenario(t, { 'start-date': '2026-02-20' });
  const project = activeProject(scenario);
  const night = await scenario.night({
    inputs: {
      resources: 'audit_logs,projects,users,project_users,project_api_keys,project_user_roles,usage_completions',
      config: `projects: [${project}]`,
    },
  });
  assert.equal(night.exitCode, 0, night.log.text);
  const { truth, clock } = scenario.simulator;
  const ofProject = (resource: string) =>
    truth.snapshot(resource).filter((line) => JSON.parse(line).project_id === project);
  for (const resource of ['project_users', 'project_api_keys', 'project_user_roles']) {
    assert.ok(ofProject(resource).length > 0);
    assert.deepEqual(await scenario.rows(resource), ofProject(resource), resource);
  }
  for (const resource of ['projects', 'users'])
    assert.deepEqual(await scenario.rows(resource), truth.snapshot(resource), resource);
  const events = truth
    .events(FROM, clock.now() + 1, { remembered: true })
    .filter((line) => JSON.parse(line).project?.id === project);
  assert.ok(events.length > 0);
  assert.deepEqual(await scenario.rows('audit_logs'), events);
  const groupBy = ['project_id', 'user_id', 'api_key_id', 'model', 'batch', 'service_tier'];
  const usage = truth.buckets('usage_completions', secondsOf('2026-02-01'), clock.now(), {
    groupBy,
    filters: { project_id: [project] },
  });
  assert.deepEqual((await scenario.rows('usage_completions')).sort(), usage.sort());
  const manifest = JSON.parse(await scenario.read('data/_manifests/project_users.json'));
  assert.deepEqual(manifest.shape.filters, { projects: [project] });
});

test('`event-types` narrows both passes over events, and leaves out a pass with nothing to ask', async (t) => {
  const scenario = await startScenario(t, { resources: 'audit_logs', 'start-date': '2026-02-20' });
  const { truth, clock } = scenario.simulator;
  const types = (tenant: boolean) =>
    truth.events(FROM, clock.now(), { tenant, remembered: true }).map((line) => JSON.parse(line).type);
  const [organizationType = ''] = types(false);
  const [tenantType = ''] = types(true);
  for (const wanted of [[organizationType], [tenantType], [organizationType, tenantType]]) {
    const destination = `data-${wanted.join('-')}`;
    const night = await scenario.night({
      inputs: { destination, config: JSON.stringify({ 'event-types': wanted }) },
    });
    assert.equal(night.exitCode, 0, night.log.text);
    const expected = truth
      .events(FROM, clock.now() + 1, { remembered: true })
      .filter((line) => wanted.includes(JSON.parse(line).type));
    assert.deepEqual(await scenario.rows('audit_logs', destination), expected, destination);
    // The first request of a run only meets the server.
    const tenantOnly = night.requests.slice(1).map(({ query }) => query.includes('tenant_only=true'));
    assert.deepEqual(new Set(tenantOnly), new Set(wanted.map((type) => type === tenantType)));
  }
});

test('`models` narrows the usage that has models', async (t) => {
  const scenario = await startScenario(t, { resources: 'usage_completions,usage_vector_stores' });
  const { truth, clock } = scenario.simulator;
  const from = secondsOf('2025-12-01');
  const groupBy = ['project_id', 'user_id', 'api_key_id', 'model', 'batch', 'service_tier'];
  const model = JSON.parse(truth.buckets('usage_completions', from, clock.now(), { groupBy })[0] ?? '').model;
  const night = await scenario.night({ inputs: { config: `models: ["${model}"]`, 'start-date': '2025-12-01' } });
  assert.equal(night.exitCode, 0, night.log.text);
  const expected = truth.buckets('usage_completions', from, clock.now(), { groupBy, filters: { model: [model] } });
  assert.ok(
    expected.length > 0 && expected.length < truth.buckets('usage_completions', from, clock.now(), { groupBy }).length,
  );
  assert.deepEqual((await scenario.rows('usage_completions')).sort(), expected.sort());
  const stores = truth.buckets('usage_vector_stores', from, clock.now(), { groupBy: ['project_id'] });
  assert.deepEqual((await scenario.rows('usage_vector_stores')).sort(), stores.sort());
});
