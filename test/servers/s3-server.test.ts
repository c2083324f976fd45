import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Agent } from 'node:http';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { createClient, refusalOf } from './s3-client.ts';
import { type S3Server, startS3Server } from './s3-server.ts';

const NOW = Date.parse('2026-01-02T03:04:05Z');
const Bucket = 'exports';
const ODD_KEYS = [
  'plain.txt',
  'with space/and+plus.txt',
  'percent%20sign%.txt',
  'ünïcode/日本語/😀.txt',
  'a=b&c=d.txt',
  'hash#question?.txt',
  'quotes\'"(and)!*.txt',
  'semi;colon:at@dollar$comma,.txt',
  'double//slash',
  'tab\tand\nnewline<&>.txt',
];

let server: S3Server;
let client: S3Client;

before(async () => {
  server = await startS3Server();
  server.createBucket(Bucket);
  client = createClient(server);
});

after(async () => {
  client.destroy();
  await server.close();
});

for (const Key of ODD_KEYS) {
  test(`keeps an object under the key ${JSON.stringify(Key)}`, async () => {
    const Body = `the bytes of ${Key}`;
    const put = await client.send(new PutObjectCommand({ Bucket, Key, Body }));
    assert.equal(put.ETag, `"${createHash('md5').update(Body).digest('hex')}"`);
    assert.equal(server.object(Bucket, Key)?.bytes().toString(), Body);
    const got = await client.send(new GetObjectCommand({ Bucket, Key }));
    assert.equal(await got.Body?.transformToString(), Body);
    assert.equal(got.ChecksumCRC32, put.ChecksumCRC32);
    const head = await client.send(new HeadObjectCommand({ Bucket, Key }));
    assert.equal(head.ContentLength, Buffer.byteLength(Body));
    await client.send(new DeleteObjectCommand({ Bucket, Key }));
    assert.equal(server.object(Bucket, Key), undefined);
  });
}

test('lists keys in the order of their UTF-8 bytes, page by page', async () => {
  server.createBucket('listed');
  for (const Key of [...ODD_KEYS].reverse())
    await client.send(new PutObjectCommand({ Bucket: 'listed', Key, Body: 'x' }));
  const sorted = [...ODD_KEYS].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  for (const EncodingType of [undefined, 'url'] as const) {
    const keys: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const command = new ListObjectsV2Command({ Bucket: 'listed', MaxKeys: 3, ContinuationToken, EncodingType });
      const page = await client.send(command);
      assert.ok((page.KeyCount ?? 0) <= 3);
      keys.push(...(page.Contents ?? []).map((entry) => entry.Key ?? ''));
      ContinuationToken = page.NextContinuationToken;
      assert.equal(page.IsTruncated, ContinuationToken !== undefined);
    } while (ContinuationToken !== undefined);
    assert.deepEqual(EncodingType === 'url' ? keys.map(decodeURIComponent) : keys, sorted);
  }
});

test('lists under a prefix, behind a key and folder by folder', async () => {
  server.createBucket('tree');
  for (const Key of ['a', 'b/1', 'b/2', 'b/c/3', 'd']) {
    await client.send(new PutObjectCommand({ Bucket: 'tree', Key, Body: 'x' }));
  }
  const list = async (options: { Prefix?: string; StartAfter?: string; Delimiter?: string }) => {
    const page = await client.send(new ListObjectsV2Command({ Bucket: 'tree', ...options }));
    return [page.Contents?.map((entry) => entry.Key), page.CommonPrefixes?.map((entry) => entry.Prefix)];
  };
  assert.deepEqual(await list({ Prefix: 'b/' }), [['b/1', 'b/2', 'b/c/3'], undefined]);
  assert.deepEqual(await list({ StartAfter: 'b/2' }), [['b/c/3', 'd'], undefined]);
  assert.deepEqual(await list({ Delimiter: '/' }), [['a', 'd'], ['b/']]);
  assert.deepEqual(await list({ Prefix: 'b/', Delimiter: '/' }), [['b/1', 'b/2'], ['b/c/']]);
  const wrongToken = new ListObjectsV2Command({ Bucket: 'tree', ContinuationToken: 'b/2' });
  assert.equal(await refusalOf(client.send(wrongToken)), '400 InvalidArgument');
});

test('gives the range that is asked for', async () => {
  await client.send(new PutObjectCommand({ Bucket, Key: 'range', Body: '0123456789' }));
  const read = async (Range: string) => {
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'range', Range }));
    return [await got.Body?.transformToString(), got.ContentRange];
  };
  assert.deepEqual(await read('bytes=2-4'), ['234', 'bytes 2-4/10']);
  assert.deepEqual(await read('bytes=7-'), ['789', 'bytes 7-9/10']);
  assert.deepEqual(await read('bytes=-2'), ['89', 'bytes 8-9/10']);
  assert.equal(await refusalOf(read('bytes=10-')), '416 InvalidRange');
});

test('takes a stream of known length with its checksum behind it', async () => {
  const Body = Readable.from([Buffer.from('first, '), Buffer.from('second')]);
  await client.send(
    new PutObjectCommand({
      Bucket,
      Key: 'stream',
      Body,
      ContentLength: 13,
      ContentEncoding: 'gzip',
      ChecksumAlgorithm: 'SHA256',
    }),
  );
  const stored = server.object(Bucket, 'stream');
  assert.equal(stored?.bytes().toString(), 'first, second');
  assert.equal(stored?.headers['content-encoding'], 'gzip');
  assert.equal(stored?.checksum?.value, createHash('sha256').update('first, second').digest('base64'));
  const request = server.requests.find((candidate) => candidate.key === 'stream');
  assert.equal(request?.headers['x-amz-content-sha256'], 'STREAMING-UNSIGNED-PAYLOAD-TRAILER');
});

test('keeps what an upload says of its object', async () => {
  const command = new PutObjectCommand({
    ...{ Bucket, Key: 'attributes', Body: 'x', ContentType: 'text/csv', Metadata: { schema: '7' } },
    ...{ StorageClass: 'STANDARD_IA', Tagging: 'team=data%20platform&keep=', ExpectedBucketOwner: '111122223333' },
    ...{ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'alias/exports', CacheControl: 'no-store' },
  });
  const put = await client.send(command);
  assert.equal(put.SSEKMSKeyId, 'alias/exports');
  const stored = server.object(Bucket, 'attributes');
  assert.deepEqual(
    [stored?.contentType, stored?.metadata, stored?.storageClass, stored?.tags, stored?.serverSideEncryption],
    ['text/csv', { schema: '7' }, 'STANDARD_IA', { team: 'data platform', keep: '' }, 'aws:kms'],
  );
  assert.notEqual(put.ETag, `"${createHash('md5').update('x').digest('hex')}"`);
  const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'attributes' }));
  assert.deepEqual([head.Metadata, head.TagCount, head.CacheControl], [{ schema: '7' }, 2, 'no-store']);
});

test('finds the bucket in the host name', async () => {
  // Not every machine's resolver knows the names below localhost.
  const lookup: LookupFunction = (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]);
  const requestHandler = { httpAgent: new Agent({ lookup }) };
  const virtual = createClient(server, server.credentials, {
    ...{ endpoint: server.virtualHostUrl, forcePathStyle: false, requestHandler },
  });
  await virtual.send(new PutObjectCommand({ Bucket, Key: 'virtual/host', Body: 'here' }));
  virtual.destroy();
  assert.equal(server.object(Bucket, 'virtual/host')?.bytes().toString(), 'here');
  assert.equal(server.requests.at(-1)?.headers.host, `exports.localhost:${server.port}`);
});

test('tells a missing bucket and a missing key apart, to those who may list', async () => {
  const get = (one: S3Client, from: string) => one.send(new GetObjectCommand({ Bucket: from, Key: 'missing' }));
  assert.equal(await refusalOf(get(client, 'nowhere')), '404 NoSuchBucket');
  assert.equal(await refusalOf(get(client, Bucket)), '404 NoSuchKey');
  const reader = createClient(server, server.addKey(['get']));
  assert.equal(await refusalOf(get(reader, Bucket)), '403 AccessDenied');
  assert.match(await refusalOf(reader.send(new HeadObjectCommand({ Bucket, Key: 'missing' }))), /^403/);
  assert.match(await refusalOf(client.send(new HeadObjectCommand({ Bucket, Key: 'missing' }))), /^404/);
  assert.match(await refusalOf(client.send(new HeadBucketCommand({ Bucket: 'nowhere' }))), /^404/);
  reader.destroy();
});

test('finds the server and a session in the environment', () => {
  const session = server.issueSession(NOW);
  const { AWS_ENDPOINT_URL_S3, AWS_SESSION_TOKEN } = server.environment(session);
  assert.deepEqual([AWS_ENDPOINT_URL_S3, AWS_SESSION_TOKEN], [server.url, session.sessionToken]);
  assert.equal(server.environment().AWS_ACCESS_KEY_ID, server.credentials.accessKeyId);
  assert.equal(server.environment('none').AWS_ACCESS_KEY_ID, undefined);
});

test('refuses operations that it does not know', async () => {
  const tags = client.send(new GetObjectTaggingCommand({ Bucket, Key: 'attributes' }));
  assert.equal(await refusalOf(tags), '501 NotImplemented');
});

test('keeps large bodies in files, or only their checksums', async () => {
  const Body = Buffer.alloc(300_000, 'abc');
  for (const discardLargeBodies of [false, true]) {
    const small = await startS3Server({ now: () => NOW, memoryBytes: 1000, discardLargeBodies });
    small.createBucket(Bucket);
    const writer = createClient(small, small.credentials, { systemClockOffset: NOW - Date.now() });
    await writer.send(new PutObjectCommand({ Bucket, Key: 'large', Body }));
    const stored = small.object(Bucket, 'large');
    assert.equal(stored?.etag, `"${createHash('md5').update(Body).digest('hex')}"`);
    assert.equal(stored?.lastModified, NOW);
    if (discardLargeBodies) {
      assert.throws(() => stored?.bytes(), /hashed and not kept/);
    } else {
      assert.deepEqual(stored?.bytes(), Body);
      const got = await writer.send(new GetObjectCommand({ Bucket, Key: 'large', Range: 'bytes=1000-1999' }));
      assert.deepEqual(Buffer.from((await got.Body?.transformToByteArray()) ?? []), Body.subarray(1000, 2000));
    }
    writer.destroy();
    await small.close();
  }
});

test('does not show an object whose upload broke off', async () => {
  const controller = new AbortController();
  async function* broken() {
    yield Buffer.from('half');
    controller.abort();
    yield Buffer.from('rest');
  }
  const command = new PutObjectCommand({ Bucket, Key: 'broken', Body: Readable.from(broken()), ContentLength: 8 });
  await assert.rejects(client.send(command, { abortSignal: controller.signal }), { name: 'AbortError' });
  await client.send(new PutObjectCommand({ Bucket, Key: 'whole', Body: 'all of it' }));
  assert.equal(server.object(Bucket, 'broken'), undefined);
});
