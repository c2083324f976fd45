import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FACTS, LARGE, localFile, textAt } from './contract/destination-contract.ts';
import { s3Stand } from './s3-stand.ts';

const PATH = 'users/users.jsonl';

test('encryption, storage class, tags and owner go along with every object', async (t) => {
  const key = 'arn:aws:kms:us-east-1:111122223333:key/fake';
  const stand = await s3Stand(
    t,
    {},
    {
      encryption: 'aws:kms',
      kmsKey: key,
      storageClass: 'STANDARD_IA',
      tags: { team: 'security', 'cost centre': '42 & more' },
      bucketOwner: '111122223333',
    },
  );
  const destination = await stand.open();
  t.after(() => destination.close());
  await destination.publish(PATH, await localFile(t, 'x'), FACTS);
  await destination.publish('users/large.jsonl', await localFile(t, Buffer.alloc(LARGE, 'x')), FACTS);
  await destination.writeText('_manifests/users.json', '{}');
  for (const path of [PATH, 'users/large.jsonl', '_manifests/users.json']) {
    const object = stand.server.object(stand.bucket, `${stand.prefix}/${path}`);
    assert.equal(object?.serverSideEncryption, 'aws:kms');
    assert.equal(object?.kmsKeyId, key);
    assert.equal(object?.storageClass, 'STANDARD_IA');
    assert.deepEqual(object?.tags, { team: 'security', 'cost centre': '42 & more' });
  }
});

test("another account's bucket is refused, where the owner is named", async (t) => {
  const stand = await s3Stand(t, {}, { bucketOwner: '999999999999' });
  const destination = await stand.open();
  t.after(() => destination.close());
  await assert.rejects(destination.list('users/'), { name: 'StorageError', message: /AccessDenied/ });
});

test('a bucket in another region than the client thinks is found', async (t) => {
  const stand = await s3Stand(t, { region: 'eu-central-1' });
  const destination = await stand.open();
  t.after(() => destination.close());
  await destination.publish(PATH, await localFile(t, 'x'), FACTS);
  assert.equal(await textAt(destination, PATH), 'x');
});

test('a store that ignores conditions is noticed and named, once', async (t) => {
  const stand = await s3Stand(t, { ignorePreconditions: true });
  const destination = await stand.open();
  t.after(() => destination.close());
  for (const name of ['users', 'groups']) {
    assert.equal(await destination.replaceText(`_manifests/${name}.json`, '{}', undefined), true);
  }
  assert.equal(stand.warnings.length, 1);
  assert.match(stand.warnings[0] ?? '', /s3:\/\/exports\/openai\/audit ignores conditions/);
});

test('a store that knows no conditions is written to without them, and named', async (t) => {
  const stand = await s3Stand(t, { refusePreconditions: true });
  const destination = await stand.open();
  t.after(() => destination.close());
  assert.equal(await destination.replaceText('_manifests/users.json', '{}', undefined), true);
  assert.equal((await destination.readText('_manifests/users.json'))?.text, '{}');
  assert.equal(stand.warnings.length, 1);
});

test('two conditional writes that meet are a write that did not happen', async (t) => {
  const stand = await s3Stand(t);
  const destination = await stand.open();
  t.after(() => destination.close());
  stand.server.fault('conflict', { operation: 'PutObject', times: 6 });
  assert.equal(await destination.replaceText('_manifests/users.json', '{}', undefined), false);
});

test('each request has attempts of its own, also in a minute in which many fail', async (t) => {
  const stand = await s3Stand(t);
  const destination = await stand.open({ retries: 1 });
  t.after(() => destination.close());
  // The SDK's own budget for all requests together is spent after a hundred.
  const paths = Array.from({ length: 120 }, (_, index) => `users/${index}.jsonl`);
  for (const path of paths) stand.server.fault('internal-error', { key: `${stand.prefix}/${path}` });
  await Promise.all(paths.map(async (path) => destination.publish(path, await localFile(t, path), FACTS)));
  assert.equal((await stand.contents()).size, paths.length);
});

test('a clock that is an hour off does no harm', async (t) => {
  const stand = await s3Stand(t, { now: () => Date.now() + 3_600_000 });
  const destination = await stand.open();
  t.after(() => destination.close());
  await destination.publish(PATH, await localFile(t, 'x'), FACTS);
  assert.equal(await textAt(destination, PATH), 'x');
});

test('a versioned bucket under Object Lock keeps every version', async (t) => {
  const stand = await s3Stand(t, {}, { bucket: 'locked' });
  stand.server.createBucket('locked', { versioned: true, retainSeconds: 3600 });
  const destination = await stand.open();
  t.after(() => destination.close());
  for (const text of ['one', 'two']) await destination.publish(PATH, await localFile(t, text), FACTS);
  await destination.publish('users/large.jsonl', await localFile(t, Buffer.alloc(LARGE, 'x')), FACTS);
  await destination.remove(PATH);
  assert.equal(await textAt(destination, PATH), undefined);
  const versions = stand.server.versions('locked', `${stand.prefix}/${PATH}`);
  assert.deepEqual(
    versions.map((version) => (version.deleteMarker ? 'gone' : version.bytes().toString())),
    ['one', 'two', 'gone'],
  );
});
