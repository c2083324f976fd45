import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type BlobReader, blobReader } from '../../src/github/blob-reader.ts';
import { readBranch } from '../../src/github/branch.ts';
import type { TreeEntry } from '../../src/github/git-objects.ts';
import { openLoopbackGitHub } from './open-github.ts';

async function start(t: TestContext, contents: Record<string, string | Buffer>) {
  const { server, github } = await openLoopbackGitHub(t);
  const inData = Object.entries(contents).map(([name, content]) => [`data/${name}`, content]);
  await server.commitAs('main', Object.fromEntries(inData), 'Data');
  const { files } = await readBranch(github, { branch: 'main', base: 'main', takesBase: false, folder: 'data' });
  const entries = [...files].sort().map(([, entry]) => entry);
  const read: BlobReader = blobReader(github);
  const seen = server.requests.length;
  return {
    server,
    entries,
    readAt: (index: number) => read(entries[index] as TreeEntry, entries.slice(index + 1)),
    requests: () => server.requests.slice(seen).map(({ path }) => (path === '/graphql' ? 'graphql' : 'blob')),
  };
}

function numbered(count: number): Record<string, string> {
  const names = Array.from({ length: count }, (_, number) => String(number).padStart(4, '0'));
  return Object.fromEntries(names.map((name) => [name, `Text ${name}, «ü»\r\n`]));
}

test('text that is read in order takes a request for a hundred files', async (t) => {
  const contents = numbered(230);
  const { server, readAt, requests } = await start(t, contents);
  for (const [index, text] of Object.values(contents).entries()) assert.equal((await readAt(index)).toString(), text);
  assert.deepEqual(requests(), ['graphql', 'graphql', 'graphql']);
  assert.deepEqual(server.violations, []);
});

test('readers side by side ask for nothing twice', async (t) => {
  const contents = numbered(90);
  const { readAt, requests } = await start(t, contents);
  const read = await Promise.all(Object.keys(contents).map((_, index) => readAt(index)));
  assert.deepEqual(read.map(String), Object.values(contents));
  assert.deepEqual(requests(), ['graphql']);
});

test('what is not text, or long, comes alone and whole', async (t) => {
  const long = '«long»\n'.repeat(80_000);
  const contents = { a: 'a\n', b: gzipSync('b'), c: Buffer.from([0xff, 0x00, 0xfe]), d: long, e: 'e\n', f: 'f\n' };
  const { readAt, requests, server } = await start(t, contents);
  for (const [index, content] of Object.values(contents).entries()) {
    assert.deepEqual(await readAt(index), Buffer.from(content as string), `file ${index}`);
  }
  // The first asks for three of which one is text; the last two come together.
  assert.deepEqual(requests().filter((kind) => kind === 'blob').length, 3);
  assert.deepEqual(server.violations, []);
});

test('where reading together is refused, files are read one by one', async (t) => {
  const contents = numbered(3);
  const { server, readAt, requests } = await start(t, contents);
  server.fail({ path: /graphql$/, answer: { status: 403, message: 'Forbidden' }, times: 3 });
  for (const [index, text] of Object.values(contents).entries()) assert.equal((await readAt(index)).toString(), text);
  assert.equal(requests().filter((kind) => kind === 'blob').length, 3);
});

test('a blob that is gone is an error', async (t) => {
  const { readAt, server } = await start(t, { a: gzipSync('a') });
  server.fail({ path: /git\/blobs\//, answer: { status: 404, message: 'Not Found' } });
  await assert.rejects(readAt(0), /Not Found/);
});
