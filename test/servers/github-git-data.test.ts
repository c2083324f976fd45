import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { getOctokit } from '@actions/github';
import { refusalOf, repo } from './github/client.ts';
import { type GithubOptions, type GithubServer, startGitHubServer } from './github-server.ts';

const NOW = Date.UTC(2026, 5, 1, 3, 0, 0);

async function start(t: TestContext, options: GithubOptions = {}) {
  const server = await startGitHubServer({ now: () => NOW, ...options });
  t.after(async () => {
    await server.close();
    assert.deepEqual(server.violations, []);
  });
  return { server, octokit: getOctokit(server.token, { baseUrl: server.url }) };
}

type Octokit = ReturnType<typeof getOctokit>;

/** One commit on top of a parent that adds or replaces one file; its sha. */
async function makeCommit(octokit: Octokit, parent: string, path: string, content: string): Promise<string> {
  const { data: tree } = await octokit.rest.git.createTree({
    ...repo,
    base_tree: parent,
    tree: [{ path, mode: '100644', type: 'blob', content }],
  });
  const commit = { ...repo, tree: tree.sha, parents: [parent], message: `Change ${path}` };
  return (await octokit.rest.git.createCommit(commit)).data.sha;
}

async function headOf(server: GithubServer, branch = 'main'): Promise<string> {
  return (await server.branchHead(branch)) as string;
}

test('what is committed through the git data API can be cloned byte for byte', async (t) => {
  const { server, octokit } = await start(t);
  const parent = await headOf(server);
  const bytes = Buffer.from([0, 255, 13, 10, 128]);
  const { data: blob } = await octokit.rest.git.createBlob({
    ...repo,
    content: bytes.toString('base64'),
    encoding: 'base64',
  });
  const { data: tree } = await octokit.rest.git.createTree({
    ...repo,
    base_tree: parent,
    tree: [
      { path: 'data/raw.bin', mode: '100644', type: 'blob', sha: blob.sha },
      { path: 'data/été 日本.csv', mode: '100644', type: 'blob', content: 'a,b\r\n' },
      { path: 'README.md', mode: '100644', type: 'blob', sha: null },
    ],
  });
  assert.deepEqual(
    tree.tree.map(({ path, type }) => [path, type]),
    [['data', 'tree']],
  );
  const { data: commit } = await octokit.rest.git.createCommit({
    ...repo,
    tree: tree.sha,
    parents: [parent],
    message: 'Data of 1 June\n\nMore.',
  });
  assert.deepEqual([commit.verification.verified, commit.verification.reason], [true, 'valid']);
  assert.deepEqual(commit.author, {
    name: 'github-actions[bot]',
    email: '41898282+github-actions[bot]@users.noreply.github.com',
    date: '2026-06-01T03:00:00Z',
  });
  await octokit.rest.git.updateRef({ ...repo, ref: 'heads/main', sha: commit.sha });
  const folder = await server.clone(t);
  assert.deepEqual(readFileSync(join(folder, 'data/raw.bin')), bytes);
  assert.equal(readFileSync(join(folder, 'data/été 日本.csv'), 'utf8'), 'a,b\r\n');
  assert.equal(
    execFileSync('git', ['-C', folder, 'log', '-1', '--format=%B'], { encoding: 'utf8' }).trim(),
    commit.message,
  );
  execFileSync('git', ['-C', server.bareFolder, 'fsck', '--strict'], { stdio: 'pipe' });
  assert.deepEqual([...(await server.files('main')).keys()], ['data/raw.bin', 'data/été 日本.csv']);
  const [newest, first] = await server.log('main');
  assert.deepEqual([newest?.verified, newest?.committer, first?.verified], [true, 'GitHub', false]);
});

test('a branch moves forward only, unless forced', async (t) => {
  const { server, octokit } = await start(t);
  const first = await headOf(server);
  const ours = await makeCommit(octokit, first, 'ours.txt', 'ours');
  const theirs = await server.commitAs('main', { 'theirs.txt': 'theirs' }, 'By hand');
  const update = { ...repo, ref: 'heads/main', sha: ours };
  assert.equal(await refusalOf(octokit.rest.git.updateRef(update)), '422 Update is not a fast forward');
  assert.equal(await headOf(server), theirs);
  await octokit.rest.git.updateRef({ ...update, force: true });
  assert.equal(await headOf(server), ours);
  const missing = octokit.rest.git.updateRef({ ...update, ref: 'heads/none' });
  assert.equal(await refusalOf(missing), '422 Reference does not exist');
});

test('references with slashes are made, found, listed and removed', async (t) => {
  const { server, octokit } = await start(t);
  const sha = await headOf(server);
  await octokit.rest.git.createRef({ ...repo, ref: 'refs/heads/export/a/b', sha });
  const again = octokit.rest.git.createRef({ ...repo, ref: 'refs/heads/export/a/b', sha });
  assert.equal(await refusalOf(again), '422 Reference already exists');
  const { data } = await octokit.rest.git.getRef({ ...repo, ref: 'heads/export/a/b' });
  assert.equal(data.object.sha, sha);
  assert.equal(await refusalOf(octokit.rest.git.getRef({ ...repo, ref: 'heads/export/a' })), '404 Not Found');
  const { data: list } = await octokit.rest.git.listMatchingRefs({ ...repo, ref: 'heads/exp' });
  assert.deepEqual(
    list.map(({ ref }) => ref),
    ['refs/heads/export/a/b'],
  );
  await octokit.rest.git.deleteRef({ ...repo, ref: 'heads/export/a/b' });
  assert.equal(await server.branchHead('export/a/b'), undefined);
});

test('a tree is refused whole for one bad entry', async (t) => {
  const { server, octokit } = await start(t);
  const base_tree = await headOf(server);
  const entry = { path: 'a', mode: '100644', type: 'blob' } as const;
  const cases = [
    { ...entry, path: 'not/there', sha: null },
    { ...entry, sha: 'f'.repeat(40) },
    { ...entry, path: 'a/../b', content: '' },
    { ...entry, path: '/a', content: '' },
    { ...entry, content: 'lone \ud800 half' },
  ];
  const refusals: string[] = [];
  for (const bad of cases) {
    const tree = [{ ...entry, path: 'good', content: 'good' }, bad];
    refusals.push(await refusalOf(octokit.rest.git.createTree({ ...repo, base_tree, tree })));
  }
  assert.deepEqual(refusals, [
    '422 GitRPC::BadObjectState',
    '422 GitRPC::BadObjectState',
    '422 tree.path contains a malformed path component',
    '422 tree.path contains a malformed path component',
    '422 tree.content is not valid UTF-8',
  ]);
});

test('a tree of five hundred files is made in one request, and read in one', async (t) => {
  const { server, octokit } = await start(t, { limits: { treeEntries: 510 } });
  const base_tree = await headOf(server);
  const tree = Array.from({ length: 500 }, (_, index) => {
    return { path: `day=${index}/rows.csv`, mode: '100644', type: 'blob', content: `row ${index}\n` } as const;
  });
  const { data: made } = await octokit.rest.git.createTree({ ...repo, base_tree, tree });
  const { data: read } = await octokit.rest.git.getTree({ ...repo, tree_sha: made.sha, recursive: '1' });
  assert.deepEqual([read.truncated, read.tree.length], [true, 510]);
  const { data: top } = await octokit.rest.git.getTree({ ...repo, tree_sha: made.sha });
  assert.deepEqual([top.truncated, top.tree.length], [false, 501]);
});

test('folders are replaced by their sha, by files, and removed', async (t) => {
  const { server, octokit } = await start(t);
  const base_tree = await server.commitAs('main', { 'a/1': '1', 'a/2': '2', 'b/3': '3', 'c/4': '4' }, 'Files');
  const { data: all } = await octokit.rest.git.getTree({ ...repo, tree_sha: base_tree });
  const sha = all.tree.find(({ path }) => path === 'a')?.sha as string;
  const { data: made } = await octokit.rest.git.createTree({
    ...repo,
    base_tree,
    tree: [
      { path: 'b', mode: '040000', type: 'tree', sha },
      { path: 'c', mode: '100755', type: 'blob', content: 'file' },
      { path: 'a', mode: '040000', type: 'tree', sha: null },
    ],
  });
  assert.deepEqual([...(await server.files(made.sha)).keys()], ['README.md', 'b/1', 'b/2', 'c']);
});

test('blobs come as base64 in lines or raw, up to the limits', async (t) => {
  const { server, octokit } = await start(t, { limits: { blobReadBytes: 2000, blobWriteBytes: 1000 } });
  const content = 'x'.repeat(1000);
  const { data } = await octokit.rest.git.createBlob({ ...repo, content });
  const { data: read } = await octokit.rest.git.getBlob({ ...repo, file_sha: data.sha });
  assert.equal(read.content.indexOf('\n'), 60);
  assert.equal(Buffer.from(read.content, 'base64').toString(), content);
  const raw = await octokit.rest.git.getBlob({ ...repo, file_sha: data.sha, mediaType: { format: 'raw' } });
  assert.equal(raw.data, content);
  const large = await refusalOf(octokit.rest.git.createBlob({ ...repo, content: `${content}x` }));
  assert.match(large, /^422 Sorry, your input was too large to process/);
  await server.commitAs('main', { large: 'x'.repeat(2001) }, 'Large');
  const { data: list } = await octokit.rest.git.getTree({ ...repo, tree_sha: 'main' });
  const sha = list.tree.find(({ path }) => path === 'large')?.sha as string;
  assert.match(
    await refusalOf(octokit.rest.git.getBlob({ ...repo, file_sha: sha })),
    /^403 This API returns blobs up to/,
  );
  assert.equal(await refusalOf(octokit.rest.git.getBlob({ ...repo, file_sha: 'f'.repeat(40) })), '404 Not Found');
});

test('only what an app commits in its own name is verified', async (t) => {
  const permissions = { contents: 'write' } as const;
  const tokens = [
    { token: 'fake-app', kind: 'app', permissions, login: 'github-actions[bot]' },
    { token: 'fake-person', kind: 'personal', permissions, login: 'octo-person' },
  ] as const;
  const { server, octokit } = await start(t, { tokens });
  const tree = (await octokit.rest.git.getTree({ ...repo, tree_sha: 'main' })).data.sha;
  const commit = { ...repo, tree, parents: [await headOf(server)], message: 'Same tree' };
  const author = { name: 'Custom', email: 'custom@example.com' };
  const custom = await octokit.rest.git.createCommit({ ...commit, author });
  assert.deepEqual([custom.data.verification.reason, custom.data.committer.name], ['unsigned', 'Custom']);
  const person = getOctokit('fake-person', { baseUrl: server.url });
  const { data } = await person.rest.git.createCommit(commit);
  assert.deepEqual([data.verification.verified, data.committer.name], [false, 'octo-person']);
});

test('ten clients that append to one branch: one wins each round, and nothing is lost', async (t) => {
  const { server, octokit } = await start(t);
  for (let round = 0; round < 3; round += 1) {
    const parent = await headOf(server);
    const names = Array.from({ length: 10 }, (_, index) => `round-${round}/client-${index}.txt`);
    const shas = await Promise.all(names.map((name) => makeCommit(octokit, parent, name, name)));
    const results = await Promise.all(
      shas.map((sha) => refusalOf(octokit.rest.git.updateRef({ ...repo, ref: 'heads/main', sha }))),
    );
    const winners = results.filter((result) => result === 'accepted');
    const losers = results.filter((result) => result === '422 Update is not a fast forward');
    assert.deepEqual([winners.length, losers.length], [1, 9]);
    assert.equal(await headOf(server), shas[results.indexOf('accepted')]);
  }
  assert.equal((await server.log('main')).length, 4);
});
