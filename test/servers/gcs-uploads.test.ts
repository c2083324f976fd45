import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { test } from 'node:test';
import { refusalOf, shortenWaits, storageFor } from './gcs/sdk.ts';
import { type GcsOptions, type GcsServer, startGcsServer } from './gcs-server.ts';

const MEBIBYTE = 1024 * 1024;
const CREATE_ONLY = { preconditionOpts: { ifGenerationMatch: 0 } };

async function withServer(work: (server: GcsServer) => Promise<void>, options: GcsOptions = {}): Promise<void> {
  const server = await startGcsServer(options);
  server.createBucket('fake-bucket');
  try {
    await work(server);
  } finally {
    await server.close();
  }
}

function fileOf(server: GcsServer, name = 'object') {
  return storageFor(server).bucket('fake-bucket').file(name);
}

function log({ requests }: GcsServer): string[] {
  return requests.map(({ operation, status }) => `${operation} ${status}`);
}

test('a resumable upload is one start and one body', async () => {
  await withServer(async (server) => {
    const content = Buffer.alloc(3 * MEBIBYTE, 'abc');
    await pipeline(Readable.from([content]), fileOf(server).createWriteStream({ contentType: 'text/csv' }));
    assert.deepEqual(server.object('fake-bucket', 'object'), content);
    assert.deepEqual(log(server), ['resumable-start 200', 'resumable-put 200']);
    assert.equal(server.generations('fake-bucket', 'object')[0]?.contentType, 'text/csv');
    assert.deepEqual(server.openUploads(), []);
  });
});

test('a resumable upload in pieces is told how far it has come', async () => {
  await withServer(async (server) => {
    const content = Buffer.alloc(MEBIBYTE + 5, 'abc');
    await fileOf(server).save(content, { chunkSize: MEBIBYTE / 2 });
    assert.deepEqual(server.object('fake-bucket', 'object'), content);
    assert.deepEqual(
      server.requests.slice(1).map(({ headers, status }) => [headers['content-range'], status]),
      [
        ['bytes 0-524287/*', 308],
        ['bytes 524288-1048575/*', 308],
        ['bytes 1048576-1048580/1048581', 200],
      ],
    );
  });
});

test('an interrupted piece is sent again from the last whole block', async (context) => {
  shortenWaits(context);
  await withServer(async (server) => {
    server.fault({ kind: 'reset-in-body', operation: 'resumable-put', skip: 1, afterBytes: 300_000 });
    const content = Buffer.alloc(2 * MEBIBYTE, 'abc');
    await fileOf(server).save(content, { chunkSize: MEBIBYTE, ...CREATE_ONLY });
    assert.deepEqual(server.object('fake-bucket', 'object'), content);
    const ranges = server.requests.slice(1).map(({ headers }) => headers['content-range']);
    assert.equal(ranges[2], 'bytes */*');
    assert.match(String(ranges[3]), /^bytes 1310720-/);
  });
});

test('what has arrived of an abandoned upload stays until it is cancelled', async () => {
  await withServer(async (server) => {
    const file = fileOf(server);
    server.fault({ kind: 'reset-in-body', operation: 'resumable-put', afterBytes: MEBIBYTE });
    await assert.rejects(file.save(Buffer.alloc(2 * MEBIBYTE), { resumable: true }));
    const [upload] = server.openUploads();
    assert.deepEqual(upload, { id: 'fake-upload-1', bucket: 'fake-bucket', name: 'object', received: MEBIBYTE });
    const session = `${server.url}/upload/storage/v1/b/fake-bucket/o?uploadType=resumable&upload_id=${upload?.id}`;
    const ask = (method: string, range: string) => fetch(session, { method, headers: { 'content-range': range } });
    const status = await ask('PUT', 'bytes */*');
    assert.deepEqual([status.status, status.headers.get('range')], [308, `bytes=0-${MEBIBYTE - 1}`]);
    assert.equal((await ask('DELETE', 'bytes */*')).status, 499);
    assert.deepEqual(server.openUploads(), []);
    assert.equal((await ask('PUT', 'bytes */*')).status, 499);
    assert.equal(server.object('fake-bucket', 'object'), undefined);
  });
});

test('an upload goes on from its address without a token', async () => {
  await withServer(async (server) => {
    const file = fileOf(server);
    const [uri] = await file.createResumableUpload();
    const response = await fetch(uri, { method: 'PUT', body: 'content' });
    assert.equal(response.status, 200);
    assert.equal(server.object('fake-bucket', 'object')?.toString(), 'content');
  });
});

test('storing class, key and checksums come with the upload', async () => {
  await withServer(async (server) => {
    const file = storageFor(server).bucket('fake-bucket').file('object', { kmsKeyName: 'fake-key' });
    for (const resumable of [false, true]) {
      await file.save('x', { resumable, metadata: { storageClass: 'NEARLINE', metadata: { a: 'b' } } });
      const [shown] = server.generations('fake-bucket', 'object');
      assert.deepEqual([shown?.storageClass, shown?.kmsKeyName, shown?.metadata], ['NEARLINE', 'fake-key', { a: 'b' }]);
      assert.equal(shown?.resource.kmsKeyName, 'fake-key/cryptoKeyVersions/1');
    }
    for (const sums of [{ crc32c: 'AAAAAA==' }, { md5Hash: '1B2M2Y8AsgTpgAmY7PhCfg==' }]) {
      const refusal = await refusalOf(file.save('y', { resumable: false, metadata: sums }));
      assert.deepEqual([refusal.code, refusal.reason], [400, 'invalid']);
    }
    const url = `${server.url}/upload/storage/v1/b/fake-bucket/o?uploadType=media&name=direct`;
    const headers = { authorization: `Bearer ${server.issueToken()}`, 'x-goog-hash': 'crc32c=AAAAAA==' };
    assert.equal((await fetch(url, { method: 'POST', body: 'y', headers })).status, 400);
    assert.deepEqual([...server.objects('fake-bucket')], [['object', Buffer.from('x')]]);
  });
});

test('metadata can be changed, and an object copied', async () => {
  await withServer(async (server) => {
    const file = fileOf(server);
    await file.save('x', { resumable: false, metadata: { metadata: { a: '1', b: '2' } } });
    await file.setMetadata({ metadata: { a: null, c: '3' } });
    const [shown] = server.generations('fake-bucket', 'object');
    assert.deepEqual([shown?.metadata, shown?.metageneration], [{ b: '2', c: '3' }, 2]);
    await file.copy('copies/one');
    assert.equal(server.object('fake-bucket', 'copies/one')?.toString(), 'x');
  });
});

test('a status that passes is tried again where the write is conditional', async (context) => {
  const waits = shortenWaits(context);
  for (const kind of ['429', '500', '503', 'reset-before-body', 'reset-after-body'] as const) {
    for (const resumable of [false, true]) {
      await withServer(async (server) => {
        server.fault({ kind, name: 'object' });
        await fileOf(server).save('x', { resumable, ...CREATE_ONLY });
        assert.equal(server.object('fake-bucket', 'object')?.toString(), 'x', `${kind} ${resumable}`);
        assert.ok(server.requests.length > 1);
      });
    }
  }
  assert.ok(waits.length > 0);
});

test('a status that passes ends a write without a condition', async () => {
  await withServer(async (server) => {
    const fault = server.fault({ kind: '503', method: 'POST', name: /^obj/ });
    assert.equal((await refusalOf(fileOf(server).save('x', { resumable: false }))).code, 503);
    assert.equal(fault.hits, 1);
    assert.equal(server.requests.length, 1);
  });
});

test('a refusal is not tried again', async () => {
  await withServer(async (server) => {
    for (const kind of ['401', '403'] as const) {
      server.fault({ kind });
      const refusal = await refusalOf(fileOf(server).save('x', { resumable: false, ...CREATE_ONLY }));
      assert.equal(refusal.code, Number(kind));
    }
    assert.equal(server.requests.length, 2);
  });
});

test('after a lost answer the condition no longer holds', async (context) => {
  shortenWaits(context);
  await withServer(async (server) => {
    server.fault({ kind: 'lost-response', operation: 'insert' });
    const refusal = await refusalOf(fileOf(server).save('x', { resumable: false, ...CREATE_ONLY }));
    assert.equal(refusal.code, 412);
    assert.equal(server.object('fake-bucket', 'object')?.toString(), 'x');
    assert.deepEqual(log(server), ['insert 0', 'insert 412']);
  });
});

test('a wrong checksum in the answer is found out', async () => {
  for (const [kind, validation] of [
    ['wrong-crc32c', 'crc32c'],
    ['wrong-md5', 'md5'],
    ['corrupt-bytes', 'crc32c'],
  ] as const) {
    for (const resumable of [false, true]) {
      await withServer(async (server) => {
        server.fault({ kind, operation: resumable ? 'resumable-put' : 'insert' });
        const refusal = await refusalOf(fileOf(server).save('x', { resumable, validation }));
        assert.equal(refusal.code, 'FILE_NO_UPLOAD');
        assert.equal(server.object('fake-bucket', 'object'), undefined, 'the SDK takes the object away again');
        assert.equal(log(server).at(-1), 'delete 204');
      });
    }
  }
});

test('a damaged or broken download is found out', async (context) => {
  shortenWaits(context);
  await withServer(async (server) => {
    const file = fileOf(server);
    await file.save(Buffer.alloc(MEBIBYTE, 'abc'), { resumable: false });
    server.fault({ kind: 'wrong-crc32c', operation: 'download' });
    assert.equal((await refusalOf(file.download())).code, 'CONTENT_DOWNLOAD_MISMATCH');
    server.fault({ kind: 'cut-answer', operation: 'download', afterBytes: 1000 });
    await assert.rejects(file.download());
    await file.download();
  });
});

test('a request that is never answered ends when its caller gives up', async () => {
  await withServer(async (server) => {
    server.fault({ kind: 'silence' });
    const aborted = new AbortController();
    const headers = { authorization: `Bearer ${server.issueToken()}` };
    const list = fetch(`${server.url}/storage/v1/b/fake-bucket/o`, { headers, signal: aborted.signal });
    while (server.requests.length === 0) await new Promise(setImmediate);
    aborted.abort();
    await assert.rejects(list, { name: 'AbortError' });
    assert.deepEqual(log(server), ['list 0']);
  });
});

test('a large body can be counted and hashed only', async () => {
  await withServer(
    async (server) => {
      const pieces = Array.from({ length: 64 }, () => Buffer.alloc(MEBIBYTE, 'abc'));
      await pipeline(Readable.from(pieces), fileOf(server).createWriteStream());
      assert.equal(server.generations('fake-bucket', 'object')[0]?.size, 64 * MEBIBYTE);
      assert.throws(() => server.object('fake-bucket', 'object'), /discardLargeBodies/);
    },
    { discardLargeBodies: true },
  );
});
