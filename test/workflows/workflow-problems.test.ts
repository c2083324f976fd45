import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { workflowProblems } from './workflow-problems.ts';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

test("GitHub's validator has nothing against the workflows and action.yml", async () => {
  const workflows = (await readdir(join(ROOT, '.github/workflows'))).map((name) => `.github/workflows/${name}`);
  assert.ok(workflows.length > 0);
  for (const path of [...workflows, 'action.yml'])
    assert.deepEqual(await workflowProblems(await readFile(join(ROOT, path), 'utf8'), path), []);
});

const WORKFLOW = `on: push
permissions:
  contents: read
jobs:
  export:
    runs-on: ubuntu-latest
    steps:
      - run: echo "$TITLE"
        env:
          TITLE: \${{ github.ref }}
`;

const BROKEN: [what: string, from: string, to: string, problem: RegExp][] = [
  ['a key that does not exist', 'runs-on', 'run-on', /6: Unexpected value 'run-on'/],
  ['a permission that does not exist', 'contents: read', 'content: read', /3: Unexpected value 'content'/],
  ['a context that does not exist', 'github.ref', 'githb.ref', /10: Unrecognized named-value: 'githb'/],
  ['a step that was never run', 'github.ref', 'steps.first.outputs.ref', /10: Context access might be invalid: first/],
  ['an action without a version', 'run: echo "$TITLE"', 'uses: actions/checkout', /8: Expected format .*@\{ref\}/],
  ['a cron line with a minute too many', 'on: push', "on: {schedule: [{cron: '60 3 * * *'}]}", /1: Invalid cron/],
];

for (const [what, from, to, problem] of BROKEN)
  test(`GitHub's validator finds ${what}`, async () => {
    assert.deepEqual(await workflowProblems(WORKFLOW, 'ci.yml'), []);
    assert.match((await workflowProblems(WORKFLOW.replace(from, to), 'ci.yml')).join('\n'), problem);
  });

test("GitHub's validator finds an action for a Node that no runner has", async () => {
  const action = 'name: x\ndescription: x\nruns:\n  using: node99\n  main: dist/index.js\n';
  assert.deepEqual(await workflowProblems(action, 'action.yml'), ["action.yml:4: Unexpected value 'node99'"]);
});
