import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { type GitHubScenario, startGitHubScenario, told } from './github-scenario.ts';
import type { NightOptions } from './scenario.ts';

const INPUTS = { resources: 'users, costs', report: 'comment', 'start-date': '2026-02-20' };

/** Opens a pull request; the options of a run that it starts. */
async function startPullRequest(scenario: GitHubScenario): Promise<NightOptions> {
  const opened = await scenario.night({ inputs: { commit: 'pull-request', report: 'none' } });
  assert.equal(opened.exitCode, 0, told(opened));
  const payload = { pull_request: { number: 1, head: { repo: { full_name: 'octo-org/data' } } } };
  await scenario.write('event.json', JSON.stringify(payload));
  const env = {
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: `${scenario.workspace}/event.json`,
    GITHUB_REF_NAME: '1/merge',
  };
  return { run: { env } };
}

test('a pull request gets one comment, which is kept up to date, and what people write stays', async (t) => {
  const scenario = await startGitHubScenario(t, INPUTS, { built: true });
  const { github } = scenario;
  const options = await startPullRequest(scenario);
  const first = await scenario.night(options);
  assert.equal(first.exitCode, 0, told(first));
  assert.equal(github.comments.length, 1);
  const own = github.comments[0]?.body ?? '';
  const marker = own.split('\n')[0] ?? '';
  assert.match(marker, /^<!-- openai-admin-export:.* -->$/);
  const quoting = {
    id: 5000,
    issue: 1,
    login: 'octo-owner',
    body: `> ${marker}\n> quoted\n\nWhy?`,
    created: 0,
    updated: 0,
  };
  github.comments.unshift({ ...quoting });
  scenario.simulator.organization
    .list('users')
    .add({ row: { object: 'organization.user', id: 'user-new', email: 'new@example.com', added_at: 1_772_400_000 } });
  const second = await scenario.night({ ...options, at: '2026-03-03T04:17:00Z' });
  assert.equal(second.exitCode, 0, told(second));
  assert.deepEqual([github.comments.length, github.comments[0]], [2, quoting]);
  assert.ok(github.comments[1]?.body.startsWith(marker));
  assert.notEqual(github.comments[1]?.body, own);
  assert.equal((await github.log('main')).length, 1);
  assert.deepEqual(github.violations, []);
});

test('a comment that may not be written is told with the permission that it takes', async (t) => {
  const scenario = await startGitHubScenario(t, INPUTS);
  const options = await startPullRequest(scenario);
  scenario.github.fail({
    method: 'POST',
    path: /comments$/,
    answer: { status: 403, message: 'Resource not accessible by integration' },
  });
  const night = await scenario.night(options);
  assert.equal(night.exitCode, 1, told(night));
  assert.match(told(night), /::error::Failed to comment on pull request #1: .*add `pull-requests: write`/);
  assert.deepEqual(scenario.github.violations, []);
  const record = JSON.parse(await readFile(night.outputs['run-record'] ?? '', 'utf8'));
  assert.deepEqual([night.outputs.status, record.status], ['partial', 'partial']);
});

test('a scheduled run writes no comment and says why', async (t) => {
  const scenario = await startGitHubScenario(t, INPUTS);
  const night = await scenario.night();
  assert.equal(night.exitCode, 0, told(night));
  assert.match(told(night), /::notice::No comment was written: this run was not started by a pull request/);
  assert.deepEqual(scenario.github.comments, []);
  assert.deepEqual(scenario.github.violations, []);
});
