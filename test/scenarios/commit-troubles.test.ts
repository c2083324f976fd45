import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { GithubOptions, TokenOptions } from '../servers/github-server.ts';
import { startCommitNights } from './commit-nights.ts';
import { type GitHubScenario, startGitHubScenario, told } from './github-scenario.ts';
import type { Night } from './scenario.ts';

const INPUTS = { commit: 'push', resources: 'users', 'start-date': '2026-02-25' };

const READ_ONLY: TokenOptions = {
  token: 'fake-read-only-token',
  kind: 'app',
  permissions: { contents: 'read', 'pull-requests': 'read' },
  login: 'github-actions[bot]',
};

const PERSONAL: TokenOptions = {
  token: 'fake-personal-token',
  kind: 'personal',
  permissions: { contents: 'write', 'pull-requests': 'write' },
  login: 'octo-owner',
};

interface Trouble {
  name: string;
  github?: GithubOptions;
  inputs?: Record<string, string>;
  env?: Record<string, string>;
  prepare?: (scenario: GitHubScenario) => void;
  message: RegExp;
  /** True where it shows before OpenAI is asked for anything. */
  early?: boolean;
}

const TOPICS: Trouble[] = [
  {
    name: 'a protected branch',
    github: { protectedBranches: ['main'] },
    message:
      /Failed to commit to the branch main of octo-org\/data: .*The branch is protected\. Use `commit: pull-request`/,
  },
  {
    name: 'a token that may only read',
    github: { tokens: [READ_ONLY] },
    message:
      /Failed to commit to the branch main .*Resource not accessible by integration.*add `contents: write` to the `permissions`/,
  },
  {
    name: 'a token that is not valid',
    inputs: { 'github-token': 'fake-expired-token' },
    message: /Bad credentials.*`github-token` is not valid/,
    early: true,
  },
  {
    name: 'an empty repository',
    github: { empty: true },
    message: /The repository has no commit yet: make a first one/,
    early: true,
  },
  {
    name: 'an archived repository',
    github: { archived: true },
    message: /The repository is archived, and takes no commits/,
  },
  {
    name: 'a repository that the token does not see',
    github: { tokens: [PERSONAL] },
    env: { GITHUB_REPOSITORY: 'octo-org/elsewhere' },
    message: /octo-org\/elsewhere: Not Found\. \(status 404\)/,
    early: true,
  },
  {
    name: 'a base that does not exist',
    env: { GITHUB_REF_NAME: 'gone' },
    inputs: { commit: 'pull-request' },
    message: /The branch gone .*does not exist/,
    early: true,
  },
  {
    name: 'a rate limit that is used up',
    prepare: ({ github }) => github.setRateLimit(0),
    message: /GitHub's rate limit is used up\. Nothing is lost/,
    early: true,
  },
  {
    name: 'a rate limit that is used up half way',
    prepare: ({ github }) => github.setRateLimit(4),
    message: /GitHub's rate limit is used up\. Nothing is lost/,
  },
  {
    name: 'a request that is too large for GitHub',
    github: { limits: { treeRequestBytes: 500 } },
    message: /A file is too large for GitHub\. Cut the partitions finer/,
  },
];

for (const { name, github = {}, inputs = {}, env = {}, prepare, message, early = false } of TOPICS) {
  test(`${name} is told with its remedy, and nothing counts as done`, async (t) => {
    const scenario = await startGitHubScenario(t, INPUTS, { github });
    prepare?.(scenario);
    const head = await scenario.github.branchHead('main');
    const night = await scenario.night({ inputs, run: { env } });
    assert.equal(night.exitCode, 1, told(night));
    const errors = night.log.annotations.filter(({ type }) => type === 'error').map((annotation) => annotation.message);
    assert.ok(errors.length > 0, told(night));
    for (const error of errors) assert.match(error, message);
    assert.doesNotMatch(told(night), /\n {4}at /);
    assert.equal(night.outputs['commit-sha'], '');
    assert.match(night.outputs.status ?? '', /^(failed|partial)$/);
    assert.equal(night.requests.length === 0, early, told(night));
    assert.deepEqual(scenario.cache.entries(), []);
    assert.equal(await scenario.github.branchHead('main'), head);
    assert.deepEqual(scenario.github.violations, []);
  });
}

async function repaired(t: TestContext, github: GithubOptions, repair: (scenario: GitHubScenario) => void) {
  const nights = await startCommitNights(t, { ...INPUTS, resources: 'audit_logs, users' }, { github });
  const failed: Night = await nights.night();
  assert.equal(failed.exitCode, 1, told(failed));
  repair(nights);
  await nights.bothNights({ at: '2026-03-03T04:17:00Z' });
  await nights.assertSame();
}

test('the night after a trouble commits everything', (t) =>
  repaired(t, { protectedBranches: ['main'] }, ({ github }) => github.setRepository({ protectedBranches: [] })));

test('a night that could not commit at first is repaired by the next one, where files are left in the workspace', async (t) => {
  const nights = await startCommitNights(t, { ...INPUTS, resources: 'audit_logs, users' });
  await nights.bothNights();
  nights.github.setRepository({ protectedBranches: ['main'] });
  const failed = await nights.night({ at: '2026-03-03T04:17:00Z' });
  assert.equal(failed.exitCode, 1, told(failed));
  nights.github.setRepository({ protectedBranches: [] });
  await nights.bothNights({ at: '2026-03-04T04:17:00Z' });
  await nights.assertSame();
});

test('a secondary rate limit is waited for as long as GitHub asks', async (t) => {
  const nights = await startCommitNights(t, INPUTS);
  nights.github.limitSecondary({ requests: 1, onlyChanges: true, retryAfterSeconds: 1 });
  const night = await nights.bothNights();
  assert.match(night.stdout, /secondary rate limit was reached at POST .*; it asks to wait for 1 s/);
  await nights.assertSame();
});

test('a secondary rate limit of an hour ends the run', async (t) => {
  const scenario = await startGitHubScenario(t, INPUTS);
  scenario.github.limitSecondary({ requests: 1, onlyChanges: true, retryAfterSeconds: 3600, status: 429 });
  const night = await scenario.night();
  assert.equal(night.exitCode, 1, told(night));
  assert.match(told(night), /it asks to wait for 3600 s\. That is too long for this run/);
  assert.match(told(night), /::error::Failed to commit to the branch main .*GitHub's rate limit is used up/);
  assert.deepEqual(scenario.github.violations, []);
});

test('a pull request that cannot be opened for lack of a permission is told, with the data committed', async (t) => {
  const token: TokenOptions = { ...READ_ONLY, permissions: { contents: 'write', 'pull-requests': 'read' } };
  const scenario = await startGitHubScenario(t, { ...INPUTS, commit: 'pull-request' }, { github: { tokens: [token] } });
  const night = await scenario.night();
  assert.equal(night.exitCode, 1, told(night));
  assert.match(told(night), /::error::Failed to open the pull request .*add `pull-requests: write`/);
  assert.equal(night.outputs['commit-sha'], await scenario.github.branchHead('openai-admin-export'));
  assert.equal(night.outputs['pull-request-number'], '');
  assert.deepEqual(scenario.github.violations, []);
});

test('a file where the data folder should be is refused', async (t) => {
  const scenario = await startGitHubScenario(t, INPUTS);
  await scenario.github.commitAs('main', { data: 'No folder.\n' }, 'A file');
  const night = await scenario.night();
  assert.equal(night.exitCode, 1, told(night));
  assert.match(told(night), /data is no folder on the branch/);
  assert.deepEqual(scenario.github.violations, []);
});
