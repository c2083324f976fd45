import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../destinations/contract/stand.ts';
import { failingFolder } from '../harness/failing-folder.ts';
import { runAction } from '../harness/run-action.ts';
import { startGitHubScenario } from './github-scenario.ts';
import { below, type Night, type Scenario, SMALL, startScenario } from './scenario.ts';

// What is unsettled is read anew by each run: with a long lookback a small budget would go into that alone.
const INPUTS = {
  resources: 'audit_logs,users,projects,project_users,costs',
  'start-date': '2026-02-19',
  config: 'lookback: {events: 1h}',
};
/** Enough events that they are read in many windows. */
const BUSY = { ...SMALL, auditEvents: 4000, days: 12 };

/** What an undisturbed run leaves. */
async function undisturbed(t: TestContext, inputs: Record<string, string> = INPUTS) {
  const scenario = await startScenario(t, inputs, { size: BUSY });
  const { exitCode, after, log } = await scenario.night();
  assert.equal(exitCode, 0, log.text);
  return below(after, 'data');
}

async function untilDone(scenario: Scenario, inputs: Record<string, string>): Promise<Night[]> {
  const nights: Night[] = [];
  do {
    nights.push(await scenario.night({ inputs }));
  } while (nights.at(-1)?.outputs.status === 'partial' && nights.length < 12);
  return nights;
}

test('runs with a budget of requests end cleanly one after the other, and leave what one undisturbed run leaves', async (t) => {
  const scenario = await startScenario(t, INPUTS, { size: BUSY });
  const nights = await untilDone(scenario, { 'stop-after': '25 requests' });
  assert.ok(nights.length > 2, `${nights.length} nights`);
  for (const { exitCode, outputs, requests, log } of nights) {
    assert.equal(exitCode, 0, log.text);
    assert.equal(outputs['failed-resources'], '');
    assert.ok(requests.length <= 25, `${requests.length} requests`);
  }
  const [first, last] = [nights[0], nights.at(-1)];
  assert.match(
    first?.log.text ?? '',
    /The 25 requests that `stop-after` allows are made\. Not read to the end: audit_logs/,
  );
  assert.equal(last?.outputs.status, 'ok');
  assert.deepEqual(below(last?.after ?? {}, 'data'), await undisturbed(t));
});

test('a budget that no window fits into is told, because the next run would come no further', async (t) => {
  const scenario = await startScenario(t, { ...INPUTS, resources: 'audit_logs' }, { size: BUSY });
  const { exitCode, outputs, log } = await scenario.night({ inputs: { 'stop-after': '2 requests' } });
  assert.equal(exitCode, 0);
  assert.equal(outputs.status, 'partial');
  assert.match(log.text, /No file could be finished of audit_logs\. If the next run ends there too, allow it more/);
});

test('a budget of time ends a run that waits for the API', async (t) => {
  const scenario = await startScenario(t, { ...INPUTS, 'stop-after': '1s' }, { size: BUSY });
  scenario.simulator.faults.add({ match: { path: '/organization/users' }, kind: 'slow' });
  const { exitCode, outputs, log } = await scenario.night({ inputs: { config: 'request-timeout: 10s' } });
  assert.equal(exitCode, 0, log.text);
  assert.equal(outputs.status, 'partial');
});

for (const [signal, number] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  test(`${signal} ends a run within seconds: what is read is published, the outputs tell, the next run carries on`, async (t) => {
    const scenario = await startScenario(t, INPUTS, { size: BUSY });
    const options = scenario.runOptions({
      run: {
        onSpawn: (child) =>
          void until(() => scenario.simulator.requests.length >= 25).then(() => {
            scenario.simulator.faults.add({ match: { path: '/organization/audit_logs' }, kind: 'slow' });
            child.kill(signal);
          }),
      },
    });
    const stopped = await runAction(options);
    assert.equal(stopped.exitCode, number, stopped.log.text);
    assert.equal(stopped.outputs.status, 'partial');
    assert.match(stopped.log.text, new RegExp(`Stopped by ${signal}`));
    assert.ok(stopped.outputs['run-record']);
    scenario.simulator.faults.clear();
    const next = await scenario.night();
    assert.equal(next.outputs.status, 'ok', next.log.text);
    assert.equal(next.outputs['state-source'], 'cache', 'the state was saved');
    assert.deepEqual(below(next.after, 'data'), await undisturbed(t));
  });
}

test('a run that is stopped before it read anything says so once, in the log, the summary and the record', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  scenario.simulator.faults.add({ match: { path: /./ }, kind: 'slow' });
  const onSpawn = (child: ChildProcess) =>
    void until(() => scenario.simulator.requests.length > 0).then(() => child.kill('SIGINT'));
  const { exitCode, outputs, summary, log } = await scenario.night({ run: { onSpawn } });
  assert.equal(exitCode, 130, log.text);
  assert.equal(outputs.status, 'partial');
  assert.equal(JSON.parse(await readFile(outputs['run-record'] ?? '', 'utf8')).status, 'partial');
  const [told, ...others] = log.annotations.map(({ message }) => message);
  assert.match(told ?? '', /^SIGINT stopped the run\. Nothing was exported yet; the next run carries on\./);
  assert.deepEqual(others, []);
  assert.match(summary, /⚠️ SIGINT stopped the run\. Nothing was exported yet/);
});

const COMMITTED = { commit: 'pull-request', resources: 'users,audit_logs', 'start-date': '2026-02-25' };

test('a signal while the reports are made takes back nothing of what was exported and committed', async (t) => {
  const scenario = await startGitHubScenario(t, COMMITTED);
  let child: ChildProcess | undefined;
  scenario.github.setOnRequest(async ({ method, path }) => {
    if (method !== 'POST' || !path.endsWith('/pulls')) return;
    child?.kill('SIGTERM');
    // GitHub takes longer to answer than a run that is stopped has.
    await sleep(6000);
  });
  const onSpawn = (spawned: ChildProcess) => {
    child = spawned;
  };
  const { exitCode, outputs } = await runAction(scenario.runOptions({ run: { onSpawn } }));
  assert.equal(exitCode, 143);
  assert.equal(outputs.status, 'ok');
  assert.notEqual(outputs.files, '0');
  assert.match(outputs['commit-sha'] ?? '', /^[0-9a-f]{40}$/);
  assert.ok(outputs['run-record']);
});

test('a mistake in the reports fails the step, and takes back nothing of what was exported', async (t) => {
  const scenario = await startGitHubScenario(t, { resources: 'users', report: 'summary,html' });
  const run = { nodeArguments: failingFolder('openai-admin-report-') };
  const { exitCode, outputs, summary } = await scenario.night({ run });
  assert.equal(exitCode, 1);
  assert.equal(outputs.status, 'failed');
  assert.equal(outputs.files, '1');
  assert.ok(outputs['run-record']);
  assert.match(summary, /Failed: what was exported is where it belongs, but the run could not report it/);
});
