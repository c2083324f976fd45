import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { differingPins, workflowMistakes } from './workflow-rules.ts';

const FOLDER = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), '.github/workflows');
const COMMIT = 'de0fac2e4500dabe0009e67214ff5f5447ce83dd';

test('each workflow pins its actions, limits its jobs in rights and time, and says what happens to runs that meet', async () => {
  const texts: string[] = [];
  for (const name of await readdir(FOLDER)) {
    const text = await readFile(join(FOLDER, name), 'utf8');
    assert.deepEqual(workflowMistakes(text), [], name);
    texts.push(text);
  }
  assert.ok(texts.length > 1);
  assert.deepEqual(differingPins(texts), []);
});

const WORKFLOW = `on:
  schedule:
    - cron: '17 3 * * *'
permissions: {}
concurrency: one
jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions: {}
    steps:
      - uses: actions/checkout@${COMMIT} # v6.0.2
        with:
          persist-credentials: false
      - uses: ./
`;

const MISTAKES: [from: string | RegExp, to: string, mistake: string][] = [
  ['permissions: {}\nconcurrency', 'concurrency', 'The workflow does not begin without permissions.'],
  [
    'permissions: {}\nconcurrency',
    'permissions: read-all\nconcurrency',
    'The workflow does not begin without permissions.',
  ],
  ['concurrency: one\n', '', 'The workflow does not say what happens to runs that meet.'],
  ['    timeout-minutes: 5\n', '', 'The job build has no timeout-minutes.'],
  ['    permissions: {}\n', '', 'The job build does not name its permissions.'],
  ['persist-credentials: false', 'fetch-depth: 0', 'The job build leaves its token in the checkout.'],
  [`@${COMMIT}`, '@v6', 'actions/checkout@v6 is not pinned by its commit.'],
  [' # v6.0.2', '', `actions/checkout@${COMMIT} has no comment with its version.`],
  ["'17 3", "'0 3", 'The schedule starts at minute 0, as many others do.'],
];

for (const [from, to, mistake] of MISTAKES)
  test(`finds this: ${mistake}`, () => {
    assert.deepEqual(workflowMistakes(WORKFLOW), []);
    assert.deepEqual(workflowMistakes(WORKFLOW.replace(from, to)), [mistake]);
  });

test('finds an action that is pinned to one commit here and another there', () => {
  const other = WORKFLOW.replace(COMMIT, COMMIT.replace('d', 'a'));
  assert.deepEqual(differingPins([WORKFLOW, WORKFLOW]), []);
  assert.deepEqual(differingPins([WORKFLOW, other]), ['actions/checkout is pinned to different commits.']);
});
