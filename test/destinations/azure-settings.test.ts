import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openAzure } from '../../src/destinations/azure/azure.ts';
import { azureStand, stopAzurite } from './azure-stand.ts';
import { FACTS, LARGE, localFile } from './contract/destination-contract.ts';

after(stopAzurite);

test('tier and tags go along with every blob', async (t) => {
  const stand = await azureStand(t, { tier: 'Cool', tags: { team: 'security' } });
  const destination = await stand.open();
  t.after(() => destination.close());
  await destination.publish('users/users.jsonl', await localFile(t, 'x'), FACTS);
  await destination.publish('users/large.jsonl', await localFile(t, Buffer.alloc(LARGE, 'x')), FACTS);
  for (const path of ['users/users.jsonl', 'users/large.jsonl']) {
    const blob = stand.client.getBlobClient(`${stand.prefix}/${path}`);
    assert.equal((await blob.getProperties()).accessTier, 'Cool');
    assert.deepEqual((await blob.getTags()).tags, { team: 'security' });
    assert.ok((await blob.getProperties()).contentMD5, 'the MD5 stands beside the blob');
  }
});

test('a list goes on over its pages', async (t) => {
  const stand = await azureStand(t);
  // Signed for the whole container, so that the query may be changed on the way.
  const destination = await stand.open({ without: 'remove' });
  t.after(() => destination.close());
  const paths = Array.from({ length: 13 }, (_, index) => `users/${String(index).padStart(2, '0')}`);
  for (const path of paths) await destination.publish(path, await localFile(t, ''), FACTS);
  stand.proxy.fault({ kind: 'query', add: 'maxresults=5' }, { path: /comp=list/, times: 9 });
  const before = stand.proxy.requests.length;
  assert.deepEqual(await destination.list('users/'), paths);
  assert.equal(stand.proxy.requests.length - before, 3);
});

test('an encryption scope is asked for with every request that writes', async (t) => {
  const stand = await azureStand(t, { encryptionScope: 'audit' });
  const destination = await stand.open();
  t.after(() => destination.close());
  // Azurite knows no scopes, so that what it is asked for shows in what it refuses.
  stand.proxy.fault(
    { kind: 'answer', status: 409, headers: { 'x-ms-error-code': 'EncryptionScopeNotFound' } },
    { times: 9 },
  );
  await assert.rejects(destination.writeText('_manifests/users.json', '{}'), { message: /EncryptionScopeNotFound/ });
  const [request] = stand.proxy.headers;
  assert.equal(request?.['x-ms-encryption-scope'], 'audit');
});

test('blocks of two uploads to one blob never mix', async (t) => {
  const stand = await azureStand(t);
  const [one, two] = await Promise.all([stand.open(), stand.open()]);
  t.after(() => Promise.all([one.close(), two.close()]));
  const contents = [Buffer.alloc(LARGE, 'a'), Buffer.alloc(LARGE, 'b')];
  const files = await Promise.all(contents.map((content) => localFile(t, content)));
  // One of them may find its blocks gone when the other one is faster, and is told so.
  const results = await Promise.allSettled(
    [one, two].map((destination, index) => destination.publish('users/users.jsonl', files[index] as string, FACTS)),
  );
  assert.ok(results.some(({ status }) => status === 'fulfilled'));
  const stored = (await stand.contents()).get('users/users.jsonl');
  assert.ok(contents.some((content) => stored?.equals(content)));
});

test('a host that nobody knows is given up in seconds, whatever is asked of it', async () => {
  const store = await openAzure(
    {
      kind: 'azure',
      accountUrl: 'https://fakeaccount.blob.core.invalid',
      container: 'exports',
      prefix: '',
      credentials: { kind: 'account-key', account: 'fakeaccount', key: 'ZmFrZQ==' },
    },
    { retries: 5, requestTimeoutSeconds: 60, userAgent: 'test', proxyEnvironment: {}, identityToken: async () => '' },
  );
  const error = await store.list('users/').catch((cause: unknown) => cause);
  // The resolver's own error: the SDK, which tries six times, was not reached.
  assert.equal((error as NodeJS.ErrnoException).syscall, 'getaddrinfo');
  assert.equal(store.explain(error).kind, 'unreachable');
});
