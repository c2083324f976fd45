import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { getOctokit } from '@actions/github';
import { refusalOf, repo } from './github/client.ts';
import { type GithubOptions, startGitHubServer } from './github-server.ts';

const PULL = { ...repo, head: 'export', base: 'main', title: 'Data of 1 June', body: 'Read me' };

async function start(t: TestContext, options: GithubOptions = {}) {
  let now = Date.UTC(2026, 5, 1, 3, 0, 0);
  // Each look at the clock is a second later than the one before.
  const tick = () => {
    now += 1000;
    return now;
  };
  const server = await startGitHubServer({ now: tick, ...options });
  t.after(async () => {
    await server.close();
    assert.deepEqual(server.violations, []);
  });
  return { server, octokit: getOctokit(server.token, { baseUrl: server.url }) };
}

test('a pull request is opened, found, edited and merged by squashing', async (t) => {
  const { server, octokit } = await start(t);
  await server.commitAs('export', { 'data/a.csv': 'a\n' }, 'One');
  await server.commitAs('export', { 'data/b.csv': 'b\n' }, 'Two');
  const { data: made } = await octokit.rest.pulls.create(PULL);
  assert.deepEqual([made.number, made.commits, made.changed_files, made.additions, made.mergeable], [1, 2, 2, 2, true]);
  assert.match(
    await refusalOf(octokit.rest.pulls.create(PULL)),
    /^422 Validation Failed: A pull request already exists for octo-org:export\.$/,
  );
  const { data: found } = await octokit.rest.pulls.list({ ...repo, head: 'octo-org:export', base: 'main' });
  assert.deepEqual(
    found.map(({ number, state }) => [number, state]),
    [[1, 'open']],
  );
  await octokit.rest.pulls.update({ ...repo, pull_number: 1, title: 'New title', body: 'New body' });
  const sha = await server.mergePullRequest(1, 'squash', { deleteBranch: true });
  const { data: merged } = await octokit.rest.pulls.get({ ...repo, pull_number: 1 });
  assert.deepEqual(
    [merged.state, merged.merged, merged.merge_commit_sha, merged.title, merged.commits],
    ['closed', true, sha, 'New title', 2],
  );
  assert.equal(await server.branchHead('export'), undefined);
  const [newest, ...older] = await server.log('main');
  assert.deepEqual([newest?.message, newest?.verified, older.length], ['New title (#1)\n\nNew body', true, 1]);
  const { data: origin } = await octokit.rest.repos.listPullRequestsAssociatedWithCommit({ ...repo, commit_sha: sha });
  assert.deepEqual(
    origin.map(({ number }) => number),
    [1],
  );
  assert.deepEqual([...(await server.files('main')).keys()], ['README.md', 'data/a.csv', 'data/b.csv']);
});

test('merge and rebase leave the histories that the buttons leave', async (t) => {
  const { server, octokit } = await start(t);
  for (const method of ['merge', 'rebase'] as const) {
    await server.commitAs(method, { [`${method}/1`]: '1' }, `${method} one`);
    await server.commitAs(method, { [`${method}/2`]: '2' }, `${method} two`);
    await server.commitAs('main', { 'README.md': `Before ${method}\n` }, `Before ${method}`);
    const { data } = await octokit.rest.pulls.create({ ...PULL, head: method });
    await server.mergePullRequest(data.number, method);
  }
  const log = await server.log('main');
  assert.deepEqual(
    log.slice(0, 4).map(({ message, parents }) => [message.trim().split('\n')[0], parents.length]),
    [
      ['rebase two', 1],
      ['rebase one', 1],
      ['Before rebase', 1],
      ['Merge pull request #1 from octo-org/merge', 2],
    ],
  );
  assert.equal((await server.files('main')).size, 5);
});

test('a pull request needs commits, a common history, a title and the setting', async (t) => {
  const { server, octokit } = await start(t);
  const sha = (await server.branchHead('main')) as string;
  await octokit.rest.git.createRef({ ...repo, ref: 'refs/heads/export', sha });
  const refusal = (change: object) => refusalOf(octokit.rest.pulls.create({ ...PULL, ...change }));
  assert.equal(await refusal({}), '422 Validation Failed: No commits between main and export');
  assert.equal(await refusal({ head: 'none' }), '422 Validation Failed: head invalid');
  assert.equal(await refusal({ title: '' }), '422 Validation Failed: title missing_field');
  await server.commitAs('export', { a: 'a' }, 'One');
  assert.match(await refusal({ body: '🦆'.repeat(65_537) }), /body is too long \(maximum is 65536 characters\)$/);
  const tree = (await octokit.rest.git.getTree({ ...repo, tree_sha: 'main' })).data.sha;
  const root = await octokit.rest.git.createCommit({ ...repo, tree, message: 'Another beginning' });
  await octokit.rest.git.createRef({ ...repo, ref: 'refs/heads/orphan', sha: root.data.sha });
  assert.match(await refusal({ head: 'orphan' }), /no history in common/);
  server.setRepository({ mayCreatePullRequests: false });
  assert.equal(await refusal({}), '403 GitHub Actions is not permitted to create or approve pull requests.');
  server.setRepository({ mayCreatePullRequests: true });
  assert.equal(await refusal({ body: '🦆'.repeat(65_536) }), 'accepted');
});

test('a pull request follows its branches', async (t) => {
  const { server, octokit } = await start(t);
  await server.commitAs('export', { a: 'a' }, 'One');
  await octokit.rest.pulls.create(PULL);
  const head = await server.commitAs('export', { b: 'b' }, 'Two');
  assert.equal((await octokit.rest.pulls.get({ ...repo, pull_number: 1 })).data.head.sha, head);
  await octokit.rest.git.updateRef({ ...repo, ref: 'heads/main', sha: head });
  const { data: merged } = await octokit.rest.pulls.get({ ...repo, pull_number: 1 });
  assert.deepEqual([merged.state, merged.merged], ['closed', true]);
  await server.commitAs('other', { c: 'c' }, 'Three');
  await octokit.rest.pulls.create({ ...PULL, head: 'other' });
  await server.deleteBranch('other');
  const { data: closed } = await octokit.rest.pulls.get({ ...repo, pull_number: 2 });
  assert.deepEqual([closed.state, closed.merged], ['closed', false]);
  assert.match(
    await refusalOf(octokit.rest.pulls.update({ ...repo, pull_number: 2, state: 'open' })),
    /branch has been deleted/,
  );
});

test('only collaborators can be asked for a review, and reviews are listed', async (t) => {
  const { server, octokit } = await start(t);
  await server.commitAs('export', { a: 'a' }, 'One');
  await octokit.rest.pulls.create(PULL);
  const ask = (reviewers: string[], team_reviewers: string[] = []) =>
    refusalOf(octokit.rest.pulls.requestReviewers({ ...repo, pull_number: 1, reviewers, team_reviewers }));
  assert.match(await ask(['stranger']), /^422 Reviews may only be requested from collaborators/);
  assert.equal(await ask(['octo-reviewer'], ['security']), 'accepted');
  const { data: asked } = await octokit.rest.pulls.listRequestedReviewers({ ...repo, pull_number: 1 });
  assert.deepEqual([asked.users[0]?.login, asked.teams[0]?.slug], ['octo-reviewer', 'security']);
  await server.reviewPullRequest(1, 'octo-reviewer', 'APPROVED');
  const { data: reviews } = await octokit.rest.pulls.listReviews({ ...repo, pull_number: 1 });
  assert.deepEqual([reviews[0]?.state, reviews[0]?.user?.login], ['APPROVED', 'octo-reviewer']);
});

test('comments are made, listed in pages, edited and removed', async (t) => {
  const { server, octokit } = await start(t);
  await server.commitAs('export', { a: 'a' }, 'One');
  await octokit.rest.pulls.create(PULL);
  const issue = { ...repo, issue_number: 1 };
  for (let number = 1; number <= 5; number += 1) {
    await octokit.rest.issues.createComment({ ...issue, body: `Comment ${number}` });
  }
  const all = await octokit.paginate(octokit.rest.issues.listComments, { ...issue, per_page: 2 });
  assert.deepEqual(
    all.map(({ body }) => body),
    [1, 2, 3, 4, 5].map((number) => `Comment ${number}`),
  );
  const comment_id = all[0]?.id as number;
  await octokit.rest.issues.updateComment({ ...repo, comment_id, body: 'Edited' });
  await octokit.rest.issues.deleteComment({ ...repo, comment_id: all[1]?.id as number });
  assert.deepEqual(
    server.comments.map(({ body }) => body),
    ['Edited', 'Comment 3', 'Comment 4', 'Comment 5'],
  );
  const long = octokit.rest.issues.createComment({ ...issue, body: 'x'.repeat(65_537) });
  assert.equal(await refusalOf(long), '422 Validation Failed: Body is too long (maximum is 65536 characters)');
});

test('labels are added, listed and removed', async (t) => {
  const { server, octokit } = await start(t);
  await server.commitAs('export', { a: 'a' }, 'One');
  await octokit.rest.pulls.create(PULL);
  const issue = { ...repo, issue_number: 1 };
  await octokit.rest.issues.addLabels({ ...issue, labels: ['access change', 'export'] });
  await octokit.rest.issues.addLabels({ ...issue, labels: ['Export'] });
  await octokit.rest.issues.removeLabel({ ...issue, name: 'access change' });
  const { data } = await octokit.rest.issues.listLabelsOnIssue(issue);
  assert.deepEqual(
    data.map(({ name }) => name),
    ['export'],
  );
  const again = octokit.rest.issues.removeLabel({ ...issue, name: 'access change' });
  assert.equal(await refusalOf(again), '404 Label does not exist');
});
