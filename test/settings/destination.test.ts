import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nameOf } from '../../src/destinations/registry.ts';
import { secretsIn } from '../../src/settings/secrets.ts';
import { configOf, mistakesOf } from './given.ts';

const ACCOUNT = { AZURE_STORAGE_ACCOUNT: 'acct' };

function options(given: object, destination = 's3://bucket/prefix'): Record<string, string> {
  return { destination, config: JSON.stringify({ 'destination-options': given }) };
}

describe('destination', () => {
  for (const [given, name] of [
    ['s3://my-bucket', 's3://my-bucket'],
    ['s3://my.bucket/a/b/', 's3://my.bucket/a/b'],
    ['gs://my_bucket/a=1/b', 'gs://my_bucket/a=1/b'],
    ['az://exports/audit', 'https://acct.blob.core.windows.net/exports/audit'],
    ['https://acct.blob.core.windows.net/exports', 'https://acct.blob.core.windows.net/exports'],
    ['https://acct.blob.core.chinacloudapi.cn/exports/a%20b', 'https://acct.blob.core.chinacloudapi.cn/exports/a b'],
    ['http://127.0.0.1:10000/devstoreaccount1/exports/x', 'http://127.0.0.1:10000/devstoreaccount1/exports/x'],
  ] as const) {
    it(`is ${name} for ${given}`, async () => {
      const { destination } = await configOf({ destination: given }, ACCOUNT);
      assert.equal(destination.identity, name);
      assert.equal(nameOf(destination.location), name);
    });
  }

  for (const [given, why] of [
    ['s3://', 'with the name of a bucket'],
    ['s3://My_Bucket/x', 'with the name of a bucket'],
    ['s3://bucket/a/../b', 'dots alone'],
    ['s3://bucket/a//b', 'empty steps'],
    ['s3://bucket/a?b', '"?"'],
    ['gs://b', 'with the name of a bucket'],
    ['az://Exports', 'with the name of a container'],
    ['https://acct.blob.core.windows.net/', 'the name of a container'],
    ['http://acct.blob.core.windows.net/exports', 'https URL'],
    ['http://169.254.1.1/exports', 'https URL'],
  ] as const) {
    it(`is refused for ${given}`, async () => {
      const [mistake = '', ...others] = await mistakesOf({ destination: given }, ACCOUNT);
      assert.deepEqual(others, []);
      assert.ok(mistake.startsWith(`'destination' is "${given}": `) && mistake.includes(why), mistake);
    });
  }

  it('asks for the account of a container that has none', async () => {
    const [mistake = ''] = await mistakesOf({ destination: 'az://exports' });
    assert.match(mistake, /set AZURE_STORAGE_ACCOUNT or AZURE_STORAGE_CONNECTION_STRING/);
  });

  it('takes the ways to sign in to Azure in this order', async () => {
    const kindOf = async (env: NodeJS.ProcessEnv, more: Record<string, string> = { destination: 'az://exports' }) => {
      const { location } = (await configOf(more, { ...ACCOUNT, ...env })).destination;
      return location.kind === 'azure' && location.credentials.kind;
    };
    const sas = { AZURE_STORAGE_SAS_TOKEN: '?sv=1&sig=fake' };
    const key = { ...sas, AZURE_STORAGE_KEY: 'ZmFrZQ==' };
    const connection = { ...key, AZURE_STORAGE_CONNECTION_STRING: 'AccountName=acct;AccountKey=ZmFrZQ==' };
    assert.equal(await kindOf({}), 'default');
    assert.equal(await kindOf(sas), 'sas');
    assert.equal(await kindOf(key), 'account-key');
    assert.equal(await kindOf(connection), 'connection-string');
    const url = 'https://acct.blob.core.windows.net/exports?sv=1&sig=fake';
    assert.equal(await kindOf(connection, { destination: url }), 'sas');
    const federated = options({ 'tenant-id': 't', 'client-id': 'c' }, 'az://exports');
    assert.equal(await kindOf(connection, federated), 'federated');
  });

  it('has an identity without a signature, and one of its own for each endpoint', async () => {
    const url = 'https://acct.blob.core.windows.net/exports?sv=1&sig=fake%2Bsignature';
    const { destination, selectionFingerprint } = await configOf({ destination: url });
    assert.ok(!JSON.stringify([destination.identity, destination.binding, selectionFingerprint]).includes('signature'));
    const minio = await configOf(options({ endpoint: 'https://minio.example.org' }));
    assert.equal(minio.destination.identity, 's3://bucket/prefix');
    assert.equal(minio.destination.binding, 's3://bucket/prefix at https://minio.example.org');
  });
});

describe('destination-options', () => {
  it('are complete for each kind of store', async () => {
    const s3 = {
      region: 'eu-central-1',
      endpoint: 'https://minio.example.org',
      'path-style': true,
      role: 'arn:aws:iam::111122223333:role/x',
      'kms-key': 'alias/x',
      'storage-class': 'STANDARD_IA',
      tags: { team: 'sec', n: 1 },
      'bucket-owner': '111122223333',
    };
    assert.deepEqual((await configOf(options(s3))).destination.location, {
      kind: 's3',
      bucket: 'bucket',
      prefix: 'prefix',
      region: 'eu-central-1',
      endpoint: 'https://minio.example.org',
      pathStyle: true,
      role: 'arn:aws:iam::111122223333:role/x',
      encryption: 'aws:kms',
      kmsKey: 'alias/x',
      storageClass: 'STANDARD_IA',
      tags: { team: 'sec', n: '1' },
      bucketOwner: '111122223333',
    });
    const provider = 'projects/1/locations/global/workloadIdentityPools/p/providers/q';
    const gcs = { 'workload-identity-provider': provider, 'service-account': 'a@b.iam', 'user-project': 'p' };
    assert.deepEqual((await configOf(options(gcs, 'gs://bucket'))).destination.location, {
      kind: 'gcs',
      bucket: 'bucket',
      prefix: '',
      workloadIdentityProvider: provider,
      serviceAccount: 'a@b.iam',
      userProject: 'p',
    });
    const azure = { tier: 'Cold', 'encryption-scope': 'x', tags: {} };
    const { location } = (await configOf(options(azure, 'az://exports'), ACCOUNT)).destination;
    assert.deepEqual(location.kind === 'azure' && [location.tier, location.encryptionScope], ['Cold', 'x']);
  });

  it('that a store does not have, or cannot understand, are named all at once', async () => {
    const given = { regoin: 'x', tier: 'Hot', role: 'me', 'bucket-owner': '12', access: 'write', tags: ['a'] };
    const mistakes = await mistakesOf(options(given));
    assert.equal(mistakes.length, 6, mistakes.join('\n'));
    assert.match(
      mistakes.join('\n'),
      /'regoin' is not a setting under destination-options \(did you mean "region"\?\)/,
    );
    assert.match(mistakes.join('\n'), /'tier' is not a setting under destination-options/);
    assert.match(mistakes.join('\n'), /'access' under destination-options is "write": expected "full" or "write-only"/);
  });

  it('that belong together are asked for together', async () => {
    assert.match((await mistakesOf(options({ 'tenant-id': 't' }, 'az://exports'), ACCOUNT)).join(), /belong together/);
    assert.match(
      (await mistakesOf(options({ 'service-account': 'a@b' }, 'gs://bucket'))).join(),
      /needs 'workload-identity-provider'/,
    );
    for (const [endpoint, count] of [
      ['http://storage.example.org', 1],
      ['http://127.0.0.1:4443', 0],
      ['https://storage-acme.p.googleapis.com', 0],
    ] as const) {
      assert.equal((await mistakesOf(options({ endpoint }, 'gs://bucket'))).length, count, endpoint);
    }
    const both = { ...options({ access: 'write-only', 'settled-only': true }), 'refresh-from': '2026-01-01' };
    assert.match((await mistakesOf(both)).join(), /'refresh-from' cannot be used with 'settled-only'/);
    assert.match((await mistakesOf(options({ 'storage-class': 'GLACIER' }))).join(), /cannot be read back/);
    assert.deepEqual(await mistakesOf(options({ 'storage-class': 'GLACIER', access: 'write-only' })), []);
  });

  it('put manifests into another bucket, or under another prefix of the same one', async () => {
    const at = async (prefix: string, destination?: string) => {
      const { manifests } = (await configOf(options({ 'manifest-prefix': prefix }, destination), ACCOUNT)).destination;
      return manifests && nameOf(manifests);
    };
    assert.equal(await at('s3://other/x'), 's3://other/x');
    assert.equal(await at('manifests'), 's3://bucket/manifests');
    assert.equal(await at('meta', 'gs://bucket/a'), 'gs://bucket/meta');
    assert.equal(await at('az://other/x', 'az://exports'), 'https://acct.blob.core.windows.net/other/x');
    assert.equal(await at('meta', 'az://exports'), 'https://acct.blob.core.windows.net/exports/meta');
    assert.equal(await at('meta', 'data'), 'meta');
    for (const [prefix, why] of [
      ['gs://other', 'of the same kind'],
      ['s3://bucket/prefix', 'the destination itself'],
      ['', "''"],
    ] as const) {
      const mistakes = await mistakesOf(options({ 'manifest-prefix': prefix }));
      if (prefix === '') assert.deepEqual(mistakes, []);
      else assert.match(mistakes.join(), new RegExp(why));
    }
  });

  it('that only write go by the cache', async () => {
    const { state, destination } = await configOf(options({ access: 'write-only' }));
    assert.deepEqual([state, destination.writeOnly], ['cache', true]);
  });

  it('take no credentials of Google that are none, and quote nothing of them', async () => {
    for (const text of ['not json', '{"private_key": "fake"}', '[]']) {
      const mistakes = await mistakesOf({ destination: 'gs://bucket' }, { GOOGLE_CREDENTIALS: text });
      assert.equal(mistakes.length, 1);
      assert.ok(!mistakes[0]?.includes('fake'));
    }
  });
});

describe('secretsIn', () => {
  it('finds every piece that must be masked', () => {
    const found = secretsIn({
      'INPUT_API-KEY': ' sk-admin-fake ',
      INPUT_DESTINATION: 'https://acct.blob.core.windows.net/exports?sv=1&sig=in%2Burl&se=2027',
      INPUT_CONFIG: 'destination-options: {manifest-prefix: "https://acct.blob.core.windows.net/meta?sig=in%2Fconfig"}',
      AZURE_STORAGE_CONNECTION_STRING: 'AccountName=acct;AccountKey=a2V5+/==;EndpointSuffix=core.windows.net',
      AZURE_STORAGE_KEY: 'b3RoZXI=',
      AZURE_STORAGE_SAS_TOKEN: 'sv=1&sig=token%3D',
      GOOGLE_CREDENTIALS: JSON.stringify({
        private_key: '-----BEGIN PRIVATE KEY-----\nZmFrZS1mYWtlLWZha2UtZmFrZQ\n-----END PRIVATE KEY-----\n',
      }),
    });
    assert.deepEqual(found.sort(), [
      'ZmFrZS1mYWtlLWZha2UtZmFrZQ',
      'a2V5+/==',
      'b3RoZXI=',
      'in%2Burl',
      'in%2Fconfig',
      'in+url',
      'in/config',
      'sk-admin-fake',
      'token%3D',
      'token=',
    ]);
    assert.deepEqual(secretsIn({}), []);
  });
});
