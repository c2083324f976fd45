import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertSnapshot, normalise } from '../harness/snapshot.ts';
import { storyOf } from './night-story.ts';
import { SMALL, startScenario } from './scenario.ts';

const INPUTS = { resources: 'standard', 'start-date': '2026-01-01' };

test('a dry run tells what a first run would read, and leaves no trace', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  const night = await scenario.night({ inputs: { 'dry-run': 'true' } });
  assert.equal(night.exitCode, 0, night.log.text);
  assert.deepEqual(night.after, {});
  assert.equal(scenario.cache.entries().length, 0);
  assertSnapshot(t, import.meta.url, 'dry-run.txt', `${storyOf(scenario, night)}\n${normalise(night.summary)}`);
});

test('a dry run after an export tells only what is not settled', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  await scenario.night();
  const planned = await scenario.night({ at: '2026-03-03T04:17:00Z', inputs: { 'dry-run': 'true' } });
  assert.deepEqual(planned.after, planned.before);
  assert.match(
    planned.log.text,
    /audit_logs: \d partitions \(2026-02-2\d.*2026-03-03\), .*, \d+ done already; 2 windows, about 2 requests/,
  );
});

test('the estimate of requests is near what the run then needs, also for events in their thousands', async (t) => {
  const size = { ...SMALL, auditEvents: 8000, days: 12 };
  const scenario = await startScenario(t, { ...INPUTS, resources: 'all' }, { size });
  const planned = await scenario.night({ inputs: { 'dry-run': 'true' } });
  const told = Number(/In all about ([\d,]+) requests/.exec(planned.log.text)?.[1]?.replace(',', ''));
  const { requests, exitCode, log } = await scenario.night();
  assert.equal(exitCode, 0, log.text);
  assert.ok(planned.requests.length < requests.length / 4, `${planned.requests.length} requests for the plan`);
  assert.ok(told > requests.length / 2 && told < requests.length * 1.5, `${told} told, ${requests.length} made`);
});
