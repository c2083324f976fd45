import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startCommitNights } from './commit-nights.ts';

const ROLLING = 'openai-admin-export';
const INPUTS = { commit: 'pull-request', resources: 'users, audit_logs', 'start-date': '2026-02-25' };
const SECOND = '2026-03-03T04:17:00Z';

test('answers that are lost on their way do no harm', async (t) => {
  const nights = await startCommitNights(t, {
    ...INPUTS,
    config: 'pull-request: {labels: [audit], reviewers: [octo-reviewer]}',
  });
  const { github } = nights;
  const lose = (method: string, path: RegExp) => github.fail({ method, path, answer: 'cut connection', when: 'after' });
  for (const path of [/git\/trees$/, /git\/commits$/, /git\/refs$/, /\/pulls$/]) lose('POST', path);
  await nights.bothNights();
  await nights.assertSame(ROLLING);
  assert.deepEqual([github.pullRequests.length, (await github.log(ROLLING)).length], [1, 2]);
  assert.deepEqual([github.pullRequests[0]?.labels, github.pullRequests[0]?.reviewers], [['audit'], ['octo-reviewer']]);
  for (const path of [/git\/refs\//, /\/pulls\/1$/]) lose('PATCH', path);
  await nights.bothNights({ at: SECOND });
  await nights.assertSame(ROLLING);
  assert.deepEqual([github.pullRequests.length, (await github.log(ROLLING)).length], [1, 3]);
});

test('answers that are lost while many compressed files are sent do no harm', async (t) => {
  const nights = await startCommitNights(t, {
    commit: 'push',
    resources: 'audit_logs',
    'partition-by': 'hour',
    'start-date': '2026-02-23',
    format: 'jsonl.gz',
  });
  const lose = (method: string, path: RegExp) =>
    nights.github.fail({ method, path, answer: 'cut connection', when: 'after' });
  lose('POST', /graphql$/);
  lose('DELETE', /git\/refs\//);
  lose('POST', /git\/refs$/);
  await nights.bothNights();
  await nights.assertSame();
});
