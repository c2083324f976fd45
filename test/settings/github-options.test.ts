import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { secretsWithheld } from '../../src/settings/github-environment.ts';
import { configOf, mistakesOf } from './given.ts';

const actions = {
  GITHUB_REPOSITORY: 'octo-org/data',
  GITHUB_REF_TYPE: 'branch',
  GITHUB_REF_NAME: 'main',
  GITHUB_RUN_ID: '7',
};
const token = { 'github-token': 'fake-token' };

describe('options of commits and reports', () => {
  it('reads what is committed where, and how the pull request is dressed', async () => {
    const config = `
      commit-message: 'data: night'
      pull-request: {title: Acme, labels: [audit, openai], reviewers: 'ann, bob', team-reviewers: [sec], draft: true}
    `;
    const { commit, pullRequest } = await configOf(
      { ...token, commit: 'pull-request', branch: 'export/data', config },
      actions,
    );
    assert.deepEqual(commit, {
      mode: 'pull-request',
      branch: 'export/data',
      message: 'data: night',
    });
    assert.deepEqual(pullRequest, {
      title: 'Acme',
      labels: ['audit', 'openai'],
      reviewers: ['ann', 'bob'],
      teamReviewers: ['sec'],
      draft: true,
    });
  });

  it('commits nothing, writes a summary, and fails on errors, unless told otherwise', async () => {
    const config = await configOf({}, actions);
    assert.equal(config.commit, undefined);
    assert.deepEqual(config.report, { summary: true, comment: false, html: false, accessReview: false });
    assert.deepEqual(config.failOn, { error: true });
  });

  it('fails on findings beside errors, of the lowest severity that is named', async () => {
    const { failOn } = await configOf({ 'fail-on': 'finding:high, finding:medium' });
    assert.deepEqual(failOn, { error: true, finding: 'medium' });
  });

  const refused: [what: string, inputs: Record<string, string>, env: Record<string, string>, expected: RegExp][] = [
    ['a commit without a token', { commit: 'push' }, actions, /'github-token' is empty/],
    ['a commit outside Actions', { ...token, commit: 'push' }, {}, /works inside GitHub Actions alone/],
    ['a commit of a bucket', { ...token, commit: 'push', destination: 's3://bucket/x' }, actions, /only a folder/],
    ['a branch without a commit', { branch: 'main' }, actions, /give `commit` too/],
    ['a branch that Git would refuse', { ...token, commit: 'push', branch: 'a..b' }, actions, /name of a branch/],
    [
      'hours that no day has',
      { config: 'checks: {key-created-outside-hours: {from: 25}}' },
      actions,
      /from and to are hours, 0 to 24/,
    ],
    [
      'a weekday by a short name',
      { config: 'checks: {key-created-outside-hours: {weekdays: [mon]}}' },
      actions,
      /"mon" is none of sunday/,
    ],
    ['a comment without a token', { report: 'comment' }, actions, /needs 'github-token'/],
    ['none beside others', { report: 'none, summary' }, actions, /must stand alone/],
    ['never beside others', { 'fail-on': 'never, error' }, actions, /must stand alone/],
    ['a misspelt report', { report: 'sumary' }, actions, /summary/],
    ['an unknown key', { config: 'pull-request: {label: x}' }, actions, /"label" is not among its keys/],
    ['a secret in the config', { config: 'github-token: x' }, actions, /'github-token' in the config is not read/],
    [
      'an option of stores beside a commit',
      { ...token, commit: 'push', config: 'destination-options: {settled-only: true}' },
      actions,
      /cannot be used with/,
    ],
  ];
  for (const [what, inputs, env, expected] of refused) {
    it(`refuses ${what}`, async () => {
      const mistakes = (await mistakesOf(inputs, env)).join('\n');
      assert.match(mistakes, expected);
      assert.doesNotMatch(mistakes, /fake-token/);
    });
  }
});

describe('the event', () => {
  async function environmentOf(event: unknown, env: Record<string, string> = {}) {
    const folder = await mkdtemp(join(tmpdir(), 'event-'));
    try {
      const path = join(folder, 'event.json');
      await writeFile(path, JSON.stringify(event));
      const { gitHub } = await configOf({}, { ...actions, GITHUB_EVENT_PATH: path, ...env });
      assert.ok(gitHub);
      return gitHub;
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  it('tells whether anybody can read the repository', async () => {
    assert.equal((await environmentOf({ repository: { visibility: 'public' } })).isPublic, true);
    assert.equal((await environmentOf({ repository: { visibility: 'internal', private: true } })).isPublic, false);
    assert.equal((await environmentOf({ repository: { private: false } })).isPublic, true);
    assert.equal((await environmentOf({})).isPublic, undefined);
  });

  it('tells a pull request of a fork, also one that is gone, from one of the repository itself', async () => {
    const from = (repo: unknown) => environmentOf({ pull_request: { number: 5, head: { repo } } });
    assert.equal((await from({ full_name: 'octo-org/data' })).event.pullRequest?.fromFork, false);
    for (const fork of [{ full_name: 'someone/data' }, null]) {
      const environment = await from(fork);
      assert.deepEqual(environment.event.pullRequest, { number: 5, fromFork: true });
      assert.match(secretsWithheld(environment) ?? '', /fork/);
    }
  });

  it('knows Dependabot by its name', async () => {
    const environment = await environmentOf({}, { GITHUB_ACTOR: 'dependabot[bot]' });
    assert.match(secretsWithheld(environment) ?? '', /Dependabot/);
    assert.equal(secretsWithheld(await environmentOf({}, { GITHUB_ACTOR: 'octocat' })), undefined);
  });

  it('takes a branch for one, and neither a tag nor the merge of a pull request', async () => {
    assert.equal((await environmentOf({})).branch, 'main');
    assert.equal((await environmentOf({}, { GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1' })).branch, undefined);
    assert.equal((await environmentOf({}, { GITHUB_REF_NAME: '5/merge' })).branch, undefined);
  });
});
