import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { until } from '../destinations/contract/stand.ts';
import { runAction } from '../harness/run-action.ts';
import { readFolder } from '../harness/workspace.ts';
import { startOidcServer } from '../servers/oidc-server.ts';
import { startS3Server } from '../servers/s3-server.ts';
import { linesOf, type Scenario, SMALL, START, startScenario } from './scenario.ts';
import { contentOf } from './store-places.ts';

const INPUTS = { resources: 'audit_logs,users,projects,costs', 'start-date': '2026-02-19' };
const DESTINATION = 's3://exports/audit';

async function setUp(t: TestContext, options: object = {}, inputs: Record<string, string> = {}, size = SMALL) {
  const server = await startS3Server();
  t.after(() => server.close());
  server.createBucket('exports');
  const all = { endpoint: server.url, 'path-style': true, ...options };
  const scenario = await startScenario(
    t,
    {
      ...INPUTS,
      destination: DESTINATION,
      config: JSON.stringify({ 'destination-options': all, retries: 1 }),
      ...inputs,
    },
    { size },
  );
  const env = server.environment();
  return {
    server,
    scenario,
    env,
    night: (more: Record<string, string> = {}) => scenario.night({ run: { env: { ...env, ...more } } }),
  };
}

/** What an undisturbed export of the same organisation leaves in a folder. */
async function expected(t: TestContext, inputs: Record<string, string> = {}): Promise<Record<string, string>> {
  const folder = await startScenario(t, { ...INPUTS, ...inputs });
  const night = await folder.night();
  assert.equal(night.exitCode, 0, night.log.text);
  return readFolder(join(folder.workspace, 'data'));
}

function stored(server: Awaited<ReturnType<typeof startS3Server>>): Record<string, string> {
  return contentOf(server.objects('exports'), 'audit/');
}

function errors({ log }: Awaited<ReturnType<Scenario['night']>>): string[] {
  return log.annotations.filter(({ type }) => type === 'error').map(({ message }) => message);
}

test('a run killed at any write and run again leaves the same bytes as one that was not', async (t) => {
  const { server, scenario, env } = await setUp(t);
  const right = await expected(t);
  const writes = () => server.requests.filter(({ method }) => method === 'PUT').length;
  for (const count of [1, 3, 8, 15, 17]) {
    server.createBucket('exports');
    scenario.cache.evict();
    const before = writes();
    const killed = await runAction(
      scenario.runOptions({
        run: {
          env,
          onSpawn: (child) =>
            void until(() => writes() - before >= count || child.exitCode !== null).then(() => child.kill('SIGKILL')),
        },
      }),
    );
    assert.equal(killed.signal, 'SIGKILL', `${count}: ${killed.log.text}`);
    const again = await scenario.night({ run: { env } });
    assert.equal(again.exitCode, 0, again.log.text);
    assert.deepEqual(stored(server), right, `killed after ${count} writes`);
  }
});

test('a cancelled run gives up its uploads within seconds, and leaves nothing visible of them', async (t) => {
  const { server, scenario, env } = await setUp(t, {}, { resources: 'audit_logs', 'partition-by': 'month' });
  server.fault('never-answer', { operation: 'PutObject', times: 1 });
  const result = await runAction(
    scenario.runOptions({
      run: {
        env,
        onSpawn: (child) =>
          void until(() => server.requests.some(({ method }) => method === 'PUT')).then(() => child.kill('SIGTERM')),
      },
    }),
  );
  assert.equal(result.exitCode, 128 + 15, result.log.text);
  assert.match(result.log.text, /Stopped by SIGTERM/);
  assert.deepEqual(stored(server), {});
  const again = await scenario.night({ run: { env } });
  assert.equal(again.exitCode, 0, again.log.text);
  assert.deepEqual(stored(server), await expected(t, { resources: 'audit_logs', 'partition-by': 'month' }));
});

test('a cancelled run tells the store to forget the parts of a file that is not finished', async (t) => {
  const inputs = { resources: 'audit_logs', 'partition-by': 'month', 'start-date': '2026-02-01' };
  const size = { ...SMALL, auditEvents: 30_000, days: 20 };
  const { server, scenario, env } = await setUp(t, {}, inputs, size);
  server.fault('never-answer', { operation: 'UploadPart', times: 9 });
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    const seen = server.requests.length;
    const hasPart = () => server.requests.slice(seen).some(({ operation }) => operation === 'UploadPart');
    const onSpawn = (child: ChildProcess) => void until(hasPart).then(() => child.kill(signal));
    const result = await runAction(scenario.runOptions({ run: { env, onSpawn } }));
    assert.equal(result.exitCode, code, result.log.text);
    assert.deepEqual(server.openUploads(), []);
    assert.ok(server.requests.slice(seen).some(({ operation }) => operation === 'AbortMultipartUpload'));
  }
  // The file of March is small and may be whole by then.
  assert.ok(![...server.objects('exports').keys()].some((key) => key.includes('month=2026-02')));
});

test('of a long export that dies, what its manifest was saved with is not read again', async (t) => {
  const inputs = { resources: 'audit_logs', 'partition-by': 'hour', 'start-date': '2026-01-21' };
  const { server, scenario, env } = await setUp(t, {}, inputs, { ...SMALL, auditEvents: 4000, days: 40 });
  const writes = () => server.requests.filter(({ operation }) => operation === 'PutObject').length;
  const onSpawn = (child: ChildProcess) => void until(() => writes() >= 560).then(() => child.kill('SIGKILL'));
  const killed = await runAction(scenario.runOptions({ run: { env, onSpawn } }));
  assert.equal(killed.signal, 'SIGKILL');
  const { ranges, entries } = JSON.parse(stored(server)['_manifests/audit_logs.json'] ?? '{}');
  assert.ok(entries.length >= 500, `${entries?.length} periods were saved`);
  const again = await scenario.night({ run: { env } });
  assert.equal(again.exitCode, 0, again.log.text);
  const begins = again.requests.flatMap(({ query }) => new URLSearchParams(query).get('effective_at[gte]') ?? []);
  const saved = Date.parse(ranges[0][1]) / 1000;
  assert.ok(
    begins.every((begin) => Number(begin) >= saved),
    `${begins} before ${saved}`,
  );
  const truth = scenario.simulator.truth.events(Date.parse('2026-01-21') / 1000, scenario.simulator.clock.now());
  const rows = Object.entries(stored(server)).flatMap(([path, text]) => (path.endsWith('.jsonl') ? linesOf(text) : []));
  assert.deepEqual(rows.sort(), truth.sort());
});

test('credentials that end during a run stop it with one error; what was published stays, and the next run carries on', async (t) => {
  const { server, scenario } = await setUp(t);
  const session = server.issueSession(Date.now() + 3_600_000);
  const writes = () => server.requests.filter(({ method, status }) => method === 'PUT' && status === 200).length;
  const run = {
    env: server.environment(session),
    onSpawn: () => {
      void until(() => writes() >= 6).then(() => server.removeKey(session.accessKeyId));
    },
  };
  const night = await scenario.night({ run });
  assert.equal(night.exitCode, 1, night.log.text);
  const [first, ...others] = errors(night);
  assert.match(first ?? '', /check the credentials/);
  for (const other of others) assert.match(other, /Not finished: the destination takes nothing any more/);
  assert.ok(Object.keys(stored(server)).length >= 6);
  const again = await scenario.night({ run: { env: server.environment() } });
  assert.equal(again.exitCode, 0, again.log.text);
  assert.deepEqual(stored(server), await expected(t));
});

test('a role is taken on again before its session ends, so that a long run does not run out', async (t) => {
  const oidc = await startOidcServer();
  // Shorter than the time before the end at which the SDK renews: each request asks for a new session.
  const server = await startS3Server({
    now: () => Date.parse(START),
    sts: { checkToken: () => 'valid', lifetimeSeconds: 60 },
  });
  t.after(() => Promise.all([oidc.close(), server.close()]));
  server.createBucket('exports');
  const options = { endpoint: server.url, 'path-style': true, role: 'arn:aws:iam::111122223333:role/exporter' };
  const scenario = await startScenario(t, {
    ...INPUTS,
    destination: DESTINATION,
    config: JSON.stringify({ 'destination-options': options }),
  });
  const night = await scenario.night({ run: { env: { ...server.environment('none'), ...oidc.environment() } } });
  assert.equal(night.exitCode, 0, night.log.text);
  assert.ok(server.stsRequests.length > 1, 'more than one session');
  assert.ok(oidc.audiences.every((audience) => audience === 'sts.amazonaws.com'));
  const tokens = server.stsRequests.map(({ token }) => token);
  for (const token of tokens) assert.ok(night.log.masks.includes(token), 'the token is masked');
  assert.deepEqual(stored(server), await expected(t));
});

test('missing credentials are one error before any request to the API', async (t) => {
  const { scenario, server } = await setUp(t);
  const night = await scenario.night({ run: { env: server.environment('none') } });
  assert.equal(night.exitCode, 1);
  assert.equal(errors(night).length, 1);
  assert.match(errors(night)[0] ?? '', /Looked for AWS_ACCESS_KEY_ID[\s\S]*permissions:\s+id-token: write/);
  assert.deepEqual(night.requests, []);
});

test('a bucket that is not there is one error', async (t) => {
  const { night } = await setUp(t, {}, { destination: 's3://missing/audit' });
  const result = await night();
  assert.equal(result.exitCode, 1);
  assert.deepEqual(
    errors(result).map((text) => text.replace(/request-\d+/, 'request')),
    [
      'Failed to read _manifests/audit_logs.json in the store s3://missing/audit: The specified bucket does not exist (NoSuchBucket, 404, request request). Create it, or correct `destination`. See docs/troubleshooting.md#bucket-missing',
    ],
  );
});

test('a manifest that cannot be read fails its resource, and never passes for a first run', async (t) => {
  const { server, night } = await setUp(t);
  assert.equal((await night()).exitCode, 0);
  const before = stored(server);
  server.fault('access-denied', { operation: 'GetObject', key: 'audit/_manifests/users.json', times: 9 });
  const second = await night();
  assert.equal(second.exitCode, 1);
  assert.equal(second.outputs['failed-resources'], 'users');
  assert.equal(second.outputs.status, 'partial');
  assert.deepEqual(stored(server), before);
});

test('a store that refuses to replace says what to set', async (t) => {
  const { server, scenario, env } = await setUp(t);
  server.createBucket('exports', { worm: true, retainSeconds: 1e9 });
  assert.equal((await scenario.night({ run: { env } })).exitCode, 0);
  const second = await scenario.night({ at: '2026-03-03T04:17:00Z', run: { env } });
  assert.equal(second.exitCode, 1);
  const messages = errors(second);
  assert.equal(
    messages.filter((text) => /settled-only: true, manifest-prefix/.test(text)).length,
    1,
    messages.join('\n'),
  );
});

test('no secret of a store is printed, also where everything is refused', async (t) => {
  const { server, scenario } = await setUp(t);
  const key = { ...server.credentials, secretAccessKey: 'fake-secret-that-is-wrong' };
  const night = await scenario.night({ run: { env: { ...server.environment(key), RUNNER_DEBUG: '1' } } });
  assert.equal(night.exitCode, 1);
  assert.ok(!`${night.stdout}${night.stderr}`.includes(key.secretAccessKey));
});
