import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindOfKey } from '../../src/api/key-kind.ts';
import { apiKeyProblem } from '../../src/settings/api-access.ts';

const SECRET = 'FAKEfakeFAKE0123456789';

for (const [key, words, isFutile] of [
  [`sk-admin-${SECRET}`, /^an admin key \(sk-admin-…\)$/, false],
  [`sk-proj-${SECRET}`, /^a project key \(sk-proj-…\)$/, true],
  [`sk-svcacct-${SECRET}`, /^a service account's key/, true],
  [`sk-ant-${SECRET}`, /^another vendor's key/, true],
  [`sk-${SECRET}`, /^a user's key \(sk-…\)/, false],
  [`sk-None-${SECRET}`, /^a user's key/, false],
  [`ghp_${SECRET}`, /^a token of GitHub$/, true],
  [`ghs_${SECRET}`, /^a token of GitHub$/, true],
  [`github_pat_${SECRET}`, /^a token of GitHub$/, true],
  [`sess-${SECRET}`, /browser session/, false],
  [`key_${SECRET}`, /the id of a key/, false],
  [`org-${SECRET}`, /the id of an organisation/, false],
  [SECRET, /^none of OpenAI's keys by its form$/, false],
] as const) {
  test(`${words.source} is what ${key.replace(SECRET, '…')} is called, and nothing of its secret is told`, () => {
    const kind = kindOfKey(key);
    assert.match(kind.words, words);
    assert.equal(kind.isFutile, isFutile);
    assert.equal(kind.isAdmin, key.startsWith('sk-admin-'));
    assert.ok(!kind.words.includes('FAKE'));
    const problem = apiKeyProblem(key);
    assert.equal(problem?.topic, isFutile ? 'wrong-kind-of-key' : undefined);
    assert.ok(!problem?.line.includes('FAKE'));
  });
}

for (const [key, topic, line] of [
  ['', 'key-missing', /is empty/],
  [`"sk-admin-${SECRET}"`, 'malformed-key', /stands in quotation marks/],
  [`sk-admin-${SECRET}'`, 'malformed-key', /stands in quotation marks/],
  [`Bearer sk-admin-${SECRET}`, 'malformed-key', /the word Bearer/],
  [`OPENAI_ADMIN_KEY=sk-admin-${SECRET}`, 'malformed-key', /name of a variable and "="/],
  ['$OPENAI_ADMIN_KEY', 'malformed-key', /name of a secret or variable/],
  ['{{ secrets.OPENAI_ADMIN_KEY }}', 'malformed-key', /name of a secret or variable/],
  [`sk-admin-\n${SECRET}`, 'malformed-key', /a line break/],
  [`sk-admin-${SECRET} sk-admin-${SECRET}`, 'malformed-key', /holds a blank/],
  ['sk-admin-…', 'malformed-key', /another character/],
] as const) {
  test(`a key that was pasted wrongly is told as such, without a letter of it: ${JSON.stringify(key).replaceAll(SECRET, '…')}`, () => {
    const problem = apiKeyProblem(key);
    assert.equal(problem?.topic, topic);
    assert.match(problem?.line ?? '', line);
    assert.ok(!problem?.line.includes('FAKE'));
  });
}
