import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventVariables } from './event-file.ts';
import { startScenario } from './scenario.ts';

const OUTPUTS_OF_NOTHING = {
  status: 'failed',
  records: '0',
  'rows-read': '0',
  files: '0',
  bytes: '0',
  changed: 'false',
  changes: '0',
  'failed-resources': '',
  'skipped-resources': '',
  'data-until': '{}',
  manifest: '',
  'state-source': 'none',
  findings: '',
  report: '',
  'commit-sha': '',
  'pull-request-number': '',
  'pull-request-url': '',
  'run-record': '',
};

for (const { kind, key, requests, message } of [
  { kind: 'a project key', key: 'sk-proj-fake', requests: 0, message: /'api-key' is a project key.*sk-admin-/ },
  {
    kind: "a service account's key",
    key: 'sk-svcacct-fake',
    requests: 0,
    message: /'api-key' is a service account's key.*sk-admin-/,
  },
  { kind: 'no key', key: '', requests: 0, message: /'api-key' is empty.*secret/ },
  { kind: 'a key with a line break', key: 'sk-admin-\nfake', requests: 0, message: /'api-key' holds a blank/ },
  {
    kind: 'a revoked key',
    key: 'sk-admin-fake-revoked',
    requests: 1,
    message: /answered 401.*The key was not accepted\. Check that the secret holds a current admin key/,
  },
]) {
  test(`${kind} stops the run with what to do, nothing written and the key in no output`, async (t) => {
    const scenario = await startScenario(t);
    const night = await scenario.night({ inputs: { 'api-key': key } });
    assert.equal(night.exitCode, 1);
    // A run that got as far as the API leaves a record that says why it went no further.
    const { 'run-record': record, ...outputs } = night.outputs;
    assert.equal(record !== '', requests > 0);
    assert.deepEqual({ ...outputs, 'run-record': '' }, OUTPUTS_OF_NOTHING);
    assert.equal(night.log.annotations.length, 1, night.log.text);
    assert.equal(night.log.annotations[0]?.type, 'error');
    assert.match(night.log.annotations[0]?.message ?? '', message);
    assert.equal(night.requests.length, requests);
    assert.deepEqual(night.after, {});
    assert.deepEqual(scenario.cache.entries(), []);
    if (key !== '') assert.ok(!night.log.text.includes(key) && !night.summary.includes(key), night.log.text);
  });
}

test('a key that is revoked after a good night changes nothing that is stored', async (t) => {
  const scenario = await startScenario(t);
  await scenario.night();
  scenario.simulator.keys.delete(scenario.simulator.adminKey);
  const night = await scenario.night({ at: '2026-03-03T04:17:00Z' });
  assert.equal(night.exitCode, 1);
  assert.match(night.log.text, /The key was not accepted/);
  assert.deepEqual(night.after, night.before);
  assert.equal(scenario.cache.entries().length, 1);
});

test('a key that is revoked in the middle of a run fails what it no longer reads, and the key stays unsaid', async (t) => {
  const scenario = await startScenario(t, { resources: 'users,invites' });
  const echo = {
    error: { message: `Incorrect API key provided: ${scenario.simulator.adminKey.slice(0, 12)}****ated.` },
  };
  scenario.simulator.faults.add({
    match: { path: '/organization/invites' },
    kind: 'status',
    status: 401,
    body: echo,
  });
  // In a private repository alone, what the API says is quoted.
  const env = await eventVariables(t, 'schedule', { repository: { visibility: 'private' } });
  const night = await scenario.night({ run: { env } });
  assert.equal(night.exitCode, 1);
  assert.equal(night.outputs.status, 'partial');
  assert.equal(night.outputs['failed-resources'], 'invites');
  assert.match(
    night.log.text,
    /invites: GET \/organization\/invites answered 401: Incorrect API key provided: \(key\)/,
  );
  assert.doesNotMatch(night.log.text + night.summary, /sk-admin-[^…]/);
  assert.deepEqual(await scenario.rows('users'), scenario.simulator.truth.snapshot('users'));
});
