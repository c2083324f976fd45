import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertSnapshot } from '../harness/snapshot.ts';
import { storyOf } from './night-story.ts';
import { below, secondsOf, startScenario } from './scenario.ts';

const INPUTS = { resources: 'audit_logs, costs, users', 'start-date': '2026-02-19' };
const OTHER = { format: 'csv', 'partition-by': 'month' };
const COST_DIMENSIONS = ['project_id', 'line_item', 'api_key_id'];

test('another shape is refused before any request, and every output is set', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  const first = await scenario.night();
  const night = await scenario.night({ inputs: OTHER });
  assertSnapshot(t, import.meta.url, 'shape-refused.txt', storyOf(scenario, night));
  assert.equal(night.exitCode, 1);
  assert.deepEqual(night.requests, []);
  assert.deepEqual(night.after, first.after);
  assert.deepEqual(Object.keys(night.outputs).sort(), Object.keys(first.outputs).sort());
});

test('a refused shape does no harm to the next night', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  const first = await scenario.night();
  await scenario.night({ inputs: OTHER });
  const night = await scenario.night();
  assert.equal(night.exitCode, 0);
  assert.deepEqual(night.after, first.after);
});

test('the first way out: a new destination holds the new shape, the old one stays', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  const first = await scenario.night();
  const night = await scenario.night({ inputs: { ...OTHER, destination: 'tables' } });
  assert.equal(night.exitCode, 0, night.log.text);
  assert.deepEqual(below(night.after, 'data'), below(first.after, 'data'));
  const tables = Object.keys(below(night.after, 'tables')).filter((path) => !path.startsWith('_manifests/'));
  assert.deepEqual(tables, [
    'audit_logs/month=2026-02/audit_logs.csv',
    'audit_logs/month=2026-03/audit_logs.csv',
    'costs/month=2026-02/costs.csv',
    'costs/month=2026-03/costs.csv',
    'users/users.csv',
  ]);
});

test('the second way out: refresh-from rewrites all from the start and removes the old files', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  const { truth, clock } = scenario.simulator;
  await scenario.night();
  const night = await scenario.night({
    inputs: { format: 'jsonl, csv.gz', 'partition-by': 'month', 'refresh-from': '2026-02-01' },
  });
  assertSnapshot(t, import.meta.url, 'shape-rewritten.txt', storyOf(scenario, night));
  assert.equal(night.exitCode, 0);
  const expected = truth.events(secondsOf('2026-02-01'), clock.now() + 1);
  assert.deepEqual(await scenario.rows('audit_logs'), expected);
  const costs = truth.buckets('costs', secondsOf('2026-02-01'), clock.now(), { groupBy: COST_DIMENSIONS });
  assert.deepEqual((await scenario.rows('costs')).sort(), costs.sort());
  assert.deepEqual(
    Object.keys(night.after).filter((path) => path.includes('date=')),
    [],
  );
  const next = await scenario.night({ inputs: { format: 'jsonl, csv.gz', 'partition-by': 'month' } });
  assert.deepEqual(next.after, night.after);
});

test('refresh-from in the middle rewrites from there, and what lies before stays', async (t) => {
  const scenario = await startScenario(t, { resources: 'audit_logs', 'start-date': '2026-02-19' });
  const { truth, clock } = scenario.simulator;
  await scenario.night();
  const night = await scenario.night({ inputs: { 'partition-by': 'hour', 'refresh-from': '2026-02-25' } });
  assert.equal(night.exitCode, 0, night.log.text);
  const days = Object.keys(below(night.after, 'data/audit_logs')).filter((path) => !path.includes('/hour='));
  assert.deepEqual(
    days,
    [19, 20, 21, 22, 23, 24].map((day) => `date=2026-02-${day}/audit_logs.jsonl`),
  );
  assert.deepEqual(
    (await scenario.rows('audit_logs')).sort(),
    truth.events(secondsOf('2026-02-19'), clock.now() + 1).sort(),
  );
  const next = await scenario.night({ at: '2026-03-03T04:17:00Z', inputs: { 'partition-by': 'hour' } });
  assert.equal(next.exitCode, 0, next.log.text);
  const expected = truth.events(secondsOf('2026-02-19'), clock.now() + 1, { remembered: true });
  assert.deepEqual((await scenario.rows('audit_logs')).sort(), expected.sort());
});

test('from hours to months, refresh-from in the middle of a month keeps what the hours before it hold', async (t) => {
  const scenario = await startScenario(t, {
    resources: 'audit_logs',
    'start-date': '2026-02-19',
    'partition-by': 'hour',
  });
  const { truth, clock } = scenario.simulator;
  await scenario.night();
  const night = await scenario.night({ inputs: { 'partition-by': 'month', 'refresh-from': '2026-02-25' } });
  assert.equal(night.exitCode, 0, night.log.text);
  assert.deepEqual(Object.keys(below(night.after, 'data/audit_logs')), [
    'month=2026-02/audit_logs.jsonl',
    'month=2026-03/audit_logs.jsonl',
  ]);
  assert.deepEqual(await scenario.rows('audit_logs'), truth.events(secondsOf('2026-02-01'), clock.now() + 1));
});

test('from months to days, an end-date in the middle of a month rewrites the whole of it', async (t) => {
  const scenario = await startScenario(t, {
    resources: 'audit_logs',
    'start-date': '2026-02-19',
    'partition-by': 'month',
  });
  const { organization, truth, clock } = scenario.simulator;
  await scenario.night();
  const { id } = JSON.parse(truth.events(secondsOf('2026-02-25'), secondsOf('2026-02-26'))[0] ?? '');
  organization.events.update(id, { forgottenFrom: clock.now() });
  const night = await scenario.night({
    inputs: { 'partition-by': 'day', 'refresh-from': '2026-02-20', 'end-date': '2026-02-22' },
  });
  assert.equal(night.exitCode, 0, night.log.text);
  assert.deepEqual(
    Object.keys(below(night.after, 'data/audit_logs')).filter((path) => path.startsWith('month=')),
    ['month=2026-03/audit_logs.jsonl'],
  );
  const expected = truth.events(secondsOf('2026-02-01'), clock.now() + 1, { remembered: true });
  assert.deepEqual(await scenario.rows('audit_logs'), expected);
});

test('from months to days, a month that is not settled moves as a whole, whatever start-date says', async (t) => {
  const scenario = await startScenario(t, {
    resources: 'audit_logs',
    'start-date': '2026-02-19',
    'partition-by': 'month',
  });
  const { truth, clock } = scenario.simulator;
  await scenario.night();
  const night = await scenario.night({
    inputs: { 'partition-by': 'day', 'refresh-from': '2026-03-01', 'start-date': '2026-02-26' },
  });
  assert.equal(night.exitCode, 0, night.log.text);
  assert.deepEqual(await scenario.rows('audit_logs'), truth.events(secondsOf('2026-02-01'), clock.now() + 1));
});

test('from CSV to JSONL, a forgotten event stays in its CSV file', async (t) => {
  const scenario = await startScenario(t, { resources: 'audit_logs', 'start-date': '2026-02-19', format: 'csv' });
  const { organization, truth, clock } = scenario.simulator;
  const first = await scenario.night();
  const { id } = JSON.parse(truth.events(secondsOf('2026-02-25'), secondsOf('2026-02-26'))[0] ?? '');
  organization.events.update(id, { forgottenFrom: clock.now() });
  const night = await scenario.night({ inputs: { format: 'jsonl', 'refresh-from': '2026-02-19' } });
  assert.equal(night.exitCode, 0, night.log.text);
  assert.deepEqual(await scenario.rows('audit_logs'), truth.events(secondsOf('2026-02-19'), clock.now() + 1));
  const tables = Object.keys(night.after).filter((path) => path.endsWith('.csv'));
  assert.deepEqual(tables, ['data/audit_logs/date=2026-02-25/audit_logs.csv']);
  assert.equal(night.after[tables[0] ?? ''], first.after[tables[0] ?? '']);
  assert.match(night.log.text, /1 rows? that the API no longer serves/);
  const next = await scenario.night({ inputs: { format: 'jsonl' } });
  assert.equal(next.exitCode, 0, next.log.text);
  assert.deepEqual(next.after, night.after);
});
