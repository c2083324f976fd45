import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf, secondsOf, startScenario } from './scenario.ts';

test('one day that the API cannot serve costs that day alone, and is named', async (t) => {
  const scenario = await startScenario(t, {
    resources: 'audit_logs',
    'start-date': '2026-02-19',
    config: 'retries: 0',
  });
  const { truth, clock, faults } = scenario.simulator;
  const poison = secondsOf('2026-02-24T12:00:00Z');
  const fault = faults.add({
    match: {
      path: '/organization/audit_logs',
      when: (query) =>
        Number(query.get('effective_at[gte]')) <= poison && poison < Number(query.get('effective_at[lt]') ?? 0),
    },
    kind: 'status',
    status: 500,
  });
  const first = await scenario.night();
  assert.equal(first.exitCode, 1);
  assert.equal(first.outputs.status, 'partial');
  assert.match(first.log.text, /audit_logs: 2026-02-24 to 2026-02-25: GET \/organization\/audit_logs answered 500/);
  const [day, end] = [secondsOf('2026-02-24'), clock.now()];
  const rest = [
    ...truth.events(secondsOf('2026-02-19'), day, { remembered: true }),
    ...truth.events(day + 86_400, end, { remembered: true }),
  ];
  assert.deepEqual(await scenario.rows('audit_logs'), rest);
  const { ranges } = JSON.parse(await scenario.read('data/_manifests/audit_logs.json'));
  assert.deepEqual(ranges, [
    ['2026-02-19', '2026-02-24'],
    ['2026-02-25', '2026-03-02'],
  ]);

  fault.remove();
  const second = await scenario.night();
  assert.equal(second.exitCode, 0, second.log.text);
  assert.deepEqual(await scenario.rows('audit_logs'), truth.events(secondsOf('2026-02-19'), end, { remembered: true }));
});

test('an outage ends after the first halves of what was asked', async (t) => {
  const scenario = await startScenario(t, {
    resources: 'audit_logs',
    'start-date': '2026-02-19',
    config: 'retries: 0',
  });
  scenario.simulator.faults.add({ match: { path: '/organization/audit_logs' }, kind: 'status', status: 503 });
  const night = await scenario.night();
  assert.equal(night.exitCode, 1);
  assert.ok(night.requests.length <= 1 + 2 * 3, `${night.requests.length} requests`);
});

test('tenant events that were refused for a while are caught up on', async (t) => {
  const scenario = await startScenario(t, { resources: 'audit_logs', 'start-date': '2026-02-19' });
  const { truth, clock, faults } = scenario.simulator;
  const match = { path: '/organization/audit_logs', query: { tenant_only: 'true' } };
  const refusal = faults.add({ match, kind: 'status', status: 403, body: { error: { message: 'Not allowed' } } });
  await scenario.night();
  const still = await scenario.night({ at: '2026-03-03T04:17:00Z' });
  assert.equal(still.outputs.status, 'ok');
  refusal.remove();
  const night = await scenario.night({ at: '2026-03-04T04:17:00Z' });
  assert.equal(night.exitCode, 0, night.log.text);
  const all = truth.events(secondsOf('2026-02-19'), clock.now(), { remembered: true });
  assert.deepEqual(await scenario.rows('audit_logs'), all);
  const { entries } = JSON.parse(await scenario.read('data/_manifests/audit_logs.json'));
  assert.deepEqual(
    entries.flatMap((entry: { refused?: string[] }) => entry.refused ?? []),
    [],
  );
  const last = await scenario.night();
  assert.equal(last.requests.length, 3, 'nothing is left to catch up on');
});

test('a history limit that names no date is not mistaken for the floor of a dimension', async (t) => {
  const scenario = await startScenario(
    t,
    { resources: 'costs', 'start-date': '2025-12-01' },
    {
      size: { users: 2, projects: 1, archivedProjects: 0, days: 80, usageSeriesPerProject: 1 },
      historyDays: 60,
      quirks: { lookbackNamesDate: false, costsFloor: secondsOf('2026-01-20') },
    },
  );
  const night = await scenario.night();
  assert.equal(night.exitCode, 0, night.log.text);
  const { truth, clock } = scenario.simulator;
  const [limit, floor] = [secondsOf('2026-01-01'), secondsOf('2026-01-20')];
  const rows = [
    ...truth.buckets('costs', limit, floor, { groupBy: ['project_id', 'line_item'] }),
    ...truth.buckets('costs', floor, clock.now(), { groupBy: ['project_id', 'line_item', 'api_key_id'] }),
  ];
  assert.ok(rows.length > 0);
  assert.deepEqual((await scenario.rows('costs')).sort(), rows.sort());
  const { unavailable } = JSON.parse(await scenario.read('data/_manifests/costs.json'));
  assert.deepEqual(unavailable, [['2025-12-01', '2026-01-01']]);
});

test('the rows of a project that is read for the first time are not told as added', async (t) => {
  const scenario = await startScenario(t, { resources: 'project_api_keys', config: 'retries: 0' });
  const { simulator } = scenario;
  const [project] = simulator.truth.reads('project_api_keys').map(({ ids }) => Object.values(ids)[0]);
  const path = `/organization/projects/${project}/api_keys`;
  const fault = simulator.faults.add({ match: { path }, kind: 'status', status: 500 });
  const first = await scenario.night();
  assert.match(first.log.text, /there are no earlier rows of them to keep/);
  fault.remove();
  const second = await scenario.night({ at: '2026-03-02T05:17:00Z' });
  assert.equal(second.exitCode, 0, second.log.text);
  assert.deepEqual(await scenario.rows('project_api_keys'), simulator.truth.snapshot('project_api_keys'));
  assert.equal(second.outputs.changes, '0');

  simulator.organization
    .list('project_api_keys', String(project))
    .remove(
      JSON.parse((await scenario.rows('project_api_keys')).find((row) => row.includes(String(project))) ?? '').id,
    );
  const third = await scenario.night({ at: '2026-03-02T06:17:00Z' });
  assert.equal(third.outputs.changes, '1');
});

test('with an emptied folder and the cache alone, fewer events than before are a warning', async (t) => {
  const scenario = await startScenario(t, { resources: 'audit_logs', 'start-date': '2026-02-28', state: 'cache' });
  await scenario.night();
  const [event] = linesOf(await scenario.read('data/audit_logs/date=2026-03-01/audit_logs.jsonl'));
  await scenario.remove('data');
  scenario.simulator.organization.events.remove(JSON.parse(event ?? '').id);
  const night = await scenario.night();
  assert.match(night.log.text, /audit_logs 2026-03-01: the API gives \d+ events now, \d+ were exported before/);
});
