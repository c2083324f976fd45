import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { createClient, refusalOf, type SignedRequest, tamper } from './s3-client.ts';
import { type S3Server, startS3Server } from './s3-server.ts';

const NOW = Date.parse('2026-01-02T03:04:05Z');
const Bucket = 'exports';

let now = NOW;
let server: S3Server;

before(async () => {
  server = await startS3Server({ now: () => now, kmsKeys: ['alias/known'] });
  server.createBucket(Bucket);
});

beforeEach(() => {
  now = NOW;
});

after(() => server.close());

/** A client whose clock agrees with the server's. */
function clientAt(time: number, key = server.credentials, config = {}): S3Client {
  return createClient(server, key, { systemClockOffset: time - Date.now(), ...config });
}

function put(client: S3Client, options = {}) {
  return client.send(new PutObjectCommand({ Bucket, Key: 'signed', Body: 'body', ...options }));
}

test('refuses a wrong secret and an unknown key', async () => {
  const wrong = { ...server.credentials, secretAccessKey: 'fake-other-secret' };
  assert.equal(await refusalOf(put(clientAt(NOW, wrong))), '403 SignatureDoesNotMatch');
  const unknown = { ...server.credentials, accessKeyId: 'AKIAFAKEUNKNOWN' };
  assert.equal(await refusalOf(put(clientAt(NOW, unknown))), '403 InvalidAccessKeyId');
  const removed = server.addKey();
  await put(clientAt(NOW, removed));
  server.removeKey(removed.accessKeyId);
  assert.equal(await refusalOf(put(clientAt(NOW, removed))), '403 InvalidAccessKeyId');
});

test('refuses what was changed after it was signed', async () => {
  const changes: [expected: string, change: (request: SignedRequest) => void][] = [
    ['403 SignatureDoesNotMatch', ({ headers }) => Object.assign(headers, { 'x-amz-meta-signed': 'other' })],
    ['403 AccessDenied', ({ headers }) => Object.assign(headers, { 'x-amz-meta-added': 'unsigned' })],
    ['400 XAmzContentSHA256Mismatch', (request) => Object.assign(request, { body: 'dody' })],
    ['403 SignatureDoesNotMatch', (request) => Object.assign(request, { path: '/exports/other' })],
    ['403 AccessDenied', ({ headers }) => Reflect.deleteProperty(headers, 'authorization')],
  ];
  for (const [expected, change] of changes) {
    const client = tamper(clientAt(NOW), change);
    assert.equal(await refusalOf(put(client, { Metadata: { signed: 'this' } })), expected);
  }
  assert.equal(server.object(Bucket, 'other'), undefined);
});

test('takes the token of a session until it expires', async () => {
  const session = server.issueSession(NOW + 60_000);
  await put(clientAt(NOW, session));
  now = NOW + 59_999;
  await put(clientAt(now, session));
  now = NOW + 60_000;
  assert.equal(await refusalOf(put(clientAt(now, session))), '400 ExpiredToken');
  const wrong = { ...server.issueSession(NOW + 600_000), sessionToken: 'fake-other-token' };
  assert.equal(await refusalOf(put(clientAt(now, wrong))), '400 InvalidToken');
  const { sessionToken: _, ...bare } = server.issueSession(NOW + 600_000);
  assert.equal(await refusalOf(put(clientAt(now, bare))), '403 InvalidAccessKeyId');
});

test('refuses a clock that is more than 15 minutes off, and tells the right time', async () => {
  const late = NOW - 16 * 60_000;
  assert.equal(await refusalOf(put(clientAt(late))), '403 RequestTimeTooSkewed');
  const corrected = clientAt(late, server.credentials, { maxAttempts: 2 });
  await put(corrected);
  assert.deepEqual(
    server.requests.slice(-2).map((request) => request.errorCode),
    ['RequestTimeTooSkewed', undefined],
  );
});

test('refuses the signature for another region', async () => {
  const elsewhere = clientAt(NOW, server.credentials, { region: 'eu-west-1' });
  assert.equal(await refusalOf(put(elsewhere)), '400 AuthorizationHeaderMalformed');
  server.createBucket('elsewhere', { region: 'eu-west-1' });
  assert.equal(await refusalOf(put(clientAt(NOW), { Bucket: 'elsewhere' })), '301 PermanentRedirect');
});

test('lets a key do what it may, and no more', async () => {
  const writer = clientAt(NOW, server.addKey(['put']));
  await put(writer);
  assert.equal(await refusalOf(put(writer, { Tagging: 'a=b' })), '403 AccessDenied');
  assert.equal(await refusalOf(put(writer, { IfMatch: '"x"' })), '403 AccessDenied');
  assert.equal(await refusalOf(writer.send(new GetObjectCommand({ Bucket, Key: 'signed' }))), '403 AccessDenied');
  assert.equal(await refusalOf(writer.send(new ListObjectsV2Command({ Bucket }))), '403 AccessDenied');
  assert.equal(await refusalOf(put(writer, { ExpectedBucketOwner: '999999999999' })), '403 AccessDenied');
});

test('takes every checksum and refuses those that are wrong', async () => {
  const client = clientAt(NOW);
  const sums = {
    ChecksumCRC32: 'y/Q5Jg==',
    ChecksumCRC32C: '4waSgw==',
    ChecksumCRC64NVME: 'rosUhgp5mIg=',
    ChecksumSHA1: createHash('sha1').update('123456789').digest('base64'),
    ChecksumSHA256: createHash('sha256').update('123456789').digest('base64'),
  };
  for (const [name, value] of Object.entries(sums)) {
    const answer = await put(client, { Body: '123456789', [name]: value });
    assert.equal({ ...answer }[name], value, name);
    assert.equal(await refusalOf(put(client, { Body: '123456780', [name]: value })), '400 BadDigest', name);
    assert.equal(await refusalOf(put(client, { Body: '123456789', [name]: 'AAAA' })), '400 InvalidRequest', name);
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'signed' }));
    assert.equal({ ...got }[name], value, name);
    assert.equal(await got.Body?.transformToString(), '123456789');
  }
  const ContentMD5 = createHash('md5').update('body').digest('base64');
  await put(client, { ContentMD5 });
  assert.equal(await refusalOf(put(client, { ContentMD5, Body: 'other' })), '400 BadDigest');
  assert.equal(await refusalOf(put(client, { ContentMD5: 'bm8=' })), '400 InvalidDigest');
});

test('gives a checksum of its own to bodies that come without', async () => {
  const plain = clientAt(NOW, server.credentials, { requestChecksumCalculation: 'WHEN_REQUIRED' });
  const answer = await put(plain, { Body: '123456789' });
  assert.deepEqual([answer.ChecksumCRC64NVME, answer.ChecksumType], ['rosUhgp5mIg=', 'FULL_OBJECT']);
});

test('refuses what it does not store', async () => {
  const client = clientAt(NOW);
  const refusals: [expected: string, options: object][] = [
    ['400 InvalidStorageClass', { StorageClass: 'TEPID' }],
    ['400 InvalidEncryptionAlgorithmError', { ServerSideEncryption: 'rot13' }],
    ['400 InvalidArgument', { ServerSideEncryption: 'AES256', SSEKMSKeyId: 'some-key' }],
    ['400 KMS.NotFoundException', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'alias/unknown' }],
    ['400 InvalidTag', { Tagging: 'a=1&a=2' }],
    ['400 InvalidTag', { Tagging: Array.from({ length: 11 }, (_, index) => `k${index}=v`).join('&') }],
    ['400 MetadataTooLarge', { Metadata: { long: 'x'.repeat(2048) } }],
    ['400 KeyTooLongError', { Key: 'ü'.repeat(513) }],
    ['400 AccessControlListNotSupported', { ACL: 'public-read' }],
    ['501 NotImplemented', { ObjectLockMode: 'COMPLIANCE' }],
  ];
  for (const [expected, options] of refusals) {
    assert.equal(await refusalOf(put(client, options)), expected, JSON.stringify(options).slice(0, 80));
  }
});
