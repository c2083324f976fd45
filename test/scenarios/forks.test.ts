import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventVariables } from './event-file.ts';
import { startGitHubScenario, told } from './github-scenario.ts';

const inputs = { resources: 'users', commit: 'pull-request', report: 'summary,comment' };
const noKey = { 'api-key': '' };

function pullRequestOf(head: string | null) {
  return { pull_request: { number: 1, head: { repo: head === null ? null : { full_name: head } } } };
}

const withheld: [name: string, event: string, payload: object, env: Record<string, string>, why: RegExp][] = [
  ['a fork', 'pull_request', pullRequestOf('stranger/data'), {}, /this is a pull request of a fork/],
  ['a fork that is gone', 'pull_request', pullRequestOf(null), {}, /this is a pull request of a fork/],
  ['Dependabot', 'pull_request', pullRequestOf('octo-org/data'), { GITHUB_ACTOR: 'dependabot[bot]' }, /Dependabot/],
  ['a push of Dependabot', 'push', {}, { GITHUB_ACTOR: 'dependabot[bot]' }, /Dependabot started this workflow/],
];

for (const [name, event, payload, given, why] of withheld) {
  test(`without a key, a run for ${name} says so, asks nothing of anybody and ends well`, async (t) => {
    const scenario = await startGitHubScenario(t, inputs);
    const env = { ...(await eventVariables(t, event, payload)), ...given };
    // A fork's run gets a token of its own, which may only read; some set-ups give none.
    for (const token of [{}, { 'github-token': '' }]) {
      const night = await scenario.night({ inputs: { ...noKey, ...token }, run: { env } });
      assert.equal(night.exitCode, 0, told(night));
      assert.equal(night.outputs.status, 'skipped');
      assert.equal(night.outputs.records, '0');
      assert.equal(night.outputs.changed, 'false');
      assert.equal(night.outputs['pull-request-number'], '');
      assert.deepEqual(night.requests, []);
      assert.deepEqual(scenario.github.requests, []);
      assert.deepEqual(scenario.cache.calls, []);
      assert.deepEqual(night.after, {});
      const [notice, ...others] = night.log.annotations;
      assert.deepEqual(others, []);
      assert.equal(notice?.type, 'notice');
      assert.match(notice?.message ?? '', why);
    }
  });
}

test('what the workflow of a fork says wrongly besides does not make it fail', async (t) => {
  const scenario = await startGitHubScenario(t, { resources: 'no-such-thing', commit: 'sometimes' });
  const env = await eventVariables(t, 'pull_request', pullRequestOf('stranger/data'));
  const night = await scenario.night({ inputs: noKey, run: { env } });
  assert.equal(night.exitCode, 0, told(night));
});

test('a fork that has a key exports, and commits nothing', async (t) => {
  const scenario = await startGitHubScenario(t, { ...inputs, report: 'summary' });
  const env = await eventVariables(t, 'pull_request', pullRequestOf('stranger/data'));
  const night = await scenario.night({ run: { env } });
  assert.equal(night.exitCode, 0, told(night));
  assert.equal(night.outputs.status, 'ok');
  assert.ok(night.requests.length > 0);
  assert.equal((await scenario.rows('users')).length, 4);
  assert.equal(night.outputs['commit-sha'], '');
  assert.match(night.log.text, /Nothing is committed: this is a run for a pull request/);
  assert.deepEqual(scenario.github.pullRequests, []);
});

for (const [name, event, payload] of [
  ['a schedule', 'schedule', {}],
  ['a pull request of the repository itself', 'pull_request', pullRequestOf('octo-org/data')],
] as const) {
  test(`without a key, a run for ${name} fails as ever`, async (t) => {
    const scenario = await startGitHubScenario(t, inputs);
    const env = await eventVariables(t, event, payload);
    const night = await scenario.night({ inputs: noKey, run: { env } });
    assert.equal(night.exitCode, 1, told(night));
    assert.equal(night.outputs.status, 'failed');
    assert.match(night.log.text, /##\[error\].*'api-key' is empty/s);
    assert.deepEqual(night.requests, []);
  });
}
