import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { getOctokit } from '@actions/github';
import { refusalOf, repo } from './github/client.ts';
import { type GithubOptions, startGitHubServer, type TokenOptions } from './github-server.ts';

const NOW = Date.UTC(2026, 5, 1, 3, 0, 0);
const PROTECTED = '422 Repository rule violations found\n\nChanges must be made through a pull request.\n\n';
const COMMIT = `mutation ($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid url } ref { name } }
}`;

async function start(t: TestContext, options: GithubOptions = {}) {
  const server = await startGitHubServer({ now: () => NOW, ...options });
  t.after(() => server.close());
  return { server, octokit: getOctokit(server.token, { baseUrl: server.url }) };
}

function commitInput(expectedHeadOid: string, additions: Record<string, string>, deletions: string[] = []) {
  return {
    input: {
      branch: { repositoryNameWithOwner: 'octo-org/data', branchName: 'main' },
      message: { headline: 'Data', body: 'Of today' },
      expectedHeadOid,
      fileChanges: {
        additions: Object.entries(additions).map(([path, text]) => ({
          path,
          contents: Buffer.from(text).toString('base64'),
        })),
        deletions: deletions.map((path) => ({ path })),
      },
    },
  };
}

interface Failed {
  response: { data: unknown };
  errors: { type: string; path: string[]; message: string }[];
}

test('createCommitOnBranch commits to the head that it was told, and to no other', async (t) => {
  const { server, octokit } = await start(t, { limits: { additions: 3 } });
  const head = (await server.branchHead('main')) as string;
  const result = await octokit.graphql<{ createCommitOnBranch: { commit: { oid: string }; ref: { name: string } } }>(
    COMMIT,
    commitInput(head, { 'a.csv': 'a\r\n', 'b.csv': 'b' }, ['README.md']),
  );
  const { oid } = result.createCommitOnBranch.commit;
  assert.deepEqual([result.createCommitOnBranch.ref.name, await server.branchHead('main')], ['main', oid]);
  const [newest] = await server.log('main');
  assert.deepEqual([newest?.message, newest?.verified], ['Data\n\nOf today', true]);
  assert.equal((await server.files('main')).get('a.csv')?.toString(), 'a\r\n');
  const failure = (input: object) =>
    octokit.graphql(COMMIT, { ...input }).then(
      () => undefined,
      (error: Failed) => error.errors[0],
    );
  const stale = await failure(commitInput(head, { 'a.csv': 'late' }));
  assert.deepEqual([stale?.type, stale?.path], ['STALE_DATA', ['createCommitOnBranch']]);
  assert.match(stale?.message ?? '', /^Expected branch to point to "[0-9a-f]{40}" but it did not/);
  const many = await failure(commitInput(oid, { 1: '', 2: '', 3: '', 4: '' }));
  assert.equal(many?.message, 'A maximum of 3 additions can be made in a single commit');
  assert.match((await failure(commitInput(oid, {}, ['none'])))?.message ?? '', /^A path was requested for deletion/);
  assert.deepEqual(server.violations, []);
  await failure({ input: { ...commitInput(oid, {}).input, extra: 1 } });
  assert.equal(server.violations.length, 1);
});

test('an empty repository takes its first commit only as a file', async (t) => {
  const { server, octokit } = await start(t, { empty: true });
  const empty = '409 Git Repository is empty.';
  assert.equal(await refusalOf(octokit.rest.git.getRef({ ...repo, ref: 'heads/main' })), empty);
  assert.equal(await refusalOf(octokit.rest.git.createBlob({ ...repo, content: '' })), empty);
  assert.equal(await refusalOf(octokit.rest.repos.listCommits(repo)), empty);
  const file = {
    ...repo,
    path: '.gitattributes',
    message: 'Begin',
    content: Buffer.from('* -text\n').toString('base64'),
  };
  assert.equal(
    await refusalOf(octokit.rest.repos.getContent({ ...repo, path: file.path })),
    '404 This repository is empty.',
  );
  const { data, status } = await octokit.rest.repos.createOrUpdateFileContents(file);
  assert.deepEqual([status, data.commit.sha], [201, await server.branchHead('main')]);
  const { data: read } = await octokit.rest.repos.getContent({ ...repo, path: file.path });
  assert.equal(Buffer.from((read as { content: string }).content, 'base64').toString(), '* -text\n');
  assert.match(await refusalOf(octokit.rest.repos.createOrUpdateFileContents(file)), /^422 .*"sha" wasn't supplied/s);
  assert.deepEqual(server.violations, []);
});

test('an answer can be lost after the work, or the work left undone', async (t) => {
  const { server, octokit } = await start(t);
  const sha = (await server.branchHead('main')) as string;
  const create = (name: string) => refusalOf(octokit.rest.git.createRef({ ...repo, ref: `refs/heads/${name}`, sha }));
  server.fail({ method: 'POST', path: /git\/refs$/, answer: 'cut connection', when: 'after' });
  server.fail({ method: 'POST', path: /git\/refs$/, answer: { status: 502, message: 'Server Error' } });
  assert.match(await create('lost'), /^500 /);
  assert.equal(await server.branchHead('lost'), sha);
  assert.equal(await create('undone'), '502 Server Error');
  assert.equal(await server.branchHead('undone'), undefined);
  assert.equal(await create('undone'), 'accepted');
  assert.deepEqual(
    server.requests.map(({ status }) => status),
    [0, 502, 201],
  );
});

test('a hook before a request makes a race certain', async (t) => {
  const { server, octokit } = await start(t);
  const parent = (await server.branchHead('main')) as string;
  const { data: base } = await octokit.rest.git.getCommit({ ...repo, commit_sha: parent });
  const { data } = await octokit.rest.git.createCommit({
    ...repo,
    tree: base.tree.sha,
    parents: [parent],
    message: 'Ours',
  });
  server.setOnRequest(async ({ method }) => {
    if (method === 'PATCH') await server.commitAs('main', { theirs: '' }, 'Theirs');
  });
  const update = octokit.rest.git.updateRef({ ...repo, ref: 'heads/main', sha: data.sha });
  assert.equal(await refusalOf(update), '422 Update is not a fast forward');
});

test('the hourly limit is shown on every answer, and ends with its window', async (t) => {
  let now = NOW;
  const { server, octokit } = await start(t, { now: () => now, rateLimit: 2 });
  const { headers } = await octokit.rest.repos.get(repo);
  assert.deepEqual(
    ['limit', 'remaining', 'used', 'reset', 'resource'].map((name) => headers[`x-ratelimit-${name}`]),
    ['2', '1', '1', String(NOW / 1000 + 3600), 'core'],
  );
  await octokit.rest.repos.get(repo);
  const refused = octokit.rest.repos.get(repo);
  assert.equal(await refusalOf(refused), '403 API rate limit exceeded for installation ID 50000001.');
  const { data } = await octokit.rest.rateLimit.get();
  assert.deepEqual([data.rate.remaining, data.resources.graphql?.remaining], [0, 2]);
  now += 3_600_000;
  assert.equal(await refusalOf(octokit.rest.repos.get(repo)), 'accepted');
  assert.deepEqual(server.violations, []);
});

test('GraphQL tells of a used up limit in an answer of status 200', async (t) => {
  const { octokit } = await start(t, { rateLimit: 0 });
  const error = (await octokit.graphql(COMMIT, {}).catch((caught) => caught)) as Failed;
  assert.equal(error.errors[0]?.type, 'RATE_LIMITED');
});

test('a request for a tree may be only so large', async (t) => {
  const { octokit } = await start(t, { limits: { treeRequestBytes: 1000 } });
  const tree = [{ path: 'a', mode: '100644', type: 'blob', content: 'x'.repeat(1000) }] as const;
  assert.equal(
    await refusalOf(octokit.rest.git.createTree({ ...repo, tree: [...tree] })),
    '413 Request Entity Too Large',
  );
});

test('a secondary limit meets so many changes', async (t) => {
  const { server, octokit } = await start(t);
  server.limitSecondary({ requests: 1, onlyChanges: true, status: 429, retryAfterSeconds: 7 });
  assert.equal(await refusalOf(octokit.rest.repos.get(repo)), 'accepted');
  const refused = await octokit.rest.git.createBlob({ ...repo, content: '' }).catch((error) => error.response);
  assert.deepEqual([refused.status, refused.headers['retry-after']], [429, '7']);
  assert.match(refused.data.message, /^You have exceeded a secondary rate limit/);
  assert.equal(await refusalOf(octokit.rest.git.createBlob({ ...repo, content: '' })), 'accepted');
});

const READER: TokenOptions = {
  token: 'fake-reader',
  kind: 'app',
  permissions: { contents: 'read' },
  login: 'github-actions[bot]',
};

test('tokens reach no further than their rights', async (t) => {
  const stranger: TokenOptions = {
    ...READER,
    token: 'fake-stranger',
    kind: 'personal',
    permissions: {},
    login: 'octo-person',
  };
  const { server, octokit } = await start(t, { tokens: [READER, stranger] });
  const main = { ...repo, ref: 'heads/main' };
  const blob = { ...repo, content: '' };
  assert.equal(await refusalOf(octokit.rest.git.getRef(main)), 'accepted');
  assert.equal(await refusalOf(octokit.rest.git.createBlob(blob)), '403 Resource not accessible by integration');
  assert.equal(await refusalOf(octokit.rest.pulls.list(repo)), '403 Resource not accessible by integration');
  const as = (token: string) => getOctokit(token, { baseUrl: server.url });
  assert.equal(await refusalOf(as('fake-unknown').rest.git.getRef(main)), '401 Bad credentials');
  assert.equal(await refusalOf(as('fake-stranger').rest.git.getRef(main)), '404 Not Found');
  assert.equal(await refusalOf(octokit.rest.git.getRef({ ...main, repo: 'other' })), '404 Not Found');
  server.setRepository({ visibility: 'public' });
  assert.equal(await refusalOf(as('fake-stranger').rest.git.getRef(main)), 'accepted');
  assert.deepEqual(server.violations, []);
});

test('protected branches and archived repositories do not change', async (t) => {
  const { server, octokit } = await start(t, { protectedBranches: ['main'] });
  const sha = await server.commitAs('export', { a: 'a' }, 'One');
  assert.equal(await refusalOf(octokit.rest.git.updateRef({ ...repo, ref: 'heads/main', sha })), PROTECTED);
  const file = { ...repo, path: 'a', message: 'File', content: '' };
  assert.equal(await refusalOf(octokit.rest.repos.createOrUpdateFileContents(file)), PROTECTED.replace('422', '409'));
  server.setRepository({ archived: true });
  const blob = octokit.rest.git.createBlob({ ...repo, content: '' });
  assert.equal(await refusalOf(blob), '403 Repository was archived so is read-only.');
  assert.equal((await octokit.rest.repos.get(repo)).data.archived, true);
  assert.deepEqual(server.violations, []);
});

test('histories are compared, and listed by path in pages', async (t) => {
  const { server, octokit } = await start(t);
  await server.commitAs('export', { 'data/a b.csv': '1\n' }, 'One');
  await server.commitAs('export', { 'data/a b.csv': '1\n2\n' }, 'Two');
  await server.commitAs('main', { other: '' }, 'Other');
  const { data } = await octokit.rest.repos.compareCommitsWithBasehead({ ...repo, basehead: 'main...export' });
  assert.deepEqual([data.status, data.ahead_by, data.behind_by, data.total_commits], ['diverged', 2, 1, 2]);
  assert.deepEqual(
    data.files?.map(({ filename, status, additions }) => [filename, status, additions]),
    [['data/a b.csv', 'added', 2]],
  );
  const commits = await octokit.paginate(octokit.rest.repos.listCommits, {
    ...{ ...repo, sha: 'export', path: 'data/a b.csv', per_page: 1 },
  });
  assert.deepEqual(
    commits.map(({ commit }) => commit.message),
    ['Two', 'One'],
  );
  const none = octokit.rest.repos.compareCommitsWithBasehead({ ...repo, basehead: 'main...none' });
  assert.equal(await refusalOf(none), '404 Not Found');
  assert.deepEqual(server.violations, []);
});

test('a request that GitHub does not describe is answered loudly and kept', async (t) => {
  const { server, octokit } = await start(t);
  const wrong = [
    () => octokit.request('POST /repos/{owner}/{repo}/git/blobs', { ...repo, contents: 'mistaken' } as never),
    () => octokit.request('GET /repos/{owner}/{repo}/pulls', { ...repo, state: 'merged' } as never),
    () => octokit.request('GET /repos/{owner}/{repo}/pulls', { ...repo, branch: 'main' } as never),
  ];
  for (const send of wrong) assert.match(await refusalOf(send()), /^500 The request does not match/);
  assert.equal(server.violations.length, 3);
});
