import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { createClient, refusalOf, tamper } from './s3-client.ts';
import { type S3Server, startS3Server } from './s3-server.ts';

const Bucket = 'exports';
/** CRC32 of `body`. */
const TRAILER = 'x-amz-checksum-crc32:26gLsg==';

let server: S3Server;

before(async () => {
  server = await startS3Server();
  server.createBucket(Bucket);
});

after(() => server.close());

/** Puts a stream of four bytes, but sends this instead of them. */
async function putRaw(lines: string[], headers: Record<string, string> = {}) {
  const client = tamper(createClient(server), (request) => {
    request.body = Readable.from([Buffer.from(lines.join('\r\n'))]);
    Object.assign(request.headers, headers);
  });
  const Body = Readable.from([Buffer.from('body')]);
  try {
    await client.send(new PutObjectCommand({ Bucket, Key: 'raw', Body, ContentLength: 4 }));
  } finally {
    client.destroy();
  }
}

test('joins the chunks of a body', async () => {
  await putRaw(['4', 'body', '0', TRAILER, '', '']);
  assert.equal(server.object(Bucket, 'raw')?.bytes().toString(), 'body');
  await putRaw(['1', 'b', '003;extension=1', 'ody', '0', TRAILER, '', '']);
  assert.equal(server.object(Bucket, 'raw')?.bytes().toString(), 'body');
});

const REFUSALS: [title: string, lines: string[], expected: string][] = [
  ['other bytes than its checksum says', ['4', 'dody', '0', TRAILER, '', ''], '400 BadDigest'],
  ['fewer bytes than it promised', ['3', 'bod', '0', TRAILER, '', ''], '400 IncompleteBody'],
  ['a chunk cut short', ['4', 'bo'], '400 IncompleteBody'],
  ['a chunk longer than its size', ['3', 'body', '0', TRAILER, '', ''], '400 IncompleteBody'],
  ['a size that is no number', ['four', 'body', '0', TRAILER, '', ''], '400 IncompleteBody'],
  ['no trailer', ['4', 'body', '0', '', ''], '400 MalformedTrailerError'],
  ['a trailer without a value', ['4', 'body', '0', 'x-amz-checksum-crc32', '', ''], '400 MalformedTrailerError'],
  ['something behind its end', ['4', 'body', '0', TRAILER, '', '', 'more'], '400 MalformedTrailerError'],
];

for (const [title, lines, expected] of REFUSALS) {
  test(`refuses a chunked body with ${title}`, async () => {
    assert.equal(await refusalOf(putRaw(lines)), expected);
  });
}

test('refuses a body of unknown length', async () => {
  // With a checksum to send behind the body, the client would find it out by itself.
  const client = createClient(server, server.credentials, { requestChecksumCalculation: 'WHEN_REQUIRED' });
  const Body = Readable.from([Buffer.from('body')]);
  const put = client.send(new PutObjectCommand({ Bucket, Key: 'unknown', Body }));
  assert.equal(await refusalOf(put), '501 NotImplemented');
  client.destroy();
});

test('refuses a body larger than a single put may be', async () => {
  const small = await startS3Server({ maximumPutBytes: 3 });
  small.createBucket(Bucket);
  const client = createClient(small);
  const put = client.send(new PutObjectCommand({ Bucket, Key: 'large', Body: 'body' }));
  assert.equal(await refusalOf(put), '400 EntityTooLarge');
  client.destroy();
  await small.close();
});
