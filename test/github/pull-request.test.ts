import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { findPullRequest, keepPullRequest, type PullRequestWish } from '../../src/github/pull-request.ts';
import type { GithubOptions } from '../servers/github-server.ts';
import { openLoopbackGitHub } from './open-github.ts';

const SERVER = 'https://github.com';
const WISH: PullRequestWish = {
  ...{ branch: 'rolling', base: 'main', title: 'New data', body: 'What is new.', draft: false },
  ...{ labels: ['audit'], reviewers: ['octo-reviewer'], teamReviewers: [] },
};

async function start(t: TestContext, options?: GithubOptions) {
  const opened = await openLoopbackGitHub(t, options);
  await opened.server.commitAs('rolling', { 'data/a.txt': 'a' }, 'Data');
  const writes = () => opened.server.requests.filter(({ method }) => method !== 'GET').length;
  const keep = (wish: Partial<PullRequestWish> = {}) =>
    keepPullRequest(opened.github, { ...WISH, ...wish }, opened.log, SERVER);
  return { ...opened, keep, writes };
}

test('it is opened once, with labels and reviewers', async (t) => {
  const { server, github, keep } = await start(t);
  assert.equal(await findPullRequest(github, 'rolling', 'main'), undefined);
  const pull = await keep();
  assert.deepEqual(pull, { number: 1, url: 'https://github.com/octo-org/data/pull/1' });
  assert.deepEqual(await findPullRequest(github, 'rolling', 'main'), pull);
  const [{ labels, reviewers, body } = {}] = server.pullRequests;
  assert.deepEqual([labels, reviewers], [['audit'], ['octo-reviewer']]);
  assert.equal(body, `What is new.\n\n<!-- ${await server.branchHead('rolling')} -->\n`);
  assert.deepEqual(server.violations, []);
});

test('it is written again for a new commit or another title, and else left alone', async (t) => {
  const { server, keep, writes } = await start(t);
  await keep();
  const before = writes();
  await keep({ body: 'What is new, told by a run without a commit.' });
  assert.equal(writes(), before);
  await keep({ title: 'Something to review' });
  assert.equal(server.pullRequests[0]?.title, 'Something to review');
  await server.commitAs('rolling', { 'data/a.txt': 'b' }, 'More data');
  await keep({ title: 'Something to review', body: 'Newer.' });
  assert.match(server.pullRequests[0]?.body ?? '', /^Newer\./);
  assert.equal(server.pullRequests.length, 1);
  assert.deepEqual(server.violations, []);
});

test('reviewers are asked also where a person has opened it, until somebody has answered', async (t) => {
  const { server, keep } = await start(t);
  await keep({ reviewers: [] });
  await keep({ title: 'To review' });
  assert.deepEqual(server.pullRequests[0]?.reviewers, ['octo-reviewer']);
  await server.reviewPullRequest(1, 'octo-reviewer', 'COMMENTED');
  await keep({ title: 'More to review' });
  assert.deepEqual(server.pullRequests[0]?.reviewers, []);
  assert.deepEqual(server.violations, []);
});

test('one to another base is another one', async (t) => {
  const { server, keep } = await start(t);
  await server.commitAs('stable', { 'b.txt': 'b' }, 'Stable');
  await keep();
  const other = await keep({ base: 'stable' });
  assert.equal(other?.number, 2);
});

test('a setting that forbids it is a warning with the way out', async (t) => {
  const { server, keep, warnings } = await start(t, { mayCreatePullRequests: false });
  assert.equal(await keep(), undefined);
  assert.match(warnings.join(), /https:\/\/github\.com\/octo-org\/data\/compare\/main\.\.\.rolling\?expand=1/);
  assert.deepEqual([warnings.length, server.violations], [1, []]);
});

test('an answer that was lost is made good, with labels and reviewers', async (t) => {
  const { server, keep } = await start(t);
  server.fail({
    method: 'POST',
    path: /\/pulls$/,
    when: 'after',
    answer: { status: 422, message: 'It already exists' },
  });
  const pull = await keep();
  assert.deepEqual([pull?.number, server.pullRequests[0]?.labels], [1, ['audit']]);
  assert.deepEqual(server.pullRequests[0]?.reviewers, ['octo-reviewer']);
});

test('what decorates it is a warning where it fails', async (t) => {
  const { server, keep, warnings } = await start(t);
  server.fail({ method: 'POST', path: /labels$/, answer: { status: 403, message: 'Resource not accessible' } });
  const pull = await keep({ reviewers: ['nobody-here'] });
  assert.equal(pull?.number, 1);
  assert.match(warnings.join('\n'), /label pull request #1[\s\S]*ask nobody-here for a review of #1/);
});

test('a missing permission is told', async (t) => {
  const { server, keep } = await start(t);
  server.fail({ method: 'POST', path: /\/pulls$/, answer: { status: 403, message: 'Resource not accessible' } });
  await assert.rejects(keep(), /Failed to open the pull request of the branch rolling: .*`pull-requests: write`/);
});
