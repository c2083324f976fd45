import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secondsOf, startScenario } from './scenario.ts';

const INPUTS = { resources: 'audit_logs,costs', 'start-date': '2026-02-25' };

test("a runner whose clock is ahead goes by the API's, and says how far apart they are", async (t) => {
  const scenario = await startScenario(t, INPUTS);
  const night = await scenario.night({ clockAheadSeconds: 3 * 86_400 });
  assert.equal(night.exitCode, 0, night.log.text);
  assert.match(
    night.log.text,
    /##\[warning\]This machine's clock and the API's are 2592\d\d s apart; the earlier one counts/,
  );
  assert.deepEqual(JSON.parse(night.outputs['data-until'] ?? ''), {
    audit_logs: '2026-03-02T04:17:00Z',
    costs: '2026-03-02T04:17:00Z',
  });
  for (const path of Object.keys(night.after)) assert.doesNotMatch(path, /2026-03-0[345]/);
  const honest = await scenario.night();
  assert.deepEqual(honest.after, night.after);
});

test('a runner whose clock is behind reads up to its own now, and the next night the rest', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  const night = await scenario.night({ clockAheadSeconds: -3 * 86_400 });
  assert.equal(night.exitCode, 0, night.log.text);
  assert.match(night.log.text, /##\[warning\]This machine's clock and the API's are 2592\d\d s apart/);
  const until = JSON.parse(night.outputs['data-until'] ?? '').audit_logs;
  assert.match(until, /^2026-02-27T04:17:0\dZ$/);
  const { truth, clock } = scenario.simulator;
  const from = secondsOf('2026-02-25');
  assert.deepEqual(await scenario.rows('audit_logs'), truth.events(from, secondsOf(until), { remembered: true }));
  await scenario.night();
  assert.deepEqual(await scenario.rows('audit_logs'), truth.events(from, clock.now() + 1, { remembered: true }));
});

test('clocks that are a few seconds apart are no news', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  const night = await scenario.night({ clockAheadSeconds: 20 });
  assert.deepEqual(night.log.annotations, []);
});
