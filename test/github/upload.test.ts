import assert from 'node:assert/strict';
import { truncate } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Upload } from '../../src/github/git-objects.ts';
import { blobId } from '../../src/github/git-objects.ts';
import { uploadTree } from '../../src/github/upload.ts';
import type { GithubOptions } from '../servers/github-server.ts';
import { openLoopbackGitHub } from './open-github.ts';

async function start(t: TestContext, options?: GithubOptions) {
  const opened = await openLoopbackGitHub(t, options);
  const { github, server, file } = opened;
  const { rest, repository } = github;
  const parent = (await server.branchHead('main')) as string;
  const base = (await rest.git.getCommit({ ...repository, commit_sha: parent })).data.tree.sha;
  const seen = server.requests.length;
  return {
    ...opened,
    base,
    async uploads(contents: Record<string, string | Buffer>): Promise<Upload[]> {
      const all = Object.entries(contents).map(async ([path, content]) => {
        const localFile = await file(path, content);
        return { path, localFile, sha: await blobId(localFile) };
      });
      return Promise.all(all);
    },
    upload: (uploads: Upload[], changes: Parameters<typeof uploadTree>[2] = []) =>
      uploadTree(github, base, changes, uploads, { parent, label: 'run-1' }),
    /** What a commit of a tree would hold. */
    async held(tree: string): Promise<Record<string, Buffer>> {
      const { data } = await rest.git.createCommit({ ...repository, message: 'Test', tree, parents: [parent] });
      return Object.fromEntries(await server.files(data.sha));
    },
    /** What was asked of GitHub since the start: `POST trees` -> 1. */
    writes(): Record<string, number> {
      const kinds = server.requests
        .slice(seen)
        .map(({ method, path }) => `${method} ${path.split('/')[5] ?? 'graphql'}`);
      return Object.fromEntries(
        [...new Set(kinds)].map((kind) => [kind, kinds.filter((each) => each === kind).length]),
      );
    },
  };
}

test('text travels inside the tree, and what was there stays', async (t) => {
  const { uploads, upload, held, writes, server } = await start(t);
  const contents = {
    'data/a.jsonl': '{"name":"Zoë \\u0000 \u2028"}\n',
    'data/b.csv': 'id\r\n"1"\r\n',
    'data/empty.jsonl': '',
  };
  const tree = await upload(await uploads(contents));
  assert.deepEqual(writes(), { 'POST trees': 1 });
  const { 'README.md': readme, ...files } = await held(tree);
  assert.ok(readme);
  assert.deepEqual(
    files,
    Object.fromEntries(Object.entries(contents).map(([path, text]) => [path, Buffer.from(text)])),
  );
  assert.deepEqual(server.violations, []);
});

test('changes come with the files, removals too', async (t) => {
  const { uploads, upload, held, github } = await start(t);
  const { rest, repository } = github;
  const { data } = await rest.git.createBlob({ ...repository, content: 'taken', encoding: 'utf-8' });
  const changes = [
    { path: 'README.md', mode: '100644', sha: null },
    { path: 'taken.txt', mode: '100644', sha: data.sha },
  ];
  const tree = await upload(await uploads({ 'data/a.jsonl': 'a\n' }), changes);
  assert.deepEqual(Object.keys(await held(tree)), ['data/a.jsonl', 'taken.txt']);
});

test('hundreds of files go in batches', async (t) => {
  const { uploads, upload, held, writes } = await start(t);
  const contents = Object.fromEntries(
    Array.from({ length: 801 }, (_, number) => [`data/${number}.jsonl`, `${number}\n`]),
  );
  const tree = await upload(await uploads(contents));
  assert.deepEqual(writes(), { 'POST trees': 3 });
  assert.equal(Object.keys(await held(tree)).length, 802);
});

test('long text is sent ahead, and requests stay far below the limit', async (t) => {
  const { uploads, upload, held, writes } = await start(t, { limits: { treeRequestBytes: 6_000_000 } });
  const long = '{"a":1}\n'.repeat(600_000);
  const half = '{"b":2}\n'.repeat(300_000);
  const contents = { 'data/long.jsonl': long, 'data/x.jsonl': half, 'data/y.jsonl': half, 'data/z.jsonl': half };
  const tree = await upload(await uploads(contents));
  assert.deepEqual(writes(), { 'POST blobs': 1, 'POST trees': 4 });
  assert.equal((await held(tree))['data/long.jsonl']?.toString(), long);
});

test('a few compressed files are sent one by one', async (t) => {
  const { uploads, upload, held, writes } = await start(t);
  const contents = { 'data/a.jsonl.gz': gzipSync('a'), 'data/b.csv.zst': Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00]) };
  const tree = await upload(await uploads(contents));
  assert.deepEqual(writes(), { 'POST blobs': 2, 'POST trees': 1 });
  const { 'README.md': _readme, ...files } = await held(tree);
  assert.deepEqual(files, contents);
});

function manyCompressed(count: number): Record<string, Buffer> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, number) => [`data/${number}.jsonl.gz`, gzipSync(`${number}`)]),
  );
}

test('many compressed files go through a branch of their own that is gone afterwards', async (t) => {
  const { uploads, upload, held, writes, server } = await start(t);
  const contents = manyCompressed(101);
  await server.commitAs('openai-admin-export-upload/run-1', { 'left.txt': 'over' }, 'Left by a run that died');
  const tree = await upload(await uploads(contents));
  assert.deepEqual(writes(), {
    ...{ 'DELETE refs': 2, 'GET commits': 1, 'POST commits': 1, 'POST refs': 1 },
    ...{ 'POST graphql': 2, 'POST trees': 1 },
  });
  assert.equal(await server.branchHead('openai-admin-export-upload/run-1'), undefined);
  const { 'README.md': _readme, ...files } = await held(tree);
  assert.deepEqual(files, contents);
  assert.deepEqual(server.violations, []);
});

test('the branch of an upload that fails is removed all the same', async (t) => {
  const { uploads, upload, server } = await start(t, { limits: { additionBytes: 100 } });
  await assert.rejects(upload(await uploads(manyCompressed(21))), /The commit is too large/);
  assert.equal(await server.branchHead('openai-admin-export-upload/run-1'), undefined);
});

test('files that are too large for GitHub are named before anything is sent', async (t) => {
  const { uploads, upload, writes } = await start(t);
  const names = Array.from({ length: 7 }, (_, number) => `data/${number}.jsonl.gz`);
  const files = await uploads(Object.fromEntries(names.map((name) => [name, name])));
  for (const { localFile } of files) await truncate(localFile, 41_000_000);
  await assert.rejects(
    upload(files),
    /Failed to commit data\/0\.jsonl\.gz \(41 MB\), .*and 2 more: .*`partition-by: day`/,
  );
  assert.deepEqual(writes(), {});
});
