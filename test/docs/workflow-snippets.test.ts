import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { configNames } from '../../src/settings/table.ts';
import { readActionFile } from '../harness/action-file.ts';
import { temporaryFolder } from '../harness/workspace.ts';
import { workflowProblems } from '../workflows/workflow-problems.ts';
import { blocksToRun } from './block-kinds.ts';
import { type Block, placeOf, ROOT, userBlocks } from './markdown-blocks.ts';
import { configProblems, lastOwnStep, ownStepProblems, ownSteps, unknownOutputs } from './own-steps.ts';
import { layFiles } from './shell-session.ts';
import { pinsOf, ruleProblems } from './workflow-rules.ts';
import { readSnippet } from './workflow-snippets.ts';

const action = await readActionFile(join(ROOT, 'action.yml'));
const blocks = await userBlocks();
const inputNames = Object.keys(action.inputs);
const snippets = blocksToRun(blocks, 'yaml');

/** Our action's step that these blocks show last. */
function shownStep(before: readonly Block[]): unknown {
  for (const { text } of before.toReversed()) {
    const snippet = readSnippet(text, inputNames, configNames);
    const step = snippet.kind === 'workflow' && lastOwnStep(snippet.workflow);
    if (step?.with?.['api-key']) return step;
  }
  return undefined;
}

/**
 * Everything that is wrong with a block of YAML.
 * @param before blocks of the same page before it, the last of which shows the step that a part of `with:` belongs to.
 */
async function problemsOf(block: Block, workspace: string, before: readonly Block[] = []): Promise<string[]> {
  const snippet = readSnippet(block.text, inputNames, configNames, shownStep(before));
  if (snippet.kind === 'other') return [];
  if (snippet.kind === 'config')
    return configProblems({ 'api-key': 'sk-admin-fake', config: snippet.text }, {}, workspace);
  const { text, workflow, isWhole } = snippet;
  const own = await Promise.all(ownSteps(workflow).map((step) => ownStepProblems(step, action, workspace)));
  return [
    ...(await workflowProblems(text, `${block.page.replaceAll('/', '-')}-${block.line}.yml`)),
    ...ruleProblems(isWhole ? text : block.text, workflow, isWhole),
    ...own.flat(),
    ...unknownOutputs(workflow, text, action),
  ];
}

for (const [page, some] of Map.groupBy(snippets, (block) => block.page)) {
  test(`the workflows and settings of ${page} are what GitHub and the action take`, async (t) => {
    const workspace = await temporaryFolder(t, 'docs-workspace');
    const own = blocks.filter((block) => block.page === page && block.marks.file !== undefined);
    await layFiles(workspace, new Map(own.map((block) => [block.marks.file as string, block.text])));
    const found = await Promise.all(
      some.map(async (block, index) => {
        const problems = await problemsOf(block, workspace, some.slice(0, index)).catch((error) => [String(error)]);
        return problems.map((problem) => `${placeOf(block)}: ${problem}`);
      }),
    );
    assert.deepEqual(found.flat(), []);
  });
}

test('all pages pin an action to the same commit', () => {
  const pins = new Map<string, string>();
  for (const block of snippets) {
    for (const [name, pin] of pinsOf(block.text)) {
      assert.equal(
        pins.get(name) ?? pin,
        pin,
        `${placeOf(block)} pins ${name} to another commit than a page before it`,
      );
      pins.set(name, pin);
    }
  }
  assert.ok(pins.size > 2);
});

const whole = `
name: Export
on:
  schedule:
    - cron: '17 3 * * *'
permissions:
  contents: read
concurrency:
  group: export
jobs:
  export:
    runs-on: ubuntu-latest
    timeout-minutes: 60
    steps:
      - uses: OWNER/openai-admin-export@COMMIT
        with:
          api-key: \${{ secrets.OPENAI_ADMIN_KEY }}
`;

const broken = [
  { name: 'nothing', text: whole, expected: [] },
  { name: 'a job without an end', text: whole.replace(/ +timeout.*\n/, ''), expected: [/timeout-minutes/] },
  { name: 'no concurrency', text: whole.replace(/concurrency:\n.*\n/, ''), expected: [/concurrency/] },
  { name: 'no permissions', text: whole.replace(/permissions:\n.*\n/, ''), expected: [/permissions/] },
  { name: 'a round minute', text: whole.replace("'17 3", "'30 3"), expected: [/odd minute/] },
  { name: 'an input that is none', text: whole.replace('api-key', 'api-kee'), expected: [/no input api-kee/] },
  {
    name: 'a key that GitHub does not know',
    text: whole.replace('runs-on', 'run-on'),
    expected: [/run-on/, /runs-on/],
  },
  { name: 'a wrong value', text: `${whole}          state: maybe\n`, expected: [/'state' is "maybe"/] },
  {
    name: 'a misspelt setting inside config',
    text: `${whole}          config: |\n            destination-option: {history: true}\n`,
    expected: [/destination-option.*destination-options/],
  },
  { name: 'a tag', text: '- uses: actions/checkout@v6', expected: [/checkout@v6 is not pinned/] },
  {
    name: 'a pin without its release',
    text: `- uses: actions/checkout@${'a'.repeat(40)}`,
    expected: [/which release/],
  },
  { name: 'an injection', text: `- run: echo "\${{ github.head_ref }}"`, expected: [/hand it over by env/] },
  {
    name: 'an output that is none',
    text: `- uses: OWNER/openai-admin-export@COMMIT\n  id: x\n- run: echo "$N"\n  env:\n    N: \${{ steps.x.outputs.nothing }}`,
    expected: [/no output nothing/],
  },
  { name: 'keys that belong nowhere', text: 'step: 1\nrunner: 2', expected: [/no part of a workflow/] },
];

for (const { name, text, expected } of broken) {
  test(`a snippet with ${name} has ${expected.length === 0 ? 'no problem' : 'its problems named'}`, async (t) => {
    const workspace = await temporaryFolder(t, 'docs-workspace');
    const block: Block = { page: 'page.md', line: 1, language: 'yaml', text, marks: {} };
    const problems = await problemsOf(block, workspace).catch((error) => [String(error)]);
    for (const pattern of expected)
      assert.ok(
        problems.some((one) => pattern.test(one)),
        `${pattern} in ${problems.join('\n')}`,
      );
    if (expected.length === 0) assert.deepEqual(problems, []);
  });
}
