import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertSnapshot } from '../harness/snapshot.ts';
import { changesBetween } from '../harness/workspace.ts';
import { storyOf } from './night-story.ts';
import { below, SMALL, secondsOf, startScenario } from './scenario.ts';

const LONG = { ...SMALL, days: 20, auditEvents: 100 };

test('an outage longer than a relative start-date leaves no gap', async (t) => {
  const scenario = await startScenario(t, { resources: 'audit_logs', 'start-date': '5d' });
  const { truth, clock } = scenario.simulator;
  await scenario.night();
  const night = await scenario.night({ at: '2026-03-22T04:17:00Z' });
  assertSnapshot(t, import.meta.url, 'outage.txt', storyOf(scenario, night));
  const expected = truth.events(secondsOf('2026-02-25'), clock.now() + 1, { remembered: true });
  assert.deepEqual(await scenario.rows('audit_logs'), expected);
  const { ranges } = JSON.parse(await scenario.read('data/_manifests/audit_logs.json'));
  assert.deepEqual(ranges, [['2026-02-25', '2026-03-22']]);
});

test('an earlier start-date fills the older range and touches nothing else', async (t) => {
  const scenario = await startScenario(t, { resources: 'audit_logs', 'start-date': '2026-02-25' }, { size: LONG });
  const { truth, clock } = scenario.simulator;
  const first = await scenario.night();
  const night = await scenario.night({ inputs: { 'start-date': '2026-02-12' } });
  assertSnapshot(t, import.meta.url, 'earlier-start.txt', storyOf(scenario, night));
  const { changed, removed, added } = changesBetween(first.after, night.after);
  assert.deepEqual({ changed, removed }, { changed: ['data/_manifests/audit_logs.json'], removed: [] });
  assert.deepEqual(
    added.filter((path) => path > 'data/audit_logs/date=2026-02-25'),
    [],
  );
  assert.deepEqual(await scenario.rows('audit_logs'), truth.events(secondsOf('2026-02-12'), clock.now() + 1));
});

test('a later start-date drops nothing, and a gap between two ranges stays visible', async (t) => {
  const inputs = { resources: 'audit_logs', 'start-date': '2026-02-12', 'end-date': '2026-02-15' };
  const scenario = await startScenario(t, inputs, { size: LONG });
  const first = await scenario.night();
  const night = await scenario.night({ inputs: { 'start-date': '2026-02-20', 'end-date': '2026-02-22' } });
  assert.equal(night.exitCode, 0, night.log.text);
  assert.deepEqual(changesBetween(first.after, night.after).removed, []);
  const { ranges } = JSON.parse(await scenario.read('data/_manifests/audit_logs.json'));
  assert.deepEqual(ranges, [
    ['2026-02-12', '2026-02-15'],
    ['2026-02-20', '2026-02-22'],
  ]);
});

test('a relative start-date fills the gap that absolute dates have left', async (t) => {
  const inputs = { resources: 'audit_logs', 'start-date': '2026-02-12', 'end-date': '2026-02-15' };
  const scenario = await startScenario(t, inputs, { size: LONG });
  const { truth, clock } = scenario.simulator;
  await scenario.night();
  const night = await scenario.night({ inputs: { 'start-date': '5d', 'end-date': '' } });
  assert.equal(night.exitCode, 0, night.log.text);
  assert.deepEqual(await scenario.rows('audit_logs'), truth.events(secondsOf('2026-02-12'), clock.now() + 1));
});

test('refresh-from reads settled days again, and writes only those that differ', async (t) => {
  const scenario = await startScenario(t, { resources: 'audit_logs, costs', 'start-date': '2026-02-19' });
  const { organization, truth, clock } = scenario.simulator;
  await scenario.night();
  await scenario.night({ at: '2026-03-03T04:17:00Z' });
  organization.events.add(
    { id: 'audit_log-very-late', type: 'login.failed', effective_at: secondsOf('2026-02-21T10:00:00Z') },
    { visibleFrom: secondsOf('2026-03-03T12:00:00Z') },
  );
  const without = await scenario.night({ at: '2026-03-04T04:17:00Z' });
  assert.ok(!(await scenario.rows('audit_logs')).some((row) => row.includes('audit_log-very-late')));
  const night = await scenario.night({ inputs: { 'refresh-from': '2026-02-21' } });
  assertSnapshot(t, import.meta.url, 'refresh-from.txt', storyOf(scenario, night));
  const changes = changesBetween(below(without.after, 'data/audit_logs'), below(night.after, 'data/audit_logs'));
  assert.deepEqual(changes, { added: [], removed: [], changed: ['date=2026-02-21/audit_logs.jsonl'] });
  const expected = truth.events(secondsOf('2026-02-19'), clock.now() + 1, { remembered: true });
  assert.deepEqual(await scenario.rows('audit_logs'), expected);
});

test('an end-date in the past removes nothing that lies after it', async (t) => {
  const scenario = await startScenario(t, { resources: 'audit_logs, costs', 'start-date': '2026-02-19' });
  const first = await scenario.night();
  const night = await scenario.night({ inputs: { 'end-date': '2026-02-22', 'refresh-from': '2026-02-19' } });
  assert.equal(night.exitCode, 0, night.log.text);
  assert.deepEqual(night.after, first.after);
});

test('a clock that went back removes nothing, and the next night goes on', async (t) => {
  const scenario = await startScenario(t, { resources: 'audit_logs, costs', 'start-date': '10d' });
  const { truth, clock } = scenario.simulator;
  const first = await scenario.night({ at: '2026-03-05T04:17:00Z' });
  const night = await scenario.night({ at: '2026-03-02T04:17:00Z' });
  assert.equal(night.exitCode, 0, night.log.text);
  assert.deepEqual(changesBetween(first.after, night.after).removed, []);
  await scenario.night({ at: '2026-03-06T04:17:00Z' });
  const expected = truth.events(secondsOf('2026-02-20'), clock.now() + 1, { remembered: true });
  assert.deepEqual(await scenario.rows('audit_logs'), expected);
});
