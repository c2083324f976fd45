import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { createClient, refusalOf } from './s3-client.ts';
import { type S3Server, startS3Server } from './s3-server.ts';

const Bucket = 'exports';
const PIECES = ['first part ', 'second part ', 'end'];

let server: S3Server;
let client: S3Client;

before(async () => {
  server = await startS3Server({ minimumPartBytes: 10 });
  server.createBucket(Bucket);
  client = createClient(server);
});

after(async () => {
  client.destroy();
  await server.close();
});

async function begin(Key: string, create: Partial<CreateMultipartUploadCommandInput> = {}, pieces = PIECES) {
  const chosen = { ChecksumAlgorithm: 'CRC32', ...create } as const;
  const { UploadId = '' } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key, ...chosen }));
  const Parts: CompletedPart[] = [];
  for (const [index, Body] of pieces.entries()) {
    const PartNumber = index + 1;
    const { ChecksumAlgorithm } = chosen;
    const command = new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body, ChecksumAlgorithm });
    const { ETag, ChecksumCRC32, ChecksumSHA256 } = await client.send(command);
    Parts.push({ PartNumber, ETag, ChecksumCRC32, ChecksumSHA256 });
  }
  return { UploadId, Parts };
}

function complete(Key: string, UploadId: string, Parts: CompletedPart[], options = {}) {
  const command = { Bucket, Key, UploadId, MultipartUpload: { Parts }, ...options };
  return client.send(new CompleteMultipartUploadCommand(command));
}

function hash(algorithm: string, ...pieces: (string | Buffer)[]): Buffer {
  return pieces.reduce((hasher, piece) => hasher.update(piece), createHash(algorithm)).digest();
}

test('joins the parts of an upload by the vendor library', async () => {
  const Body = Buffer.alloc(11 * 1024 ** 2, 'some lines of an export\n');
  const Key = 'large file+1.jsonl';
  const upload = new Upload({
    client,
    params: { Bucket, Key, Body: Readable.from([Body]), ContentType: 'text/plain' },
  });
  const done = await upload.done();
  assert.match(done.ETag ?? '', /^"[0-9a-f]{32}-3"$/);
  const stored = server.object(Bucket, Key);
  assert.deepEqual(stored?.bytes(), Body);
  assert.deepEqual([stored?.parts, stored?.contentType, stored?.checksum?.type], [3, 'text/plain', 'COMPOSITE']);
  assert.deepEqual(server.openUploads(), []);
  const got = await client.send(new GetObjectCommand({ Bucket, Key, Range: 'bytes=5242870-5242889' }));
  assert.equal(await got.Body?.transformToString(), Body.subarray(5242870, 5242890).toString());
});

test('shows the object when the upload is completed, not before', async () => {
  const { UploadId, Parts } = await begin('steps', { ChecksumAlgorithm: 'SHA256' });
  assert.equal(server.object(Bucket, 'steps'), undefined);
  assert.deepEqual(
    server.openUploads().map((upload) => upload.key),
    ['steps'],
  );
  const listed = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: 'st' }));
  assert.deepEqual(
    listed.Uploads?.map((upload) => [upload.Key, upload.UploadId]),
    [['steps', UploadId]],
  );
  const done = await complete('steps', UploadId, Parts);
  assert.equal(server.object(Bucket, 'steps')?.bytes().toString(), PIECES.join(''));
  const etag = hash('md5', ...PIECES.map((piece) => hash('md5', piece))).toString('hex');
  const checksum = hash('sha256', ...PIECES.map((piece) => hash('sha256', piece))).toString('base64');
  assert.deepEqual([done.ETag, done.ChecksumSHA256, done.ChecksumType], [`"${etag}-3"`, `${checksum}-3`, 'COMPOSITE']);
  assert.equal(await refusalOf(complete('steps', UploadId, Parts)), '404 NoSuchUpload');
});

test('computes and checks the checksum of the whole object', async () => {
  const create = { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' } as const;
  const { UploadId, Parts } = await begin('whole', create, ['0123456789', '1234567890', '12345']);
  const whole = { ChecksumType: 'FULL_OBJECT', ChecksumCRC32: 'AAAAAA==' } as const;
  assert.equal(await refusalOf(complete('whole', UploadId, Parts, whole)), '400 BadDigest');
  const other = { ChecksumType: 'COMPOSITE' } as const;
  assert.equal(await refusalOf(complete('whole', UploadId, Parts, other)), '400 InvalidRequest');
  assert.equal(await refusalOf(complete('whole', UploadId, Parts, { MpuObjectSize: 24 })), '400 InvalidRequest');
  // crc32 of the 25 bytes, by another implementation.
  const right = { ChecksumType: 'FULL_OBJECT', ChecksumCRC32: 'p8wcHA==', MpuObjectSize: 25 } as const;
  const done = await complete('whole', UploadId, Parts, right);
  assert.deepEqual([done.ChecksumCRC32, done.ChecksumType], [right.ChecksumCRC32, 'FULL_OBJECT']);
  const got = await client.send(new GetObjectCommand({ Bucket, Key: 'whole' }));
  assert.equal(await got.Body?.transformToString(), '0123456789123456789012345');
});

test('refuses lists of parts that are not what was uploaded', async () => {
  const { UploadId, Parts } = await begin('lists');
  const [first, second] = Parts as [CompletedPart, CompletedPart];
  const lists: [expected: string, parts: CompletedPart[]][] = [
    ['400 InvalidPartOrder', [second, first]],
    ['400 InvalidPart', [{ ...first, ETag: '"00000000000000000000000000000000"' }]],
    ['400 InvalidPart', [{ ...first, ChecksumCRC32: 'AAAAAA==' }]],
    ['400 InvalidPart', [{ ...first, PartNumber: 9 }]],
    ['400 InvalidRequest', [{ ...first, ChecksumCRC32: undefined }]],
    ['400 MalformedXML', []],
  ];
  for (const [expected, parts] of lists) assert.equal(await refusalOf(complete('lists', UploadId, parts)), expected);
  assert.equal(await refusalOf(complete('other-key', UploadId, Parts)), '404 NoSuchUpload');
  await client.send(new AbortMultipartUploadCommand({ Bucket, Key: 'lists', UploadId }));
});

test('refuses small parts, and parts with another checksum than was agreed', async () => {
  const small = await begin('small', {}, ['small', 'end']);
  assert.equal(await refusalOf(complete('small', small.UploadId, small.Parts)), '400 EntityTooSmall');
  const mixed = new UploadPartCommand({
    ...{ Bucket, Key: 'small', UploadId: small.UploadId, PartNumber: 3, Body: 'x', ChecksumAlgorithm: 'SHA1' },
  });
  assert.equal(await refusalOf(client.send(mixed)), '400 InvalidRequest');
  const wrong = new CreateMultipartUploadCommand({
    ...{ Bucket, Key: 'small', ChecksumAlgorithm: 'SHA256', ChecksumType: 'FULL_OBJECT' },
  });
  assert.equal(await refusalOf(client.send(wrong)), '400 InvalidRequest');
  await client.send(new AbortMultipartUploadCommand({ Bucket, Key: 'small', UploadId: small.UploadId }));
});

test('computes what a client leaves to the service', async () => {
  const plain = createClient(server, server.credentials, { requestChecksumCalculation: 'WHEN_REQUIRED' });
  const upload = new Upload({ client: plain, params: { Bucket, Key: 'plain', Body: Buffer.alloc(6 * 1024 ** 2) } });
  const done = await upload.done();
  assert.deepEqual([done.ChecksumType, server.object(Bucket, 'plain')?.parts], ['FULL_OBJECT', 2]);
  assert.equal(server.object(Bucket, 'plain')?.checksum?.algorithm, 'crc64nvme');
  const got = await plain.send(new GetObjectCommand({ Bucket, Key: 'plain', ChecksumMode: 'ENABLED' }));
  assert.equal((await got.Body?.transformToByteArray())?.length, 6 * 1024 ** 2);
  plain.destroy();
});

test('forgets an aborted upload, if the key may abort', async () => {
  const { UploadId, Parts } = await begin('aborted');
  const abort = new AbortMultipartUploadCommand({ Bucket, Key: 'aborted', UploadId });
  const writer = createClient(server, server.addKey(['put']));
  assert.equal(await refusalOf(writer.send(abort)), '403 AccessDenied');
  assert.equal(server.openUploads().length, 1);
  await client.send(abort);
  assert.deepEqual(server.openUploads(), []);
  assert.equal(await refusalOf(complete('aborted', UploadId, Parts)), '404 NoSuchUpload');
  assert.equal(await refusalOf(client.send(abort)), '404 NoSuchUpload');
  writer.destroy();
});

test('completes under conditions only', async () => {
  const first = await begin('conditional');
  const second = await begin('conditional');
  const done = await complete('conditional', first.UploadId, first.Parts, { IfNoneMatch: '*' });
  const again = (options: object) => complete('conditional', second.UploadId, second.Parts, options);
  assert.equal(await refusalOf(again({ IfNoneMatch: '*' })), '412 PreconditionFailed');
  assert.equal(await refusalOf(again({ IfMatch: '"other"' })), '412 PreconditionFailed');
  await again({ IfMatch: done.ETag });
  const missing = await begin('conditional-2');
  const early = complete('conditional-2', missing.UploadId, missing.Parts, { IfMatch: '"other"' });
  assert.equal(await refusalOf(early), '404 NoSuchKey');
});

test('may answer a repeated completion as it did the first time', async () => {
  const lenient = await startS3Server({ repeatCompletes: true });
  lenient.createBucket(Bucket);
  const retrying = createClient(lenient, lenient.credentials, { maxAttempts: 2 });
  lenient.fault('lost-response', { operation: 'CompleteMultipartUpload' });
  const Body = Readable.from([Buffer.alloc(6 * 1024 ** 2)]);
  await new Upload({ client: retrying, params: { Bucket, Key: 'repeated', Body } }).done();
  assert.equal(lenient.object(Bucket, 'repeated')?.parts, 2);
  retrying.destroy();
  await lenient.close();
});
