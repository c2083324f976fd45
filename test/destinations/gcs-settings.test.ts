import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FACTS, LARGE, localFile, textAt } from './contract/destination-contract.ts';
import { gcsStand } from './gcs-stand.ts';

test('key and storage class go along with every object', async (t) => {
  const kmsKey = 'projects/fake/locations/eu/keyRings/ring/cryptoKeys/key';
  const stand = await gcsStand(t, {}, { kmsKey, storageClass: 'NEARLINE' });
  const destination = await stand.open();
  t.after(() => destination.close());
  await destination.publish('users/users.jsonl', await localFile(t, 'x'), FACTS);
  await destination.publish('users/large.jsonl', await localFile(t, Buffer.alloc(LARGE, 'x')), FACTS);
  for (const path of ['users/users.jsonl', 'users/large.jsonl']) {
    const object = stand.server.generations(stand.bucket, `${stand.prefix}/${path}`).at(-1);
    assert.match(object?.kmsKeyName ?? '', new RegExp(`^${kmsKey}`), path);
    assert.equal(object?.storageClass, 'NEARLINE', path);
  }
});

test('requests are billed to the project that is named', async (t) => {
  const stand = await gcsStand(t, {}, { bucket: 'paid', userProject: 'payer' });
  stand.server.createBucket('paid', { requesterPays: true });
  const destination = await stand.open();
  t.after(() => destination.close());
  await destination.publish('users/users.jsonl', await localFile(t, 'x'), FACTS);
  assert.equal(await textAt(destination, 'users/users.jsonl'), 'x');
  assert.deepEqual(await destination.list('users/'), ['users/users.jsonl']);
  await destination.remove('users/users.jsonl');
});

test('a host that nobody knows is an error that ends the run, of reading and of writing', async (t) => {
  const stand = await gcsStand(t, {}, { endpoint: 'http://nobody.invalid:4443' });
  const destination = await stand.open();
  t.after(() => destination.close());
  for (const call of [
    () => destination.readText('_manifests/users.json'),
    () => destination.list('users/'),
    async () => destination.publish('users/users.jsonl', await localFile(t, 'x'), FACTS),
    () => destination.remove('users/users.jsonl'),
  ]) {
    await assert.rejects(call(), { name: 'StorageError', topic: 'store-unreachable', endsRun: true });
  }
});

test('a store that answers never is given up', async (t) => {
  const stand = await gcsStand(t);
  const patient = await stand.open();
  t.after(() => patient.close());
  await patient.publish('users/users.jsonl', await localFile(t, 'x'), FACTS);
  stand.fault('silence', { call: 'read', path: 'users/users.jsonl' });
  const hasty = await stand.open({ retries: 0, requestTimeoutSeconds: 0.2 });
  t.after(() => hasty.close());
  await assert.rejects(hasty.readText('users/users.jsonl'), { name: 'StorageError' });
});
