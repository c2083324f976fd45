import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startScenario } from './scenario.ts';

const ACTION = { GITHUB_ACTION_REPOSITORY: 'octo-org/openai-admin-export', GITHUB_ACTION_REF: 'v1.2.3' };

const PAGE = 'https://github.com/octo-org/openai-admin-export/blob/v1.2.3/docs/troubleshooting.md';

test('in a workflow, an error links to its section at the version that runs: in the log and in the summary', async (t) => {
  const scenario = await startScenario(t, { resources: 'users,costs' });
  scenario.simulator.keys.set(scenario.simulator.adminKey, { missingScopes: ['api.usage.read'] });
  const night = await scenario.night({ run: { env: ACTION } });
  const [error] = night.log.annotations;
  assert.equal(error?.type, 'error');
  assert.ok(error?.message.endsWith(` See ${PAGE}#missing-scope`), error?.message);
  assert.ok(night.summary.includes(` See [missing-scope](${PAGE}#missing-scope)\n`), night.summary);
});

test('a key of a wrong kind ends the run with its kind, nothing more of it, and a link', async (t) => {
  const scenario = await startScenario(t);
  for (const [key, words, name] of [
    ['ghp_FAKEfakeFAKE', 'a token of GitHub', 'wrong-kind-of-key'],
    ['"sk-admin-FAKEfake"', 'stands in quotation marks', 'malformed-key'],
  ] as const) {
    const night = await scenario.night({ inputs: { 'api-key': key }, run: { env: ACTION } });
    assert.equal(night.exitCode, 1);
    const [error] = night.log.annotations;
    assert.ok(error?.message.includes(words) && error.message.endsWith(`\nSee ${PAGE}#${name}`), error?.message);
    assert.ok(!/fake/i.test(`${night.log.text}${night.summary}`), night.log.text);
    assert.deepEqual(night.requests, []);
  }
});
