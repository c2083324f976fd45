import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectLockConfigurationCommand,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { useAzurite } from '../servers/azurite.ts';
import { useFakeGcs } from './fake-gcs.ts';
import { useVersity } from './versity.ts';

/** What each server is trusted with, and where it is no judge: a new version is taken only if these still hold. */

/** MD5 and CRC-32 of `hello`. */
const HELLO = { md5: '5d41402abc4b2a76b9719d911017c592', crc32: 'NhCmhg==' };

test('Versity', async (t) => {
  const server = await useVersity(t);
  const { bucket: Bucket } = server;
  const client = server.client();
  t.after(() => client.destroy());
  const put = (Key: string, Body: string, given: Partial<PutObjectCommandInput> = {}) =>
    client.send(new PutObjectCommand({ Bucket, Key, Body, ...given }));
  const list = async () => {
    const keys: string[] = [];
    for (let token: string | undefined, more = true; more; ) {
      const page = await client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 2, ContinuationToken: token }));
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key ?? ''));
      token = page.NextContinuationToken;
      more = token !== undefined;
    }
    return keys;
  };
  const keys = ['a/date=2026-01-01/part.csv', 'a/B', 'a/ä +%2F&.csv', 'b'];

  await t.test('puts, gets, lists by pages and deletes', async () => {
    for (const key of keys) await put(key, key);
    for (const key of keys) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key }));
      assert.equal(await Body?.transformToString(), key);
    }
    assert.deepEqual(await list(), [...keys].sort());
    for (const key of keys) await client.send(new DeleteObjectCommand({ Bucket, Key: key }));
    assert.deepEqual(await list(), []);
  });

  await t.test('tells the checksums of what it stored and refuses what differs from them', async () => {
    const stored = await put('sums', 'hello');
    assert.deepEqual([stored.ETag, stored.ChecksumCRC32], [`"${HELLO.md5}"`, HELLO.crc32]);
    assert.equal(await refusal(put('sums', 'hello', { ChecksumCRC32: 'AAAAAA==' })), '400 BadDigest');
    assert.equal(await refusal(put('sums', 'hello', { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' })), '400 BadDigest');
  });

  await t.test('writes on conditions', async () => {
    const { ETag } = await put('conditions', '1', { IfNoneMatch: '*' });
    assert.equal(await refusal(put('conditions', '2', { IfNoneMatch: '*' })), '412 PreconditionFailed');
    assert.equal(await refusal(put('conditions', '2', { IfMatch: '"0"' })), '412 PreconditionFailed');
    assert.equal(await refusal(put('nothing', '2', { IfMatch: '"0"' })), '404 NoSuchKey');
    await put('conditions', '2', { IfMatch: ETag });
    const race = await Promise.allSettled([1, 2, 3, 4].map((n) => put('race', `${n}`, { IfNoneMatch: '*' })));
    assert.equal(race.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  await t.test('completes multipart uploads on conditions, with a checksum of the whole', async () => {
    const upload = async (
      Key: string,
      conditions: { IfNoneMatch?: string; IfMatch?: string; ChecksumCRC32?: string },
    ) => {
      const sums = { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' } as const;
      const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key, ...sums }));
      const part = { Bucket, Key, UploadId, PartNumber: 1, Body: 'hello', ChecksumAlgorithm: 'CRC32' } as const;
      const { ETag, ChecksumCRC32 } = await client.send(new UploadPartCommand(part));
      const MultipartUpload = { Parts: [{ PartNumber: 1, ETag, ChecksumCRC32 }] };
      const { ChecksumType } = sums;
      return client.send(
        new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload, ChecksumType, ...conditions }),
      );
    };
    const whole = await upload('parts', { IfNoneMatch: '*', ChecksumCRC32: HELLO.crc32 });
    assert.deepEqual([whole.ChecksumCRC32, whole.ChecksumType], [HELLO.crc32, 'FULL_OBJECT']);
    assert.match(whole.ETag ?? '', /^"[0-9a-f]{32}-1"$/);
    assert.equal(await refusal(upload('parts', { IfNoneMatch: '*' })), '412 PreconditionFailed');
    assert.equal(await refusal(upload('parts', { IfMatch: '"0"' })), '412 PreconditionFailed');
    assert.equal(await refusal(upload('parts', { ChecksumCRC32: 'AAAAAA==' })), '400 BadDigest');
    await upload('parts', { IfMatch: whole.ETag ?? '' });
  });

  await t.test('checks signature, region, clock and rights', async () => {
    const ask = (other: ReturnType<typeof server.client>) =>
      refusal(other.send(new ListObjectsV2Command({ Bucket }))).finally(() => other.destroy());
    const wrongSecret = { ...server.credentials, secretAccessKey: 'wrong' };
    assert.equal(await ask(server.client(wrongSecret)), '403 SignatureDoesNotMatch');
    const stranger = { accessKeyId: 'NOBODY', secretAccessKey: 'none' };
    assert.equal(await ask(server.client(stranger)), '403 InvalidAccessKeyId');
    assert.equal(await ask(server.client(undefined, { region: 'eu-west-1' })), '400 AuthorizationHeaderMalformed');
    assert.equal(await ask(server.client(undefined, { systemClockOffset: 20 * 60_000 })), '403 RequestTimeTooSkewed');
    const writer = server.client(await server.createUser(['s3:PutObject']));
    await writer.send(new PutObjectCommand({ Bucket, Key: 'written', Body: '1' }));
    assert.equal(await refusal(writer.send(new GetObjectCommand({ Bucket, Key: 'written' }))), '403 AccessDenied');
    assert.equal(await ask(writer), '403 AccessDenied');
  });

  await t.test('keeps locked versions', async () => {
    await server.createBucket('locked', { objectLock: true });
    const Rule = { DefaultRetention: { Mode: 'COMPLIANCE', Days: 1 } } as const;
    const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled', Rule } as const;
    await client.send(new PutObjectLockConfigurationCommand({ Bucket: 'locked', ObjectLockConfiguration }));
    const { VersionId } = await put('kept', '1', { Bucket: 'locked' });
    await put('kept', '2', { Bucket: 'locked' });
    const remove = client.send(new DeleteObjectCommand({ Bucket: 'locked', Key: 'kept', VersionId }));
    assert.equal(await refusal(remove), '403 AccessDenied');
  });

  await t.test('differs from S3: a key is a path in a folder', async () => {
    await put('folder/object', '1');
    assert.equal(await refusal(put('folder', '1')), '409 ExistingObjectIsDirectory');
    assert.equal(await refusal(put('folder/object/below', '1')), '409 ObjectParentIsFile');
    await put('twice//slashed', '1');
    assert.ok((await list()).includes('twice/slashed'));
  });
});

test('fake-gcs-server', async (t) => {
  const { bucketClient: bucket } = await useFakeGcs(t);
  const put = async (name: string, text: string, given: object = {}) => {
    const file = bucket.file(name);
    await file.save(text, { resumable: false, ...given });
    return file.metadata;
  };
  const generation = (value: string | number | undefined) => ({ preconditionOpts: { ifGenerationMatch: value } });

  await t.test('puts, gets, lists by pages and deletes', async () => {
    const names = ['a/date=2026-01-01/part.csv', 'a//b', 'a', 'a/ä +%2F&?#.csv'];
    for (const name of names) await put(name, name);
    for (const name of names) assert.equal(String((await bucket.file(name).download())[0]), name);
    const [files, next] = await bucket.getFiles({ maxResults: 3, autoPaginate: false });
    const [others] = await bucket.getFiles(next as object);
    assert.deepEqual([files.length, others.length], [3, 1]);
    assert.deepEqual(
      [...files, ...others].map(({ name }) => name),
      [...names].sort(),
    );
    for (const name of names) await bucket.file(name).delete();
    assert.deepEqual((await bucket.getFiles())[0], []);
    await assert.rejects(bucket.file('a').delete(), { code: 404 });
  });

  await t.test('tells the digests of what it stored and refuses what differs from them', async () => {
    const { md5Hash, crc32c } = await put('sums', 'hello');
    assert.deepEqual([md5Hash, crc32c], [Buffer.from(HELLO.md5, 'hex').toString('base64'), 'mnG7TA==']);
    const wrong = { validation: false, metadata: { md5Hash: 'AAAAAAAAAAAAAAAAAAAAAA==' } };
    await assert.rejects(put('sums', 'hello', wrong), { code: 400 });
  });

  for (const resumable of [false, true]) {
    await t.test(`writes on conditions, ${resumable ? 'in a resumable upload' : 'at once'}`, async () => {
      const name = `conditions-${resumable}`;
      const first = await put(name, '1', { resumable, ...generation(0) });
      await assert.rejects(put(name, '2', { resumable, ...generation(0) }), { code: 412 });
      await assert.rejects(put(name, '2', { resumable, ...generation(12345) }), { code: 412 });
      await put(name, '2', { resumable, ...generation(first.generation) });
    });
  }

  await t.test('differs from Cloud Storage: deletes whatever the condition, and holds hold nothing', async () => {
    await put('held', '');
    await bucket.file('held').setMetadata({ temporaryHold: true });
    await bucket.file('held').delete({ ifGenerationMatch: 12345 });
    assert.deepEqual(await bucket.file('held').exists(), [false]);
  });

  await t.test('differs from Cloud Storage: a question for the state of an upload ends it', async () => {
    const [uri] = await bucket.file('asked').createResumableUpload();
    const state = await fetch(uri, { method: 'PUT', headers: { 'content-range': 'bytes */*' } });
    assert.equal(state.status, 200);
    assert.equal((await bucket.file('asked').getMetadata())[0].size, '0');
  });
});

test('Azurite', async (t) => {
  const { containerClient: container } = await useAzurite(t);
  const put = (name: string, text: string, conditions = {}) =>
    container.getBlockBlobClient(name).upload(text, Buffer.byteLength(text), { conditions });

  await t.test('puts, gets, lists by pages and deletes', async () => {
    const names = ['a', 'a/date=2026-01-01/part.csv', 'a//b', 'a/ä +%2F&?#.csv'];
    for (const name of names) await put(name, name);
    for (const name of names) {
      assert.equal(String(await container.getBlobClient(name).downloadToBuffer()), name);
    }
    const pages: string[][] = [];
    for await (const { segment } of container.listBlobsFlat().byPage({ maxPageSize: 3 })) {
      pages.push(segment.blobItems.map(({ name }) => name));
    }
    assert.deepEqual(
      pages.map(({ length }) => length),
      [3, 1],
    );
    assert.deepEqual(pages.flat(), [...names].sort());
    for (const name of names) await container.deleteBlob(name);
    assert.equal(await container.getBlobClient('a').exists(), false);
  });

  await t.test('writes on conditions, where its answers are those of the service', async () => {
    const { etag } = await put('conditions', '1', { ifNoneMatch: '*' });
    const refused = (statusCode: number, code: string) => ({ statusCode, code });
    await assert.rejects(put('conditions', '2', { ifNoneMatch: '*' }), refused(409, 'BlobAlreadyExists'));
    await assert.rejects(put('conditions', '2', { ifMatch: '"0"' }), refused(412, 'ConditionNotMet'));
    await put('conditions', '2', { ifMatch: etag });
  });
});

/** What a request was refused with, as `412 PreconditionFailed`. */
async function refusal(request: Promise<unknown>): Promise<string> {
  const error = await request.then(
    () => assert.fail('the request was not refused'),
    (reason) => reason,
  );
  if (!(error instanceof S3ServiceException)) throw error;
  return `${error.$metadata.httpStatusCode} ${error.name}`;
}
