import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { until } from '../destinations/contract/stand.ts';
import { failingFolder } from '../harness/failing-folder.ts';
import { startS3Server } from '../servers/s3-server.ts';
import { startScenario } from './scenario.ts';

const INPUTS = { resources: 'audit_logs,users,projects,costs', 'start-date': '2026-02-19' };

test('a run leaves a record of what it asked for and what it left, without the key', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  const env = { GITHUB_ACTION_REPOSITORY: 'octo-org/openai-admin-export', GITHUB_ACTION_REF: 'v1' };
  const { outputs, requests, after } = await scenario.night({ run: { env } });
  const text = await readFile(outputs['run-record'] ?? '', 'utf8');
  assert.ok(!text.includes(scenario.simulator.adminKey.slice(-8)));
  const record = JSON.parse(text);
  assert.deepEqual(record.tool, {
    name: 'openai-admin-export',
    version: '0.1.0',
    repository: env.GITHUB_ACTION_REPOSITORY,
    ref: 'v1',
  });
  assert.equal(record.status, 'ok');
  assert.equal(record.run.url, 'https://github.com/octo-org/audit/actions/runs/1001');
  assert.equal(record.run.trigger, 'schedule');
  const asked = record.resources.reduce(
    (sum: number, one: { requests: number }) => sum + one.requests,
    record.other_requests,
  );
  assert.equal(asked, requests.length);
  for (const { resource, manifest, first_request_id, last_request_id } of record.resources) {
    const manifestText = after[`data/${manifest.path}`] ?? '';
    assert.equal(manifest.sha256, createHash('sha256').update(manifestText).digest('hex'), resource);
    assert.match(first_request_id, /^req_/);
    assert.match(last_request_id, /^req_/);
  }
  const [events] = record.resources;
  assert.deepEqual(events.range, ['2026-02-19T00:00:00Z', '2026-03-02T04:17:00Z']);
  assert.ok(!Object.keys(after).some((path) => path.includes('_runs')), 'a folder keeps none');
});

test('a store keeps the record of each run by day, and jobs of a matrix do not replace each other’s', async (t) => {
  const server = await startS3Server();
  t.after(server.close);
  server.createBucket('exports');
  const options = { endpoint: server.url, region: server.region, 'path-style': true };
  const config = JSON.stringify({ 'destination-options': options });
  const scenario = await startScenario(t, { ...INPUTS, destination: 's3://exports/audit', config });
  const env = { ...server.environment(), GITHUB_RUN_ID: '77' };
  for (const resources of ['audit_logs', 'users']) await scenario.night({ inputs: { resources }, run: { env } });
  const paths = [...server.objects('exports').keys()].filter((key) => key.includes('_runs'));
  assert.equal(paths.length, 2);
  for (const path of paths)
    assert.match(path, /^audit\/_runs\/date=2026-03-02\/20260302T041700Z-77-1-[0-9a-f]{8}\.json$/);
});

test('the record that a store keeps says how the delivery of the reports ended', async (t) => {
  const server = await startS3Server();
  t.after(server.close);
  server.createBucket('exports');
  const options = { endpoint: server.url, region: server.region, 'path-style': true };
  const config = JSON.stringify({ 'destination-options': options });
  const inputs = { resources: 'users', report: 'html', 'github-token': '', destination: 's3://exports/audit', config };
  const scenario = await startScenario(t, inputs);
  const run = { env: server.environment(), nodeArguments: failingFolder('openai-admin-report-', 'ENOSPC') };
  const { outputs } = await scenario.night({ run });
  const [path] = [...server.objects('exports').keys()].filter((key) => key.includes('_runs'));
  const stored = JSON.parse(String(server.objects('exports').get(path ?? '')));
  assert.deepEqual([outputs.status, stored.status], ['partial', 'partial']);
});

test('a run that could not begin leaves a record that says why', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  const { exitCode, outputs } = await scenario.night({ inputs: { 'api-key': 'sk-admin-fake-of-nobody-0000000000' } });
  assert.equal(exitCode, 1);
  const record = JSON.parse(await readFile(outputs['run-record'] ?? '', 'utf8'));
  assert.equal(record.status, 'failed');
  assert.match(record.ended_by, /The key was not accepted/);
  assert.deepEqual(record.resources, []);
});

test('what the API says of people is neither in the record nor in the log', async (t) => {
  const scenario = await startScenario(t, { resources: 'users,projects', privacy: 'redact' });
  const message = 'The member Jane Doe, jane.doe@partner.example at 203.0.113.77, is locked.';
  const match = { path: '/organization/users' };
  scenario.simulator.faults.add({
    match,
    kind: 'status',
    status: 400,
    body: { error: { message, code: 'member_locked' } },
  });
  const { outputs, log } = await scenario.night();
  assert.match(log.text, /answered 400 \(code member_locked\)/);
  const text = await readFile(outputs['run-record'] ?? '', 'utf8');
  assert.match(text, /answered 400 \(code member_locked\)/);
  assert.doesNotMatch(text + log.text, /jane|is locked|203\.0\.113/i);
});

test('a record that cannot be written is a warning: what was exported is told all the same', async (t) => {
  const scenario = await startScenario(t, { resources: 'users' });
  const run = { nodeArguments: failingFolder('openai-admin-run-', 'ENOSPC') };
  const { exitCode, outputs, log } = await scenario.night({ run });
  assert.equal(exitCode, 0, log.text);
  assert.equal(outputs.status, 'ok');
  assert.equal(outputs['run-record'], '');
  assert.match(log.text, /##\[warning\]The record of this run could not be written to .*: ENOSPC/);
});

test('a record that cannot be written does not hide why a run failed', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  const run = { nodeArguments: failingFolder('openai-admin-run-', 'ENOSPC') };
  const inputs = { 'api-key': 'sk-admin-fake-of-nobody-0000000000' };
  const { exitCode, log } = await scenario.night({ inputs, run });
  assert.equal(exitCode, 1);
  assert.match(log.text, /##\[error\].*The key was not accepted/);
});

test('a run that is stopped before it began has the same status in its record as in its outputs', async (t) => {
  const scenario = await startScenario(t, INPUTS);
  scenario.simulator.faults.add({ match: { path: /./ }, kind: 'slow' });
  const { outputs, exitCode } = await scenario.night({
    run: {
      onSpawn: (child) => void until(() => scenario.simulator.requests.length > 0).then(() => child.kill('SIGTERM')),
    },
  });
  assert.equal(exitCode, 143);
  const record = JSON.parse(await readFile(outputs['run-record'] ?? '', 'utf8'));
  assert.deepEqual([record.status, outputs.status], ['partial', 'partial']);
  assert.match(record.ended_by, /SIGTERM stopped the run/);
});
