import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { after, afterEach, before, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { createClient, refusalOf } from './s3-client.ts';
import { type FaultKind, type S3Server, startS3Server } from './s3-server.ts';

const Bucket = 'exports';
const MD5 = `"${createHash('md5').update('body').digest('hex')}"`;

let server: S3Server;
let client: S3Client;
let retrying: S3Client;

before(async () => {
  server = await startS3Server();
  server.createBucket(Bucket);
  client = createClient(server);
  retrying = createClient(server, server.credentials, { maxAttempts: 3 });
});

afterEach(() => server.clearFaults());

after(async () => {
  client.destroy();
  retrying.destroy();
  await server.close();
});

function put(Key: string, by = client) {
  return by.send(new PutObjectCommand({ Bucket, Key, Body: 'body' }));
}

const REFUSALS: [kind: FaultKind, expected: string][] = [
  ['slow-down', '503 SlowDown'],
  ['internal-error', '500 InternalError'],
  ['too-many-requests', '429 TooManyRequests'],
  ['access-denied', '403 AccessDenied'],
  ['conflict', '409 ConditionalRequestConflict'],
];

for (const [kind, expected] of REFUSALS) {
  test(`refuses one request with ${expected}`, async () => {
    server.fault(kind, { method: 'PUT' });
    assert.equal(await refusalOf(put(kind)), expected);
    assert.equal(server.object(Bucket, kind), undefined);
    assert.equal(server.requests.at(-1)?.errorCode, expected.slice(4));
    await put(kind);
    assert.ok(server.object(Bucket, kind));
  });
}

for (const kind of ['reset-before-body', 'reset-after-body', 'lost-response'] as const) {
  test(`resets the connection: ${kind}`, async () => {
    server.fault(kind);
    await assert.rejects(put(kind), { code: 'ECONNRESET' });
    assert.equal(server.object(Bucket, kind) !== undefined, kind === 'lost-response');
    assert.equal(server.requests.at(-1)?.status, undefined);
    server.fault(kind);
    const before = server.requests.length;
    await put(kind, retrying);
    assert.equal(server.requests.length, before + 2);
  });
}

test('never answers, until the client gives up', async () => {
  server.fault('never-answer');
  const controller = new AbortController();
  const waiting = client.send(new PutObjectCommand({ Bucket, Key: 'slow', Body: 'body' }), {
    abortSignal: controller.signal,
  });
  while (server.requests.at(-1)?.key !== 'slow') await setImmediate();
  controller.abort();
  await assert.rejects(waiting, { name: 'AbortError' });
  assert.equal(server.object(Bucket, 'slow'), undefined);
});

test('meets the requests it is for, and no others', async () => {
  server.fault('slow-down', { operation: 'PutObject', key: /^data\//, skip: 1, times: 2 });
  await put('state');
  await put('data/1');
  assert.equal(await refusalOf(put('data/2')), '503 SlowDown');
  await client.send(new ListObjectsV2Command({ Bucket }));
  assert.equal(await refusalOf(put('data/3')), '503 SlowDown');
  await put('data/4');
});

test('tells of another checksum or another ETag', async () => {
  const right = await put('told');
  server.fault('wrong-checksum');
  const wrongChecksum = await put('told');
  assert.notEqual(wrongChecksum.ChecksumCRC32, right.ChecksumCRC32);
  assert.equal(wrongChecksum.ETag, MD5);
  server.fault('wrong-etag');
  const wrongEtag = await put('told');
  assert.notEqual(wrongEtag.ETag, MD5);
  assert.equal(wrongEtag.ChecksumCRC32, right.ChecksumCRC32);
  for (const kind of ['wrong-checksum', 'wrong-etag'] as const) {
    server.fault(kind, { operation: 'CompleteMultipartUpload' });
    const Body = Readable.from([Buffer.alloc(6 * 1024 ** 2)]);
    const done = await new Upload({ client, params: { Bucket, Key: 'told', Body } }).done();
    const stored = server.object(Bucket, 'told');
    assert.equal(done.ETag === stored?.etag, kind === 'wrong-checksum');
    assert.equal(done.ChecksumCRC32 === stored?.checksum?.value, kind === 'wrong-etag');
  }
});

test('stores other bytes than were sent, and tells of their checksum', async () => {
  const right = await put('corrupt');
  server.fault('corrupt-bytes');
  const wrong = await put('corrupt');
  const stored = server.object(Bucket, 'corrupt');
  assert.notEqual(stored?.bytes().toString(), 'body');
  assert.equal(wrong.ETag, stored?.etag);
  assert.equal(wrong.ChecksumCRC32, stored?.checksum?.value);
  assert.notEqual(wrong.ChecksumCRC32, right.ChecksumCRC32);
});

test('sends other bytes than are stored, or half of them', async () => {
  await put('sent');
  const read = async () => (await client.send(new GetObjectCommand({ Bucket, Key: 'sent' }))).Body?.transformToString();
  server.fault('corrupt-answer');
  await assert.rejects(read(), /Checksum mismatch/);
  server.fault('cut-answer');
  await assert.rejects(read(), { code: 'ECONNRESET' });
  assert.equal(await read(), 'body');
});

test('answers a completion with an error under the status 200', async () => {
  server.fault('error-in-success', { operation: 'CompleteMultipartUpload' });
  const Body = Readable.from([Buffer.alloc(6 * 1024 ** 2)]);
  await assert.rejects(new Upload({ client, params: { Bucket, Key: 'odd', Body } }).done(), { name: 'InternalError' });
});
