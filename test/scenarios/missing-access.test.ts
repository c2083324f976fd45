import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Night, type Scenario, startScenario } from './scenario.ts';

function restrict({ simulator }: Scenario, missing: string[]): void {
  simulator.keys.set(simulator.adminKey, { missingScopes: missing });
}

function messages({ log }: Night, type: string): string[] {
  return log.annotations.filter((annotation) => annotation.type === type).map(({ message }) => message);
}

test('a named resource whose scope the key lacks fails the run, names the scope, and costs the others nothing', async (t) => {
  const scenario = await startScenario(t, { resources: 'users,costs' });
  restrict(scenario, ['api.usage.read']);
  const night = await scenario.night();
  assert.equal(night.exitCode, 1);
  assert.equal(night.outputs.status, 'partial');
  assert.equal(night.outputs['failed-resources'], 'costs');
  const [error, ...others] = messages(night, 'error');
  assert.match(
    error ?? '',
    /^costs: GET \/organization\/costs answered 403.*The key lacks the scope api\.usage\.read\./,
  );
  assert.deepEqual(others, []);
  assert.deepEqual(await scenario.rows('users'), scenario.simulator.truth.snapshot('users'));
  assert.deepEqual(
    Object.keys(night.after).filter((path) => path.includes('costs')),
    [],
  );
});

test('a resource of a preset whose scope the key lacks is skipped with one notice that says how to silence it', async (t) => {
  const scenario = await startScenario(t, { resources: 'standard' });
  restrict(scenario, ['api.usage.read']);
  const night = await scenario.night();
  assert.equal(night.exitCode, 0, night.log.text);
  assert.equal(night.outputs.status, 'ok');
  assert.equal(night.outputs['skipped-resources'], 'costs');
  const [notice, ...others] = messages(night, 'notice');
  assert.match(notice ?? '', /^costs was skipped: .*the scope api\.usage\.read.*add `!costs` to `resources`/);
  assert.deepEqual(others, []);
  assert.match(night.log.text, /nothing failed, 1 skipped\.\n$/);

  const silenced = await scenario.night({ inputs: { resources: 'standard,!costs' } });
  assert.equal(silenced.exitCode, 0);
  assert.deepEqual(messages(silenced, 'notice'), []);
  assert.equal(silenced.outputs['skipped-resources'], '');
  assert.deepEqual(
    silenced.requests.filter(({ path }) => path.includes('costs')),
    [],
  );
});

test('what was read before and cannot be read now fails, although a preset brought it, and keeps its files', async (t) => {
  const scenario = await startScenario(t, { resources: 'standard', 'start-date': '5d' });
  await scenario.night();
  restrict(scenario, ['api.usage.read', 'api.audit_logs.read']);
  const night = await scenario.night({ at: '2026-03-03T04:17:00Z' });
  assert.equal(night.exitCode, 1);
  assert.equal(night.outputs['failed-resources'], 'audit_logs,costs');
  assert.equal(night.outputs['skipped-resources'], '');
  for (const message of messages(night, 'error')) assert.match(message, /It could be read before: access was lost\./);
  for (const path of Object.keys(night.before).filter((name) => /\/(audit_logs|costs)[/.]/.test(name)))
    assert.equal(night.after[path], night.before[path], path);

  restrict(scenario, []);
  const back = await scenario.night({ at: '2026-03-04T04:17:00Z' });
  assert.equal(back.exitCode, 0, back.log.text);
  const { truth, clock } = scenario.simulator;
  assert.deepEqual(
    await scenario.rows('audit_logs'),
    truth.events(Date.parse('2026-02-25') / 1000, clock.now(), { remembered: true }),
  );
});

for (const status of [403, 404]) {
  test(`audit logging that was never switched on (${status}) is explained: skipped in a preset, failed where named`, async (t) => {
    const message = 'Audit logs are not activated for this organization.';
    const scenario = await startScenario(t, {}, { auditLogging: { status, message } });
    const preset = await scenario.night({ inputs: { resources: 'standard,!costs' } });
    assert.equal(preset.exitCode, 0, preset.log.text);
    assert.equal(preset.outputs['skipped-resources'], 'audit_logs');
    const explained = /Audit logging may never have been switched on: an owner does so under Settings/;
    assert.match(messages(preset, 'notice').join('\n'), explained);
    const named = await scenario.night({ inputs: { resources: 'audit_logs,users' } });
    assert.equal(named.exitCode, 1);
    assert.equal(named.outputs['failed-resources'], 'audit_logs');
    assert.match(messages(named, 'error').join('\n'), explained);
  });
}

test('a refused pass over the tenant is one notice, noted in the manifest, and the run is well', async (t) => {
  const scenario = await startScenario(
    t,
    { resources: 'audit_logs', 'start-date': '12d' },
    { tenantEvents: 'refused' },
  );
  const night = await scenario.night();
  assert.equal(night.exitCode, 0, night.log.text);
  assert.equal(night.outputs.status, 'ok');
  const [notice, ...others] = messages(night, 'notice');
  assert.match(
    notice ?? '',
    /^Tenant events are left out: GET \/organization\/audit_logs answered 403 .*#tenant-events-left-out$/,
  );
  assert.deepEqual(others, []);
  const { truth, clock } = scenario.simulator;
  const from = Date.parse('2026-02-18') / 1000;
  assert.deepEqual(await scenario.rows('audit_logs'), truth.events(from, clock.now(), { tenant: false }));
  const { entries } = JSON.parse(await scenario.read('data/_manifests/audit_logs.json'));
  for (const entry of entries) assert.deepEqual(entry.refused, ['tenant_only'], entry.period);
});

test('a key that may read no project at all is refused once for each resource, not once for each project', async (t) => {
  const scenario = await startScenario(
    t,
    { resources: 'project_users' },
    { size: { projects: 60, archivedProjects: 0 } },
  );
  scenario.simulator.keys.set(scenario.simulator.adminKey, { deniedResources: ['project_users'] });
  const night = await scenario.night();
  assert.equal(night.exitCode, 1);
  assert.equal(night.outputs['failed-resources'], 'project_users');
  const asked = night.requests.filter(({ path }) => path.endsWith('/users'));
  assert.ok(asked.length < 20, `${asked.length} requests`);
  assert.equal(messages(night, 'error').length, 1);
});
