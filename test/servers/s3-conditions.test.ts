import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { createClient, refusalOf } from './s3-client.ts';
import { type S3Server, type S3ServerOptions, startS3Server } from './s3-server.ts';

const NOW = Date.parse('2026-01-02T03:04:05Z');
const Bucket = 'exports';
const Key = 'state/manifest.json';

let now = NOW;
let server: S3Server;
let client: S3Client;

before(async () => {
  server = await startS3Server({ now: () => now });
  client = createClient(server, server.credentials, { systemClockOffset: NOW - Date.now() });
});

after(async () => {
  client.destroy();
  await server.close();
});

function put(options = {}, by = client) {
  return by.send(new PutObjectCommand({ Bucket, Key, Body: 'body', ...options }));
}

function remove(options = {}) {
  return client.send(new DeleteObjectCommand({ Bucket, Key, ...options }));
}

async function read(options = {}): Promise<string | undefined> {
  return (await client.send(new GetObjectCommand({ Bucket, Key, ...options }))).Body?.transformToString();
}

test('writes under conditions only', async () => {
  server.createBucket(Bucket);
  assert.equal(await refusalOf(put({ IfMatch: '"any"' })), '404 NoSuchKey');
  const first = await put({ IfNoneMatch: '*' });
  assert.equal(await refusalOf(put({ IfNoneMatch: '*', Body: 'second' })), '412 PreconditionFailed');
  assert.equal(await refusalOf(put({ IfMatch: '"other"', Body: 'second' })), '412 PreconditionFailed');
  assert.equal(await refusalOf(put({ IfNoneMatch: first.ETag })), '501 NotImplemented');
  assert.equal(await read(), 'body');
  await put({ IfMatch: first.ETag, Body: 'second' });
  assert.equal(await refusalOf(put({ IfMatch: first.ETag, Body: 'third' })), '412 PreconditionFailed');
  assert.equal(await read(), 'second');
  server.fault('conflict', { operation: 'PutObject' });
  assert.equal(await refusalOf(put({ IfMatch: '"any"' })), '409 ConditionalRequestConflict');
});

test('reads under conditions', async () => {
  const { ETag } = await put();
  assert.equal(await read({ IfMatch: ETag }), 'body');
  assert.equal(await refusalOf(read({ IfMatch: '"other"' })), '412 PreconditionFailed');
  assert.match(await refusalOf(read({ IfNoneMatch: ETag })), /^304/);
});

test('lets one of two writers at the same time win', async () => {
  server.createBucket(Bucket);
  const outcomes = await Promise.allSettled(['one', 'two'].map((Body) => put({ IfNoneMatch: '*', Body })));
  assert.deepEqual(outcomes.map((outcome) => outcome.status).sort(), ['fulfilled', 'rejected']);
});

test('may be a store that ignores conditions, or one that refuses them', async () => {
  const start = async (options: S3ServerOptions) => {
    const other = await startS3Server(options);
    other.createBucket(Bucket);
    return { other, writer: createClient(other) };
  };
  const ignoring = await start({ ignorePreconditions: true });
  await put({ IfNoneMatch: '*' }, ignoring.writer);
  await put({ IfNoneMatch: '*', Body: 'second' }, ignoring.writer);
  await put({ IfMatch: '"other"', Body: 'third' }, ignoring.writer);
  assert.equal(ignoring.other.object(Bucket, Key)?.bytes().toString(), 'third');
  const refusing = await start({ refusePreconditions: true });
  assert.equal(await refusalOf(put({ IfNoneMatch: '*' }, refusing.writer)), '501 NotImplemented');
  assert.equal(await refusalOf(put({ IfMatch: '"other"' }, refusing.writer)), '501 NotImplemented');
  await put({}, refusing.writer);
  for (const { other, writer } of [ignoring, refusing]) {
    writer.destroy();
    await other.close();
  }
});

test('keeps every version of an object', async () => {
  server.createBucket(Bucket, { versioned: true });
  const first = await put({ Body: 'first' });
  await put({ Body: 'second', IfMatch: first.ETag });
  const marker = await remove();
  assert.equal(marker.DeleteMarker, true);
  assert.equal(await refusalOf(read()), '404 NoSuchKey');
  assert.equal(await read({ VersionId: first.VersionId }), 'first');
  assert.equal(await refusalOf(read({ VersionId: marker.VersionId })), '405 MethodNotAllowed');
  assert.equal(await refusalOf(put({ IfMatch: first.ETag })), '404 NoSuchKey');
  await put({ Body: 'third', IfNoneMatch: '*' });
  const texts = server
    .versions(Bucket, Key)
    .map((version) => (version.deleteMarker ? 'deleted' : `${version.bytes()}`));
  assert.deepEqual(texts, ['first', 'second', 'deleted', 'third']);
  await remove({ VersionId: first.VersionId });
  assert.equal(server.versions(Bucket, Key).length, 3);
});

test('holds locked versions until their time has come', async () => {
  server.createBucket(Bucket, { retainSeconds: 600 });
  const plain = createClient(server, server.credentials, {
    ...{ systemClockOffset: NOW - Date.now(), requestChecksumCalculation: 'WHEN_REQUIRED' },
  });
  assert.equal(await refusalOf(put({}, plain)), '400 InvalidRequest');
  await put({ ContentMD5: createHash('md5').update('body').digest('base64') }, plain);
  const { VersionId } = await put({ Body: 'second' });
  assert.equal(server.object(Bucket, Key)?.retainUntil, NOW + 600_000);
  const head = await client.send(new HeadObjectCommand({ Bucket, Key }));
  const { ObjectLockMode, ObjectLockRetainUntilDate } = head;
  assert.deepEqual([ObjectLockMode, ObjectLockRetainUntilDate?.getTime()], ['COMPLIANCE', NOW + 600_000]);
  assert.equal(await refusalOf(remove({ VersionId })), '403 AccessDenied');
  await remove();
  assert.deepEqual([server.object(Bucket, Key), server.versions(Bucket, Key).length], [undefined, 3]);
  now = NOW + 600_000;
  await remove({ VersionId });
  assert.equal(server.versions(Bucket, Key).length, 2);
  now = NOW;
  plain.destroy();
});

test('may be a store that refuses to overwrite what is retained', async () => {
  server.createBucket(Bucket, { worm: true, retainSeconds: 60 });
  await put();
  assert.equal(await refusalOf(put({ Body: 'second' })), '403 AccessDenied');
  assert.equal(await refusalOf(remove()), '403 AccessDenied');
  assert.equal(await read(), 'body');
  now = NOW + 60_000;
  await put({ Body: 'second' });
  now += 60_000;
  await remove();
  assert.equal(server.object(Bucket, Key), undefined);
  now = NOW;
});
