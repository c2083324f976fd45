import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { CRC32C, Storage } from '@google-cloud/storage';
import { refusalOf, storageFor } from './gcs/sdk.ts';
import { type GcsOptions, type GcsServer, startGcsServer } from './gcs-server.ts';

async function withServer(options: GcsOptions, work: (server: GcsServer) => Promise<void>): Promise<void> {
  const server = await startGcsServer(options);
  server.createBucket('fake-bucket');
  try {
    await work(server);
  } finally {
    await server.close();
  }
}

const ODD_NAMES = [
  'a b+c%20d.txt',
  'été/日本/🦆.csv',
  'x=1&y=2#z?.json',
  'quote"\'\\.txt',
  '../up/./here',
  'rewriteTo/b/x/o/y',
  '\uffff',
];

test('round trips keep bytes and metadata, whatever the name', async () => {
  await withServer({}, async (server) => {
    const bucket = storageFor(server).bucket('fake-bucket');
    for (const [index, name] of ODD_NAMES.entries()) {
      const metadata = { metadata: { number: String(index) }, cacheControl: 'no-cache' };
      await bucket.file(name).save(`content ${index}`, { resumable: index % 2 === 1, contentType: 'text/x', metadata });
      const [bytes] = await bucket.file(name).download();
      assert.equal(bytes.toString(), `content ${index}`);
      const [shown] = await bucket.file(name).getMetadata();
      assert.deepEqual(shown.metadata, { number: String(index) });
      assert.equal(shown.contentType, 'text/x');
      assert.equal(shown.cacheControl, 'no-cache');
    }
    const byBytes = [...ODD_NAMES].sort((a, b) => Buffer.from(a).compare(Buffer.from(b)));
    // With autoPaginate, maxResults would bound the whole list.
    const names: string[] = [];
    for (let query: object | null = { maxResults: 2, autoPaginate: false }; query !== null; ) {
      const [files, next]: [{ name: string }[], object | null, ...unknown[]] = await bucket.getFiles(query);
      names.push(...files.map(({ name }) => name));
      query = next;
    }
    assert.deepEqual(names, byBytes);
    assert.deepEqual([...server.objects('fake-bucket').keys()], byBytes);
    await bucket.file(ODD_NAMES[1] as string).delete();
    assert.equal(server.object('fake-bucket', ODD_NAMES[1] as string), undefined);
  });
});

test('answers carry the checksums, size and generation of what is stored', async () => {
  await withServer({}, async (server) => {
    const bucket = storageFor(server).bucket('fake-bucket');
    const content = Buffer.alloc(2_500_000, 'some text ');
    await bucket.file('large').save(content);
    const [shown] = await bucket.file('large').getMetadata();
    const crc32c = new CRC32C();
    crc32c.update(content);
    assert.equal(shown.crc32c, crc32c.toString());
    assert.equal(shown.md5Hash, createHash('md5').update(content).digest('base64'));
    assert.equal(shown.size, '2500000');
    assert.equal(shown.generation, String(server.generations('fake-bucket', 'large')[0]?.generation));
    assert.deepEqual(server.object('fake-bucket', 'large'), content);
    const [part] = await bucket.file('large').download({ start: 5, end: 14 });
    assert.equal(part.toString(), 'text some ');
  });
});

test('a listing has prefixes, pages and offsets', async () => {
  await withServer({}, async (server) => {
    const bucket = storageFor(server).bucket('fake-bucket');
    for (const name of ['a/1', 'a/2', 'b/1', 'b/x/1', 'c']) await bucket.file(name).save('', { resumable: false });
    const list = async (query: object) => {
      const [files, next, response] = await bucket.getFiles({ autoPaginate: false, ...query });
      const { prefixes } = response as { prefixes?: string[] };
      return { names: files.map(({ name }) => name), prefixes, more: next !== null };
    };
    assert.deepEqual(await list({ delimiter: '/' }), { names: ['c'], prefixes: ['a/', 'b/'], more: false });
    assert.deepEqual(await list({ prefix: 'b/', delimiter: '/' }), { names: ['b/1'], prefixes: ['b/x/'], more: false });
    assert.deepEqual(await list({ prefix: 'a/', maxResults: 1 }), { names: ['a/1'], prefixes: undefined, more: true });
    assert.deepEqual(await list({ startOffset: 'a/2', endOffset: 'b/x' }), {
      names: ['a/2', 'b/1'],
      prefixes: undefined,
      more: false,
    });
    assert.deepEqual(await list({ prefix: 'none' }), { names: [], prefixes: undefined, more: false });
  });
});

test('the paths of STORAGE_EMULATOR_HOST work, and its caller is anonymous', async () => {
  await withServer({ anonymousPermissions: ['create', 'get'] }, async (server) => {
    process.env.STORAGE_EMULATOR_HOST = server.environment().STORAGE_EMULATOR_HOST;
    const bucket = new Storage({ projectId: 'fake-project' }).bucket('fake-bucket');
    delete process.env.STORAGE_EMULATOR_HOST;
    await bucket.file('a/b').save('content', { resumable: false });
    assert.equal((await bucket.file('a/b').download())[0].toString(), 'content');
    assert.deepEqual(
      server.requests.map(({ path }) => path),
      ['/upload/storage/v1/b/fake-bucket/o', '/b/fake-bucket/o/a%2Fb'],
    );
    assert.deepEqual(
      server.requests.map(({ headers }) => headers.authorization),
      [undefined, undefined],
    );
    const refusal = await refusalOf(bucket.file('a/b').delete());
    assert.deepEqual([refusal.code, refusal.reason], [401, 'required']);
  });
});

test('each refusal comes in the words of the service', async () => {
  let now = Date.UTC(2026, 0, 1);
  await withServer({ now: () => now }, async (server) => {
    const known = storageFor(server).bucket('fake-bucket');
    await known.file('there').save('x', { resumable: false });
    const withRights = (...permissions: ('create' | 'delete' | 'get' | 'list')[]) =>
      storageFor(server, server.issueToken({ permissions })).bucket('fake-bucket');
    const expiring = storageFor(server, server.issueToken({ expiresAt: now + 1000 })).bucket('fake-bucket');
    await expiring.file('there').getMetadata();
    now += 1000;
    const writes = { resumable: false };
    const cases: [string, () => Promise<unknown>, unknown, unknown][] = [
      [
        'unknown token',
        () => storageFor(server, 'other').bucket('fake-bucket').file('there').getMetadata(),
        401,
        'authError',
      ],
      ['expired token', () => expiring.file('there').getMetadata(), 401, 'authError'],
      ['no right to read', () => withRights('list').file('there').getMetadata(), 403, 'forbidden'],
      ['no right to write', () => withRights('get').file('new').save('x', writes), 403, 'forbidden'],
      ['no right to overwrite', () => withRights('create').file('there').save('x', writes), 403, 'forbidden'],
      ['no right to list', () => withRights('get').getFiles(), 403, 'forbidden'],
      ['no right to delete', () => withRights('get').file('there').delete(), 403, 'forbidden'],
      ['missing object', () => withRights('get', 'list').file('missing').getMetadata(), 404, 'notFound'],
      ['missing object, may not list', () => withRights('get').file('missing').getMetadata(), 403, 'forbidden'],
      ['missing bucket', () => storageFor(server).bucket('other').getFiles(), 404, 'notFound'],
      [
        'missing bucket to write to',
        () => storageFor(server).bucket('other').file('x').save('x', writes),
        404,
        'notFound',
      ],
    ];
    for (const [name, attempt, code, reason] of cases) {
      const refusal = await refusalOf(attempt());
      assert.deepEqual([refusal.code, refusal.reason], [code, reason], name);
    }
    assert.match((await refusalOf(withRights('get').file('missing').getMetadata())).message, /storage\.objects\.list/);
    const missing = await refusalOf(known.file('missing').download());
    assert.deepEqual([missing.code, missing.message], [404, 'No such object: fake-bucket/missing']);
    await withRights('create').file('fresh').save('x', writes);
  });
});

test('preconditions hold for writing, reading and deleting', async () => {
  await withServer({}, async (server) => {
    const bucket = storageFor(server).bucket('fake-bucket');
    for (const resumable of [false, true]) {
      const file = bucket.file(`object-${resumable}`);
      const save = (conditions: object) => file.save('x', { resumable, preconditionOpts: conditions });
      await save({ ifGenerationMatch: 0 });
      const first = server.generations('fake-bucket', file.name)[0]?.generation ?? 0;
      const again = await refusalOf(save({ ifGenerationMatch: 0 }));
      assert.equal(Number(again.code), 412);
      await save({ ifGenerationMatch: first, ifMetagenerationMatch: 1 });
      assert.equal(Number((await refusalOf(save({ ifGenerationMatch: first }))).code), 412);
      const second = server.generations('fake-bucket', file.name)[0]?.generation ?? 0;
      assert.ok(second > first);
      assert.equal(Number((await refusalOf(save({ ifGenerationNotMatch: second }))).code), 412);
      const stale = await refusalOf(file.delete({ ifGenerationMatch: first }));
      assert.deepEqual([stale.code, stale.reason], [412, 'conditionNotMet']);
      assert.equal((await refusalOf(file.getMetadata({ ifMetagenerationMatch: 2 } as object))).code, 412);
      await file.delete({ ifGenerationMatch: second });
    }
  });
});

test('preconditions can be without effect', async () => {
  await withServer({ ignorePreconditions: true }, async (server) => {
    const file = storageFor(server).bucket('fake-bucket').file('object');
    for (const content of ['one', 'two']) {
      await file.save(content, { resumable: false, preconditionOpts: { ifGenerationMatch: 0 } });
    }
    assert.equal(server.object('fake-bucket', 'object')?.toString(), 'two');
  });
});

test('a create-only caller is told of the precondition or of the missing right, as asked', async () => {
  for (const [deleteRightFirst, code] of [
    [false, 412],
    [true, 403],
  ] as const) {
    await withServer({ deleteRightFirst }, async (server) => {
      const token = server.issueToken({ permissions: ['create'] });
      const file = storageFor(server, token).bucket('fake-bucket').file('object');
      const save = () => file.save('x', { resumable: false, preconditionOpts: { ifGenerationMatch: 0 } });
      await save();
      assert.equal((await refusalOf(save())).code, code);
    });
  }
});

test('a retention policy keeps an object until its time is over', async () => {
  let now = Date.UTC(2026, 0, 1);
  await withServer({ now: () => now }, async (server) => {
    server.createBucket('kept', { retainSeconds: 60 });
    const file = storageFor(server).bucket('kept').file('object');
    await file.save('one', { resumable: false });
    now += 59_000;
    const message =
      "Object 'kept/object' is subject to bucket's retention policy and cannot be deleted, overwritten or archived until 2026-01-01T00:01:00.000Z";
    for (const attempt of [() => file.delete(), () => file.save('two', { resumable: false })]) {
      assert.deepEqual(await refusalOf(attempt()), { code: 403, message, reason: 'retentionPolicyNotMet' });
    }
    now += 1000;
    await file.save('two', { resumable: false });
    assert.equal(server.object('kept', 'object')?.toString(), 'two');
  });
});

test('a versioned bucket keeps what was overwritten or removed', async () => {
  await withServer({}, async (server) => {
    server.createBucket('versioned', { versioned: true });
    const bucket = storageFor(server).bucket('versioned');
    for (const content of ['one', 'two']) await bucket.file('object').save(content, { resumable: false });
    await bucket.file('object').delete();
    const generations = server.generations('versioned', 'object');
    assert.deepEqual(
      generations.map(({ content, current }) => [content().toString(), current]),
      [
        ['one', false],
        ['two', false],
      ],
    );
    const old = bucket.file('object', { generation: generations[0]?.generation ?? 0 });
    assert.equal((await old.download())[0].toString(), 'one');
    await old.delete();
    assert.equal(server.generations('versioned', 'object').length, 1);
  });
});

test('a bucket whose requesters pay asks for the project', async () => {
  await withServer({}, async (server) => {
    server.createBucket('billed', { requesterPays: true });
    const storage = storageFor(server);
    const refusal = await refusalOf(storage.bucket('billed').file('object').save('x', { resumable: false }));
    assert.deepEqual([refusal.code, refusal.reason], [400, 'required']);
    const paying = storage.bucket('billed', { userProject: 'payer' });
    for (const resumable of [false, true]) await paying.file('object').save('x', { resumable });
    await paying.getFiles();
    await paying.file('object').delete();
    assert.ok(server.requests.slice(1).every(({ query }) => query.userProject === 'payer'));
  });
});
