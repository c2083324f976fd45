import assert from 'node:assert/strict';
import { after, type TestContext, test } from 'node:test';
import {
  BlobServiceClient,
  ContainerSASPermissions,
  generateBlobSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { startAzurite } from '../servers/azurite.ts';
import { errorOf } from './azure-night.ts';
import { type Night, startScenario } from './scenario.ts';

const azurite = await startAzurite();
after(() => azurite.stop());
const sharedKey = new StorageSharedKeyCredential(azurite.account, azurite.key);
const service = new BlobServiceClient(azurite.url, sharedKey);
await service.createContainer('manifests');
const CONTAINER = `${azurite.url}/${azurite.container}`;
const IN_AN_HOUR = new Date(Date.now() + 3_600_000);

/** The query of a signature; always one whose text differs from its encoded form. */
function signature(given: { container?: string; permissions?: string; until?: Date } = {}): string {
  const { container = azurite.container, permissions = 'rcwdl', until = IN_AN_HOUR } = given;
  for (let second = 0; ; second += 1) {
    const expiresOn = new Date(until.getTime() - second * 1000);
    const settings = { containerName: container, permissions: ContainerSASPermissions.parse(permissions), expiresOn };
    const query = generateBlobSASQueryParameters(settings, sharedKey).toString();
    if (/sig=[^&]*%2[BF]/.test(query)) return query;
  }
}

/** A secret as it is written in a URL and as it is. */
function formsOf(secret: string): string[] {
  const given = /sig=([^&]+)/.exec(secret)?.[1] ?? secret;
  return [given, decodeURIComponent(given), given.toLowerCase()];
}

interface Way {
  destination: string;
  env?: Record<string, string>;
  options?: Record<string, unknown>;
  secrets: string[];
}

/** A night with debug lines, and what it left in the cache. */
async function nightOf(t: TestContext, way: Way): Promise<{ night: Night; cached: string[] }> {
  const { destination, env = {}, options = {} } = way;
  const inputs = { resources: 'users,audit_logs', 'start-date': '2026-02-25', destination };
  const scenario = await startScenario(t, {
    ...inputs,
    config: JSON.stringify({ retries: 0, 'destination-options': options }),
  });
  const night = await scenario.night({ run: { env: { RUNNER_DEBUG: '1', ...env } } });
  const entries = scenario.cache.entries();
  const contents = await Promise.all(entries.map(({ key }) => scenario.cache.contents(key)));
  return { night, cached: [JSON.stringify(entries), ...contents.map((content) => JSON.stringify(content))] };
}

/** Nothing that a run leaves behind holds a piece of a secret, and everything that the runner prints is masked. */
async function assertSecret(night: Night, cached: string[], secrets: string[]): Promise<void> {
  const printed = (night.stdout + night.stderr).replaceAll(/^::add-mask::.*$/gm, '');
  const { outputs, state, exportedVariables, summary, after: workspace } = night;
  const left = [
    printed,
    summary,
    JSON.stringify([outputs, state, exportedVariables, workspace]),
    ...cached,
    ...(await stored()),
  ];
  for (const secret of secrets) {
    for (const form of formsOf(secret)) {
      const [before, middle] = [form.slice(0, 12), form.slice(12, 24)];
      for (const text of left) assert.ok(!text.includes(before) && !text.includes(middle), `${form} in ${text}`);
    }
    for (const form of formsOf(secret).slice(0, 2)) assert.ok(night.log.masks.includes(form), `${form} is not masked`);
  }
}

/** Contents and names of everything in the store. */
async function stored(): Promise<string[]> {
  const found: string[] = [];
  for (const name of [azurite.container, 'manifests']) {
    const container = service.getContainerClient(name);
    for await (const blob of container.listBlobsFlat()) {
      found.push(blob.name, (await container.getBlobClient(blob.name).downloadToBuffer()).toString());
    }
  }
  return found;
}

const sas = signature();
const manifestSas = signature({ container: 'manifests' });
const ways: Record<string, Way> = {
  'AZURE_STORAGE_ACCOUNT and AZURE_STORAGE_KEY': {
    destination: `${CONTAINER}/key`,
    env: { AZURE_STORAGE_ACCOUNT: azurite.account, AZURE_STORAGE_KEY: azurite.key },
    secrets: [azurite.key],
  },
  'AZURE_STORAGE_KEY for the account in the URL': {
    destination: `${CONTAINER}/key-alone`,
    env: { AZURE_STORAGE_ACCOUNT: '', AZURE_STORAGE_KEY: azurite.key },
    secrets: [azurite.key],
  },
  AZURE_STORAGE_CONNECTION_STRING: {
    destination: `az://${azurite.container}/connection-string`,
    env: { AZURE_STORAGE_CONNECTION_STRING: azurite.connectionString },
    secrets: [azurite.key],
  },
  'a signature in AZURE_STORAGE_CONNECTION_STRING': {
    destination: `az://${azurite.container}/sas-in-connection-string`,
    env: { AZURE_STORAGE_CONNECTION_STRING: `BlobEndpoint=${azurite.url}/;SharedAccessSignature=${sas}` },
    secrets: [sas],
  },
  AZURE_STORAGE_SAS_TOKEN: {
    destination: `${CONTAINER}/sas`,
    env: { AZURE_STORAGE_SAS_TOKEN: `?${sas}` },
    secrets: [sas],
  },
  'a signature in the URL': { destination: `${CONTAINER}/sas-in-url?${sas}`, secrets: [sas] },
  'a signature behind az://': {
    destination: `az://${azurite.container}/sas-behind-az?${sas}`,
    env: { AZURE_STORAGE_CONNECTION_STRING: `BlobEndpoint=${azurite.url}` },
    secrets: [sas],
  },
  'a signature in the URL, and one in that of the manifests': {
    destination: `${CONTAINER}/apart?${sas}`,
    options: { 'manifest-prefix': `${azurite.url}/manifests/apart?${manifestSas}` },
    secrets: [sas, manifestSas],
  },
};

for (const [name, way] of Object.entries(ways)) {
  test(`exports with ${name}, and tells nobody the secret`, async (t) => {
    const { night, cached } = await nightOf(t, way);
    assert.equal(night.exitCode, 0, night.log.text);
    assert.ok(cached.length > 1 && night.log.debug.length > 0);
    const [place = ''] = way.destination.replace('az:/', azurite.url).split('?');
    assert.equal(
      night.outputs.manifest,
      way.options ? `${azurite.url}/manifests/apart/_manifests` : `${place}/_manifests`,
    );
    const prefix = place.slice(CONTAINER.length + 1);
    assert.ok((await stored()).includes(`${prefix}/users/users.jsonl`));
    await assertSecret(night, cached, way.secrets);
  });
}

const damaged = sas.replace(/sig=.{6}/, 'sig=AAAAAA');
const past = signature({ until: new Date('2026-03-01T00:00:00Z') });
const wrongKey = Buffer.alloc(64, 'k').toString('base64');
const refusals: Record<string, Way & { expected: RegExp }> = {
  'a wrong key': {
    destination: `${CONTAINER}/wrong`,
    env: { AZURE_STORAGE_ACCOUNT: azurite.account, AZURE_STORAGE_KEY: wrongKey },
    secrets: [wrongKey],
    expected: /\(AuthorizationFailure, 403\)\. Signing in was refused[\s\S]*check the credentials/,
  },
  'a damaged signature': {
    destination: `${CONTAINER}/wrong?${damaged}`,
    secrets: [damaged],
    expected: /\(AuthorizationFailure, 403\)\. Signing in was refused[\s\S]*check the credentials/,
  },
  'a signature whose time is over': {
    destination: `${CONTAINER}/wrong`,
    env: { AZURE_STORAGE_SAS_TOKEN: past },
    secrets: [past],
    expected:
      /the shared access signature was valid until 2026-0[23]-\d\dT\S+Z \(.*no longer valid and could not be renewed/,
  },
  'a signature of another container': {
    destination: `${CONTAINER}/wrong?${manifestSas}`,
    secrets: [manifestSas],
    expected:
      /AuthorizationFailure, 403\)\. Signing in was refused: check the credentials, and whether they are for this store/,
  },
  'a container that is not there': {
    destination: `${azurite.url}/missing/wrong`,
    env: { AZURE_STORAGE_KEY: azurite.key },
    secrets: [azurite.key],
    expected: /\(ContainerNotFound, 404\)\. Create it, or correct `destination`/,
  },
  'a URL whose signature was cut off': {
    destination: `${CONTAINER}/wrong?${sas.replace(/&sig=.*/, '')}`,
    secrets: [],
    expected: /what follows "\?" is not a shared access signature: it has no `sig=`/,
  },
  'a mistake in a URL with a signature': {
    destination: `${azurite.url}/UPPER/wrong?${sas}`,
    secrets: [sas],
    expected: /'destination' is ".*: expected the name of a container/,
  },
  'a connection string of another account': {
    destination: 'https://other.blob.core.windows.net/exports',
    env: { AZURE_STORAGE_CONNECTION_STRING: azurite.connectionString },
    secrets: [azurite.key],
    expected: /AZURE_STORAGE_CONNECTION_STRING is for another account, http:\/\/127\S+: give that of this one/,
  },
  'a connection string with a part missing': {
    destination: 'az://exports',
    env: { AZURE_STORAGE_CONNECTION_STRING: `BlobEndpoint=${azurite.url};AccountKey=${wrongKey}` },
    secrets: [wrongKey],
    expected: /AZURE_STORAGE_CONNECTION_STRING cannot be used: Invalid SharedAccessSignature/,
  },
};

for (const [name, { expected, ...way }] of Object.entries(refusals)) {
  test(`${name} is one error that says what to do, and no piece of the secret`, async (t) => {
    const { night, cached } = await nightOf(t, way);
    const message = errorOf(night);
    assert.match(message, expected);
    await assertSecret(night, cached, way.secrets);
  });
}

test('a signature that may only read is told what it lacks, and no piece of it', async (t) => {
  const readOnly = signature({ permissions: 'rl' });
  const { night, cached } = await nightOf(t, { destination: `${CONTAINER}/wrong?${readOnly}`, secrets: [readOnly] });
  assert.equal(night.exitCode, 1);
  const lacks = /AuthorizationPermissionMismatch, 403\)\. Allow writing blobs .*a signature with c and w/;
  assert.match(night.log.annotations[0]?.message ?? '', lacks);
  await assertSecret(night, cached, [readOnly]);
});
