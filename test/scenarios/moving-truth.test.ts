import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertSnapshot } from '../harness/snapshot.ts';
import { changesBetween } from '../harness/workspace.ts';
import { storyOf } from './night-story.ts';
import { linesOf, secondsOf, startScenario } from './scenario.ts';

const DAY = 86_400;
const COSTS = { resources: 'costs', 'start-date': '2026-02-01' };
const COST_DIMENSIONS = ['project_id', 'line_item', 'api_key_id'];

test('restated costs replace the old ones', async (t) => {
  const scenario = await startScenario(t, COSTS);
  const { simulator } = scenario;
  await scenario.night();
  const before = linesOf(await scenario.read('data/costs/month=2026-02/costs.jsonl'));
  simulator.organization.usage.change('costs', secondsOf('2026-02-20'), (entry) => ({
    ...entry,
    metrics: { ...entry.metrics, amount: (entry.metrics.amount ?? 0) + 1_000_000_000 },
  }));
  const night = await scenario.night({ at: '2026-03-03T04:17:00Z' });
  assertSnapshot(t, import.meta.url, 'restated-costs.txt', storyOf(scenario, night));
  const after = linesOf(await scenario.read('data/costs/month=2026-02/costs.jsonl'));
  assert.equal(after.length, before.length);
  const restated = after.filter((row) => !before.includes(row)).map((row) => JSON.parse(row).start_time);
  assert.ok(restated.includes(secondsOf('2026-02-20')));
  const truth = simulator.truth.buckets('costs', secondsOf('2026-02-01'), simulator.clock.now(), {
    groupBy: COST_DIMENSIONS,
  });
  assert.deepEqual((await scenario.rows('costs')).sort(), truth.sort());
});

test('every correction of a month has come when its costs are settled', async (t) => {
  const scenario = await startScenario(t, COSTS);
  const { truth, clock } = scenario.simulator;
  for (let week = 0; week < 6; week += 1) {
    if (week > 0) clock.advance(7 * DAY);
    await scenario.night();
  }
  const manifest = JSON.parse(await scenario.read('data/_manifests/costs.json'));
  const settled = manifest.entries.map((entry: { period: string; settled: boolean }) => [entry.period, entry.settled]);
  assert.deepEqual(settled, [
    ['2026-02', true],
    ['2026-03', false],
    ['2026-04', false],
  ]);
  clock.advance(40 * DAY);
  const costs = truth.buckets('costs', secondsOf('2026-02-01'), secondsOf('2026-03-01'), { groupBy: COST_DIMENSIONS });
  assert.deepEqual(linesOf(await scenario.read('data/costs/month=2026-02/costs.jsonl')).sort(), costs.sort());
});

test('a late event lands in its own day', async (t) => {
  const scenario = await startScenario(t, { resources: 'audit_logs', 'start-date': '2026-02-20' });
  const { organization, truth, clock } = scenario.simulator;
  await scenario.night();
  organization.events.add(
    { id: 'audit_log-late', type: 'login.failed', effective_at: secondsOf('2026-02-28T10:00:00Z') },
    { visibleFrom: secondsOf('2026-03-02T20:00:00Z') },
  );
  const night = await scenario.night({ at: '2026-03-03T04:17:00Z' });
  assertSnapshot(t, import.meta.url, 'late-event.txt', storyOf(scenario, night));
  assert.match(await scenario.read('data/audit_logs/date=2026-02-28/audit_logs.jsonl'), /"audit_log-late"/);
  const expected = truth.events(secondsOf('2026-02-20'), clock.now() + 1, { remembered: true });
  assert.deepEqual(await scenario.rows('audit_logs'), expected);
});

test('an event that the API has forgotten stays, and is counted', async (t) => {
  const scenario = await startScenario(t, {
    resources: 'audit_logs',
    'start-date': '2026-02-20',
    format: 'jsonl, csv.gz',
  });
  const { organization, truth, clock } = scenario.simulator;
  const first = await scenario.night();
  const yesterday = truth.events(secondsOf('2026-03-01'), secondsOf('2026-03-02'));
  const forgotten = JSON.parse(yesterday[0] as string).id;
  organization.events.update(forgotten, { forgottenFrom: secondsOf('2026-03-02T12:00:00Z') });
  const night = await scenario.night({ at: '2026-03-03T04:17:00Z' });
  assertSnapshot(t, import.meta.url, 'forgotten-event.txt', storyOf(scenario, night));
  assert.deepEqual(changesBetween(first.after, night.after).removed, []);
  assert.match(await scenario.read('data/audit_logs/date=2026-03-01/audit_logs.jsonl'), new RegExp(forgotten));
  assert.match(night.log.text, /1 row kept that the API did not give again/);
  const expected = truth.events(secondsOf('2026-02-20'), clock.now() + 1, { remembered: true });
  assert.deepEqual(await scenario.rows('audit_logs'), expected);
});

test('a day whose events are all forgotten keeps its file, even when it is read anew', async (t) => {
  const scenario = await startScenario(t, { resources: 'audit_logs', 'start-date': '2026-02-20' });
  const { organization, clock } = scenario.simulator;
  const first = await scenario.night();
  for (const { id } of organization.events.records(clock.now()))
    organization.events.update(id, { forgottenFrom: clock.now() });
  const again = await scenario.night({ inputs: { 'refresh-from': '2026-02-20' } });
  assert.equal(again.exitCode, 0);
  assert.deepEqual(again.after, first.after);
});

test('a month whose costs are all taken back loses its file, which is counted once', async (t) => {
  const scenario = await startScenario(t, { ...COSTS, 'refresh-from': '2026-02-01', config: 'accept-empty: [costs]' });
  const { usage } = scenario.simulator.organization;
  await scenario.night();
  for (let day = 1; day <= 28; day += 1) {
    const at = secondsOf(`2026-02-${String(day).padStart(2, '0')}`);
    usage.change('costs', at, () => undefined);
  }
  const night = await scenario.night({ at: '2026-03-03T04:17:00Z' });
  assert.equal(night.exitCode, 0, night.log.text);
  assert.deepEqual(changesBetween(night.before, night.after).removed, ['data/costs/month=2026-02/costs.jsonl']);
  assert.match(night.log.text, /, 1 file removed/);
  const { entries } = JSON.parse(await scenario.read('data/_manifests/costs.json'));
  assert.deepEqual(entries[0], {
    period: '2026-02',
    rows: 0,
    settled: false,
    ...(entries[0].refused && { refused: entries[0].refused }),
  });
});
