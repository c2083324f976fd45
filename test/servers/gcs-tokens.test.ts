import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { Storage, type StorageOptions } from '@google-cloud/storage';
import { IdentityPoolClient } from 'google-auth-library';
import { redirectGoogleHosts } from './gcs/google-hosts.ts';
import { loopbackOptions, refusalOf } from './gcs/sdk.ts';
import { FAKE_AUDIENCE, type GcsOptions, type GcsServer, startGcsServer } from './gcs-server.ts';

const START = Date.UTC(2026, 0, 1);

/** A server whose clock, and that of the SDK, stands still until the test moves it on. */
async function start(context: TestContext, options: GcsOptions = {}): Promise<GcsServer> {
  context.mock.timers.enable({ apis: ['Date'], now: START });
  const server = await startGcsServer(options);
  context.after(() => server.close());
  server.createBucket('fake-bucket');
  return server;
}

function withCredentialFile(context: TestContext, content: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'gcs-credentials-'));
  const path = join(folder, 'gha-creds-fake.json');
  writeFileSync(path, content);
  process.env.GOOGLE_APPLICATION_CREDENTIALS = path;
  context.after(() => {
    delete process.env.GOOGLE_APPLICATION_CREDENTIALS;
    rmSync(folder, { recursive: true });
  });
}

function save(storage: Storage, content: string, resumable = false): Promise<void> {
  return storage.bucket('fake-bucket').file('object').save(content, { resumable });
}

function operations({ requests }: GcsServer): string[] {
  return requests.map(({ operation, status }) => `${operation} ${status}`);
}

function poolClient(server: GcsServer, tokens: string[], impersonate: boolean): IdentityPoolClient {
  const { service_account_impersonation_url } = JSON.parse(server.externalAccountJson());
  return new IdentityPoolClient({
    type: 'external_account',
    audience: FAKE_AUDIENCE,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: `${server.url}/v1/token`,
    ...(impersonate && { service_account_impersonation_url }),
    subject_token_supplier: { getSubjectToken: async () => tokens.shift() ?? 'none left' },
    scopes: ['https://www.googleapis.com/auth/devstorage.read_write'],
  });
}

test("a service account's key file gets a token, and a new one when that is old", async (context) => {
  const server = await start(context, { tokenLifetimeSeconds: 600 });
  withCredentialFile(context, server.serviceAccountJson());
  const { universeDomain: _, ...options } = loopbackOptions(server);
  const clientOptions = { transporterOptions: { fetchImplementation: server.fetch } };
  const storage = new Storage({ ...options, clientOptions } as StorageOptions);
  await save(storage, 'one');
  await save(storage, 'two');
  assert.deepEqual(operations(server), ['token 200', 'insert 200', 'insert 200']);
  context.mock.timers.setTime(START + 600_000);
  await save(storage, 'three');
  assert.deepEqual(operations(server).slice(3), ['token 200', 'insert 200']);
  assert.equal(server.object('fake-bucket', 'object')?.toString(), 'three');
});

test("a service account's key file serves for signed tokens without an exchange", async (context) => {
  const server = await start(context);
  withCredentialFile(context, server.serviceAccountJson());
  await save(new Storage(loopbackOptions(server)), 'one', true);
  assert.deepEqual(operations(server), ['resumable-start 200', 'resumable-put 200']);
});

test('a signed token is refused for its signature, its holder and its times', async (context) => {
  let now = START;
  const server = await start(context, { now: () => now });
  const other = await startGcsServer();
  context.after(() => other.close());
  const { universeDomain: _, ...options } = loopbackOptions(server);
  const clientOptions = { transporterOptions: { fetchImplementation: server.fetch } };
  const refusal = async (json: string) => {
    const credentials = JSON.parse(json);
    const storage = new Storage({ ...options, clientOptions, credentials } as StorageOptions);
    return (await refusalOf(save(storage, 'x'))).message;
  };
  assert.match(await refusal(other.serviceAccountJson()), /Invalid JWT Signature/);
  const key = JSON.parse(server.serviceAccountJson());
  assert.match(await refusal(JSON.stringify({ ...key, client_email: 'other@fake' })), /account not found/);
  now = START - 600_000;
  assert.match(await refusal(JSON.stringify(key)), /reasonable timeframe/);
  now = START + 3_600_000;
  assert.match(await refusal(JSON.stringify(key)), /reasonable timeframe/);
});

test('a credential file of workload identity federation goes three steps', async (context) => {
  const server = await start(context, { tokenLifetimeSeconds: 600 });
  withCredentialFile(context, server.externalAccountJson());
  const storage = new Storage(loopbackOptions(server));
  await save(storage, 'one', true);
  const steps = ['oidc 200', 'sts 200', 'impersonate 200', 'resumable-start 200', 'resumable-put 200'];
  assert.deepEqual(operations(server), steps);
  assert.equal(server.requests[1]?.form?.audience, FAKE_AUDIENCE);
  context.mock.timers.setTime(START + 600_000);
  await save(storage, 'two');
  assert.deepEqual(operations(server).slice(5), ['oidc 200', 'sts 200', 'impersonate 200', 'insert 200']);
});

test('a credential file without a service account acts in its own name', async (context) => {
  const server = await start(context, { federatedPermissions: ['get'] });
  withCredentialFile(context, server.externalAccountJson({ impersonate: false }));
  const refusal = await refusalOf(save(new Storage(loopbackOptions(server)), 'one'));
  assert.deepEqual([refusal.code, refusal.reason], [403, 'forbidden']);
  assert.match(refusal.message, /^principal:.*fake-pool.* does not have storage\.objects\.create access/);
  assert.deepEqual(operations(server), ['oidc 200', 'sts 200', 'insert 403']);
});

test('a supplier of subject tokens is asked for a new one each time', async (context) => {
  const seen: string[] = [];
  const checkSubjectToken = async (token: string) => {
    seen.push(token);
    return token.startsWith('good') ? undefined : 'The subject token has expired.';
  };
  const server = await start(context, { checkSubjectToken, audience: FAKE_AUDIENCE, tokenLifetimeSeconds: 600 });
  for (const impersonate of [false, true]) {
    const authClient = poolClient(server, ['good 1', 'good 2', 'bad'], impersonate);
    const storage = new Storage({ ...loopbackOptions(server), authClient });
    await save(storage, 'one');
    await save(storage, 'two', true);
    context.mock.timers.setTime(Date.now() + 600_000);
    await save(storage, 'three', true);
    context.mock.timers.setTime(Date.now() + 600_000);
    assert.match((await refusalOf(save(storage, 'four'))).message, /The subject token has expired/);
  }
  assert.deepEqual(seen, ['good 1', 'good 2', 'bad', 'good 1', 'good 2', 'bad']);
});

test('the token exchange knows its audience, and impersonation its account', async (context) => {
  const server = await start(context, { audience: 'other', checkSubjectToken: () => undefined });
  const storage = new Storage({ ...loopbackOptions(server), authClient: poolClient(server, ['x'], false) });
  assert.match((await refusalOf(save(storage, 'x'))).message, /invalid_target/);
  const path = '/v1/projects/-/serviceAccounts/other@fake.iam.gserviceaccount.com:generateAccessToken';
  const impersonate = (token: string) =>
    fetch(`${server.url}${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: '{}' });
  assert.equal((await impersonate('unknown')).status, 401);
  assert.equal((await impersonate(server.issueToken({ federated: true }))).status, 403);
});

test('a token that the service has forgotten is renewed only by the next process', async (context) => {
  const server = await start(context);
  withCredentialFile(context, server.externalAccountJson());
  const storage = new Storage(loopbackOptions(server));
  await save(storage, 'one');
  server.revokeTokens();
  assert.equal((await refusalOf(save(storage, 'two'))).code, 401);
  await save(new Storage(loopbackOptions(server)), 'two');
});

test('with Google itself on loopback the SDK needs no option', async (context) => {
  const server = await start(context);
  context.after(redirectGoogleHosts(server.url));
  withCredentialFile(context, server.serviceAccountJson());
  await save(new Storage(), 'one', true);
  await save(new Storage(), 'two');
  const steps = ['token 200', 'resumable-start 200', 'resumable-put 200', 'token 200', 'insert 200'];
  assert.deepEqual(operations(server), steps);
  assert.ok(server.requests.slice(1, 3).every(({ headers }) => headers.authorization !== undefined));
});

test('a child process takes the server for Google by its environment', async (context) => {
  const server = await startGcsServer();
  context.after(() => server.close());
  server.createBucket('fake-bucket');
  withCredentialFile(context, server.serviceAccountJson());
  const program = `import { Storage } from '@google-cloud/storage';
    await new Storage().bucket('fake-bucket').file('object').save('from a child');`;
  const { GOOGLE_APPLICATION_CREDENTIALS } = process.env;
  const env = { PATH: process.env.PATH, GOOGLE_APPLICATION_CREDENTIALS, ...server.googleHostsEnvironment() };
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], { env });
  assert.equal(server.object('fake-bucket', 'object')?.toString(), 'from a child');
});
