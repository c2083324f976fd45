import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { localCertificate } from '../servers/certificate.ts';
import { refusals } from '../servers/entra/refusals.ts';
import { AUDIENCE, CLIENT, claimsOf, type EntraServer, TENANT } from '../servers/entra-server.ts';
import { errorOf, signInStand, startSecureStore } from './azure-night.ts';

const APPLICATION = { 'tenant-id': TENANT, 'client-id': CLIENT };
const EXPORTED = ['_manifests/projects.json', '_manifests/users.json', 'projects/projects.jsonl', 'users/users.jsonl'];

const store = await startSecureStore({ after });

test("the workflow's own identity token opens the container, without a login step and without a key", async (t) => {
  const { entra, oidc, run, blobs } = await signInStand(t, store);
  const { exitCode, log } = await run(APPLICATION, oidc.environment());
  assert.equal(exitCode, 0, log.text);
  assert.deepEqual(await blobs(), EXPORTED);
  assert.deepEqual(entra.requests, [`POST login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`]);
  const [form] = entra.forms;
  const { grant_type, client_id, client_assertion_type, scope, client_secret } = Object.fromEntries(form ?? []);
  assert.deepEqual([grant_type, client_id, client_secret], ['client_credentials', CLIENT, undefined]);
  assert.equal(scope, 'https://storage.azure.com/.default');
  assert.equal(client_assertion_type, 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
  assert.deepEqual([...new Set(oidc.audiences)], [AUDIENCE]);
  const assertion = form?.get('client_assertion') ?? '';
  assert.equal(claimsOf(assertion).aud, AUDIENCE);
  assert.ok(log.masks.includes(assertion));
  for (const token of [assertion, ...entra.tokens]) assert.ok(!log.text.includes(token));
});

test('a token near its end is renewed in the run, by a new identity token each time', async (t) => {
  const { entra, oidc, run, blobs } = await signInStand(t, store, { lifetimeSeconds: 1 });
  const { exitCode, log } = await run(APPLICATION, oidc.environment());
  assert.equal(exitCode, 0, log.text);
  assert.deepEqual(await blobs(), EXPORTED);
  assert.ok(entra.tokens.length > 3, `${entra.tokens.length} tokens`);
  const assertions = entra.forms.map((form) => claimsOf(form.get('client_assertion') ?? '').jti);
  assert.equal(new Set(assertions).size, assertions.length);
});

for (const [name, options, claims, expected] of [
  [
    'an unknown tenant',
    { 'tenant-id': 'other.example' },
    {},
    /AADSTS90002: Tenant 'other\.example' not found[\s\S]*Check `tenant-id`/,
  ],
  [
    'an unknown application',
    { 'client-id': 'other' },
    {},
    /AADSTS700016: Application with identifier 'other' was not found[\s\S]*`client-id` is the application \(client\) ID, not the object ID/,
  ],
  [
    'another subject',
    {},
    { sub: 'repo:octo-org/audit:environment:prod' },
    /AADSTS700213: [\s\S]*'repo:octo-org\/audit:environment:prod'[\s\S]*a federated credential with exactly this subject/,
  ],
] as const) {
  test(`${name} is one error in Microsoft's words, with what to look at`, async (t) => {
    const { entra, oidc, run, blobs } = await signInStand(t, store, {}, { claims });
    const message = errorOf(await run({ ...APPLICATION, ...options }, oidc.environment()));
    assert.match(message, expected);
    assert.match(message, /check the credentials[\s\S]*docs\/destinations\/azure\.md/);
    assert.doesNotMatch(message, /Trace ID|Correlation|Timestamp|Error\(s\)/);
    assert.ok(entra.forms.length <= 1, `${entra.forms.length} requests`);
    assert.deepEqual(await blobs(), []);
  });
}

test('an identity token that Microsoft no longer takes is told as expired', async (t) => {
  const { oidc, run } = await signInStand(t, store, {}, { claims: { validSeconds: -60 } });
  const message = errorOf(await run(APPLICATION, oidc.environment()));
  assert.match(message, /AADSTS700024: Client assertion is not within its valid time range/);
  assert.match(message, /no longer valid and could not be renewed/);
});

test('the older words for a missing federated credential are understood too', async (t) => {
  const { oidc, run } = await signInStand(t, store, { refusal: refusals.noRecord('repo:octo-org/audit', AUDIENCE) });
  const message = errorOf(await run(APPLICATION, oidc.environment()));
  assert.match(
    message,
    /AADSTS70021: [\s\S]*'repo:octo-org\/audit'[\s\S]*federated credential with exactly this subject/,
  );
});

test('a job without `id-token: write` is told to add it', async (t) => {
  const { entra, run } = await signInStand(t, store);
  const message = errorOf(await run(APPLICATION));
  assert.match(message, /may not ask for an identity token: add `id-token: write` to its `permissions`/);
  assert.deepEqual(entra.requests, []);
});

test('no identity token from GitHub is told with its status', async (t) => {
  const { oidc, run } = await signInStand(t, store);
  oidc.fault(503);
  assert.match(errorOf(await run(APPLICATION, oidc.environment())), /GitHub gave no identity token for .*: status 503/);
});

test('a sign-in that cannot be reached is tried again for some seconds, and then told as that', async (t) => {
  const { oidc, run } = await signInStand(t, store, { broken: true });
  const result = await run(APPLICATION, oidc.environment());
  assert.match(errorOf(result), /Microsoft's sign-in could not be reached\. Check the address/);
  assert.ok(result.durationMs < 15_000, `${result.durationMs} ms`);
});

test('a token that the store no longer takes is told as expired', async (t) => {
  const { oidc, run } = await signInStand(t, store, { validSeconds: -60 });
  const message = errorOf(await run(APPLICATION, oidc.environment()));
  assert.match(message, /The token is expired|Lifetime validation failed/);
  assert.match(message, /no longer valid and could not be renewed/);
});

test('a sign-in that no longer works when a token ends is one error, and no crash', async (t) => {
  const { entra, oidc, run } = await signInStand(t, store, { lifetimeSeconds: 1 });
  afterTokens(entra, 1, () => {
    entra.settings.refusal = refusals.otherSubject('repo:octo-org/audit');
  });
  const message = errorOf(await run(APPLICATION, oidc.environment()));
  assert.match(message, /AADSTS700213[\s\S]*no longer valid and could not be renewed/);
});

test('a sign-in that does not answer for a while costs nothing as long as the token lasts', async (t) => {
  const { entra, oidc, run, blobs } = await signInStand(t, store, { lifetimeSeconds: 100 });
  afterTokens(entra, 1, () => {
    entra.settings.refusal = refusals.otherSubject('repo:octo-org/audit');
  });
  const { exitCode, log } = await run(APPLICATION, oidc.environment());
  assert.equal(exitCode, 0, log.text);
  assert.deepEqual(await blobs(), EXPORTED);
  // One that gave a token, and one that did not; then there is a pause.
  assert.equal(entra.forms.length, 2);
});

test('a storage account of another tenant is told as that', async (t) => {
  const { certificate, key } = await localCertificate(t);
  const challenge = `Bearer authorization_uri=https://login.microsoftonline.com/99999999-2222-3333-4444-555555555555/oauth2/authorize resource_id=https://storage.azure.com`;
  const foreign = createServer({ cert: await readFile(certificate), key: await readFile(key) }, (request, response) => {
    request.resume();
    const headers = { 'www-authenticate': challenge, 'x-ms-error-code': 'InvalidAuthenticationInfo' };
    response.writeHead(401, headers).end();
  });
  await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
  t.after(() => foreign.close());
  const { oidc, run } = await signInStand(t, { azurite: store.azurite, certificate });
  const destination = `https://127.0.0.1:${(foreign.address() as AddressInfo).port}/account/exports`;
  const message = errorOf(await run(APPLICATION, { ...oidc.environment(), INPUT_DESTINATION: destination }));
  assert.match(message, /belongs to the tenant 99999999-2222-3333-4444-555555555555/);
});

/** Does something as soon as so many tokens were given. */
function afterTokens({ tokens }: EntraServer, count: number, work: () => void): void {
  const push = tokens.push.bind(tokens);
  tokens.push = (...given) => {
    const length = push(...given);
    if (length === count) work();
    return length;
  };
}
