import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { temporaryFolder } from '../harness/workspace.ts';
import { AUDIENCE, accessToken, CLIENT, identityToken, TENANT } from '../servers/entra-server.ts';
import { errorOf, signInStand, startSecureStore } from './azure-night.ts';

const EXPORTED = ['_manifests/projects.json', '_manifests/users.json', 'projects/projects.jsonl', 'users/users.jsonl'];
/** How the az command line says that nobody has logged in; on a hosted runner that takes it a second. */
const LOGGED_OUT = `/bin/sleep 1; echo "ERROR: Please run 'az login' to setup account." >&2; exit 1`;
/** PowerShell is there on hosted runners, and slow. */
const SLOW_POWERSHELL = `/bin/sleep 3; echo "Run Connect-AzAccount to login" >&2; exit 1`;
const APPLICATION = { AZURE_TENANT_ID: TENANT, AZURE_CLIENT_ID: CLIENT };

const store = await startSecureStore({ after });

/** An az command line that is logged in and writes down what it was asked. */
async function loggedIn(
  t: TestContext,
  validSeconds = 3600,
): Promise<{ script: string; calls: () => Promise<string> }> {
  const file = join(await temporaryFolder(t, 'az-calls'), 'calls');
  await writeFile(file, '');
  const expires = Math.floor(Date.now() / 1000) + validSeconds;
  const answer = { accessToken: accessToken(3600), expires_on: expires, subscription: 'x', tokenType: 'Bearer' };
  return {
    script: `echo "$@" >> '${file}'\necho '${JSON.stringify(answer)}'`,
    calls: () => readFile(file, 'utf8'),
  };
}

test('after azure/login, the az command line is asked once, and before the machine itself', async (t) => {
  for (const metadata of ['silent', 'not-found', 'no-identity', 'identity'] as const) {
    const { entra, install, run, blobs } = await signInStand(t, store, { metadata });
    const az = await loggedIn(t);
    await install('az', az.script);
    const result = await run();
    assert.equal(result.exitCode, 0, result.log.text);
    assert.deepEqual(await blobs(), EXPORTED);
    assert.equal(await az.calls(), 'account get-access-token --output json --resource https://storage.azure.com\n');
    assert.deepEqual(entra.requests, []);
  }
});

test('a login of the command line that ends midway is told as expired', async (t) => {
  const { install, run, bin } = await signInStand(t, store);
  const az = await loggedIn(t, 1);
  await install('az', `if [ -e '${bin}/once' ]; then ${LOGGED_OUT}; fi; : > '${bin}/once'; ${az.script}`);
  const message = errorOf(await run());
  assert.match(message, /Please run 'az login'[\s\S]*no longer valid and could not be renewed/);
});

test('where nobody has signed in, one error says so within seconds, whatever the machine is', async (t) => {
  for (const [metadata, machine] of [
    ['silent', /managed identity: Attempted to use the IMDS endpoint, but it is not available/],
    ['not-found', /managed identity: /],
    ['no-identity', /managed identity: Identity not found/],
  ] as const) {
    const { install, run } = await signInStand(t, store, { metadata });
    await install('az', LOGGED_OUT);
    await install('pwsh', SLOW_POWERSHELL);
    const result = await run();
    const message = errorOf(result);
    assert.match(message, /no sign-in to Azure was found: Please run 'az login'/);
    assert.match(message, machine);
    assert.match(message, /Looked for AZURE_STORAGE_CONNECTION_STRING[\s\S]*uses: azure\/login/);
    t.diagnostic(`${metadata}: ${Math.round(result.durationMs)} ms`);
    assert.ok(result.durationMs < 15_000, `${metadata}: ${result.durationMs} ms`);
  }
});

test('no program at all is told as that', async (t) => {
  const { run } = await signInStand(t, store);
  assert.match(errorOf(await run()), /Azure CLI could not be found; Azure Developer CLI couldn't be found; managed/);
});

test('azd, where it is what has logged in', async (t) => {
  const { install, run, blobs } = await signInStand(t, store);
  const answer = { token: accessToken(3600), expiresOn: new Date(Date.now() + 3_600_000).toISOString() };
  await install('azd', `echo '${JSON.stringify(answer)}'`);
  const result = await run();
  assert.equal(result.exitCode, 0, result.log.text);
  assert.deepEqual(await blobs(), EXPORTED);
});

test('the managed identity of a self-hosted runner', async (t) => {
  const { entra, install, run, blobs } = await signInStand(t, store, { metadata: 'identity' });
  await install('az', LOGGED_OUT);
  const result = await run();
  assert.equal(result.exitCode, 0, result.log.text);
  assert.deepEqual(await blobs(), EXPORTED);
  assert.equal(entra.tokens.length, 1);
});

test('a workload identity of Kubernetes, by the token in its file', async (t) => {
  const { entra, run, blobs } = await signInStand(t, store);
  const file = join(await temporaryFolder(t, 'workload'), 'token');
  await writeFile(file, identityToken(AUDIENCE));
  const result = await run({}, { ...APPLICATION, AZURE_FEDERATED_TOKEN_FILE: file });
  assert.equal(result.exitCode, 0, result.log.text);
  assert.deepEqual(await blobs(), EXPORTED);
  assert.equal(entra.forms.length, 1);
});

test("an application's secret comes first, is masked, and one that is wrong ends the run", async (t) => {
  const { entra, install, run, blobs } = await signInStand(t, store);
  await install('az', 'exit 1');
  const result = await run({}, { ...APPLICATION, AZURE_CLIENT_SECRET: entra.secret });
  assert.equal(result.exitCode, 0, result.log.text);
  assert.deepEqual(await blobs(), EXPORTED);
  assert.ok(result.log.masks.includes(entra.secret));
  assert.ok(!result.log.text.includes(entra.secret));
  const wrong = 'fake~but~wrong~secret';
  const message = errorOf(await run({}, { ...APPLICATION, AZURE_CLIENT_SECRET: wrong }));
  assert.match(message, /AADSTS7000215: Invalid client secret provided[\s\S]*Check AZURE_CLIENT_SECRET\./);
  assert.ok(!message.includes(wrong));
});

test("`AZURE_TOKEN_CREDENTIALS` brings the SDK's own chain back, and a value that it does not know is told", async (t) => {
  const { install, run, blobs } = await signInStand(t, store);
  const az = await loggedIn(t);
  await install('az', az.script);
  const result = await run({}, { AZURE_TOKEN_CREDENTIALS: 'AzureCliCredential' });
  assert.equal(result.exitCode, 0, result.log.text);
  assert.deepEqual(await blobs(), EXPORTED);
  const message = errorOf(await run({}, { AZURE_TOKEN_CREDENTIALS: 'az' }));
  assert.match(message, /Invalid value for AZURE_TOKEN_CREDENTIALS = az/);
});

test('a tenant that cannot be one is an error like any other', async (t) => {
  const { run } = await signInStand(t, store);
  const env = { ...APPLICATION, AZURE_TENANT_ID: 'my tenant', AZURE_CLIENT_SECRET: 'fake' };
  assert.match(errorOf(await run({}, env)), /Invalid tenant id provided/);
});
