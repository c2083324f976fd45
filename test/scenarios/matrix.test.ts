import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertSnapshot } from '../harness/snapshot.ts';
import { storyOfNights } from './night-story.ts';
import { below, secondsOf, startScenario } from './scenario.ts';

const LOGS = { resources: 'audit_logs, users' };
const MONEY = { resources: 'costs, projects, project_api_keys' };
const ALL = { resources: 'audit_logs, users, costs, projects, project_api_keys' };
const TOMORROW = '2026-03-03T04:17:00Z';

test('two jobs with half of the resources each leave what one job with all of them leaves', async (t) => {
  const inputs = { 'start-date': '2026-02-19' };
  const [halves, whole] = await Promise.all([startScenario(t, inputs), startScenario(t, inputs)]);
  const first = await halves.night({ inputs: LOGS });
  const second = await halves.night({ inputs: MONEY });
  const third = await halves.night({ at: TOMORROW, inputs: LOGS });
  const fourth = await halves.night({ inputs: MONEY });
  await whole.night({ inputs: ALL });
  const both = await whole.night({ at: TOMORROW, inputs: ALL });
  assert.deepEqual(fourth.after, both.after);
  assertSnapshot(
    t,
    import.meta.url,
    'matrix.txt',
    storyOfNights(halves, {
      'first night, logs': first,
      'first night, money': second,
      'second night, logs': third,
      'second night, money': fourth,
    }),
  );
});

test('two jobs with half of the time each share one resource', async (t) => {
  const scenario = await startScenario(t, { resources: 'audit_logs' });
  const { truth } = scenario.simulator;
  const early = { 'start-date': '2026-02-19', 'end-date': '2026-02-23' };
  const late = { 'start-date': '2026-02-23', 'end-date': '2026-02-26' };
  await scenario.night({ inputs: late });
  const night = await scenario.night({ inputs: early });
  assert.equal(night.exitCode, 0, night.log.text);
  const expected = truth.events(secondsOf('2026-02-19'), secondsOf('2026-02-26'));
  assert.deepEqual(await scenario.rows('audit_logs'), expected);
  const again = await scenario.night({ inputs: late });
  assert.deepEqual(below(again.after, 'data'), below(night.after, 'data'));
  const { ranges } = JSON.parse(await scenario.read('data/_manifests/audit_logs.json'));
  assert.deepEqual(ranges, [['2026-02-19', '2026-02-26']]);
});
