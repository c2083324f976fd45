import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
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

test('a dry run clears away nothing, not even what another run is just writing', async (t) => {
  const scenario = await startScenario(t, { resources: 'users' });
  await scenario.night();
  await scenario.write('data/users/users.jsonl.partial', 'half a row');
  const { before, after } = await scenario.night({ inputs: { 'dry-run': 'true' } });
  assert.deepEqual(after, before);
  assert.ok('data/users/users.jsonl.partial' in after);
});

test('a budget does not cut a plan short', async (t) => {
  const scenario = await startScenario(t, { ...INPUTS, 'dry-run': 'true', 'stop-after': '3 requests' });
  const { outputs, log, exitCode } = await scenario.night();
  assert.equal(exitCode, 0);
  assert.equal(outputs.status, 'ok');
  assert.match(log.text, /In all about [\d,]+ requests/);
});

test('a plan names nobody whom the privacy of the run hides', async (t) => {
  const scenario = await startScenario(t, {
    resources: 'projects,project_users',
    privacy: 'redact',
    'dry-run': 'true',
  });
  const message = 'The member jane.doe@partner.example at 203.0.113.77 is locked.';
  const match = { path: '/organization/projects' };
  scenario.simulator.faults.add({ match, skip: 1, kind: 'status', status: 400, body: { error: { message } } });
  const { log, summary } = await scenario.night();
  assert.match(log.text, /project_users: cannot be planned: .*#request-refused/);
  assert.doesNotMatch(log.text + summary, /jane|203\.0\.113|is locked/);
});

test('a dry run that fails leaves no record either', async (t) => {
  const scenario = await startScenario(t, { ...INPUTS, 'dry-run': 'true' });
  const { exitCode, outputs } = await scenario.night({ inputs: { 'api-key': 'sk-admin-fake-of-nobody-0000000000' } });
  assert.equal(exitCode, 1);
  assert.equal(outputs['run-record'], '');
  assert.deepEqual(await readdir(scenario.temp), []);
});
