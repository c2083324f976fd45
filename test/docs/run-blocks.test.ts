import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { configNames, inputNames } from '../../src/settings/table.ts';
import { temporaryFolder } from '../harness/workspace.ts';
import { blocksToRun } from './block-kinds.ts';
import { type Block, placeOf, userBlocks } from './markdown-blocks.ts';
import { openQueries, statementsOf } from './queries.ts';
import { makeSampleData } from './sample-data.ts';
import { jsonProblems, layFiles, openSandbox, runSession } from './shell-session.ts';
import { scriptsOf } from './workflow-scripts.ts';
import { readSnippet } from './workflow-snippets.ts';

const blocks = await userBlocks();
const sample = await makeSampleData();
after(sample.close);

/** What a reader's shell holds. */
const environment = {
  SIMULATOR_URL: sample.url,
  SIMULATOR_KEY: sample.adminKey,
  SAMPLE_DATA: join(sample.folder, 'data'),
  OPENAI_ADMIN_KEY: sample.adminKey,
};

/** Blocks by page, in their order. */
function byPage(some: readonly Block[]): Map<string, Block[]> {
  return Map.groupBy(some, ({ page }) => page);
}

/** Statements that read, of which some row is expected. */
const READS = /^(?:SELECT|FROM|WITH)\b/i;

for (const [page, queries] of byPage(blocksToRun(blocks, 'sql'))) {
  test(`the queries of ${page} run on the sample data and find something`, async () => {
    const query = await openQueries(sample.folder);
    for (const block of queries) {
      const results = await query(block.text).catch((cause) => {
        throw new Error(`${placeOf(block)}: ${cause.message}`, { cause });
      });
      if (block.marks['may be empty'] !== undefined) continue;
      for (const { statement, rows } of results) {
        if (READS.test(statement)) assert.ok(rows.length > 0, `${placeOf(block)} finds nothing: ${statement}`);
      }
    }
  });
}

for (const [page, commands] of byPage(blocksToRun(blocks, 'shell'))) {
  test(`the commands of ${page} run, one after the other`, async (t) => {
    const sandbox = await temporaryFolder(t, 'docs-page');
    const touchesData = commands.some(({ text }) => /\bdata\b|openai-admin-export|cli\.js|git /.test(text));
    const here = await openSandbox(sandbox, touchesData ? sample.folder : undefined);
    const own = blocks.filter((block) => block.page === page && block.marks.file !== undefined);
    await layFiles(here, new Map(own.map((block) => [block.marks.file as string, block.text])));
    const parts = commands.map((block) => ({ place: placeOf(block), text: block.text }));
    const result = await runSession(sandbox, parts, environment);
    assert.equal(result.exitCode, 0, `${result.reached} failed:\n${result.stdout}${result.stderr}`);
    assert.deepEqual(result.calls.flatMap(jsonProblems), []);
    if (existsSync(join(here, 'demo-data'))) await queryDemo(here);
  });
}

/** Runs the queries that a reader of the demo is sent to on what the demo wrote, which keeps no history and runs no checks. */
async function queryDemo(here: string): Promise<void> {
  const query = await openQueries(here);
  for (const block of blocksToRun(blocks, 'sql').filter(({ page }) => page === 'docs/querying.md')) {
    if (/_findings|history/.test(block.text)) continue;
    await query(block.text.replaceAll("'data/", "'demo-data/")).catch((cause) => {
      throw new Error(`${placeOf(block)}, on the demo's data: ${cause.message}`, { cause });
    });
  }
}

test('the scripts in the steps of all workflows run', async (t) => {
  const sandbox = await temporaryFolder(t, 'docs-page');
  await openSandbox(sandbox, sample.folder);
  const parts = blocksToRun(blocks, 'yaml').flatMap((block) => {
    const snippet = readSnippet(block.text, inputNames, configNames);
    return snippet.kind === 'workflow' ? scriptsOf(snippet.workflow, placeOf(block)) : [];
  });
  assert.ok(parts.length > 3, `only ${parts.length} scripts were found`);
  const result = await runSession(sandbox, parts, environment);
  assert.equal(result.exitCode, 0, `${result.reached} failed:\n${result.stdout}${result.stderr}`);
  assert.deepEqual(result.calls.flatMap(jsonProblems), []);
});

test("a step's script sees its variables as they are, whatever they hold", async (t) => {
  const sandbox = await temporaryFolder(t, 'docs-page');
  await openSandbox(sandbox);
  const run = `jq --null-input --arg text "$TEXT" '{$text}' | curl --header 'content-type: application/json' --data @- x`;
  const text = `it's "$(rm -rf /)" \`x\``;
  const workflow = { jobs: { tell: { steps: [{ run, env: { TEXT: text } }] } } };
  const { calls, exitCode, stderr } = await runSession(sandbox, scriptsOf(workflow, 'page.md:1'), {});
  assert.equal(exitCode, 0, stderr);
  assert.deepEqual(JSON.parse(calls[0]?.stdin ?? ''), { text });
});

test('a query that is wrong, finds nothing or only signs in is told apart', async () => {
  const query = await openQueries(sample.folder);
  await assert.rejects(query("SELECT nobody FROM read_json('data/users/users.jsonl')"), /nobody/);
  assert.deepEqual((await query('SELECT 1 WHERE false'))[0]?.rows, []);
  const store =
    "INSTALL httpfs; LOAD httpfs;\nCREATE SECRET (TYPE s3);\n\n-- a; b\nSELECT 1 FROM 's3://my-bucket/openai/x'";
  assert.deepEqual(statementsOf(store), ["SELECT 1 FROM 'data/x'"]);
});

const wrongCommands = [
  { name: 'a variable that nothing set', text: 'aws s3 ls "$BUCKET"', expected: /BUCKET: unbound variable/ },
  { name: 'a tool that has no stand-in', text: 'terraform apply', expected: /terraform: command not found/ },
  { name: 'a syntax error', text: 'for x in 1; do echo', expected: /syntax error/ },
  { name: 'a script that package.json lacks', text: 'npm run demonstrate', expected: /no script demonstrate/ },
  {
    name: 'a file that is not there',
    text: 'aws iam put --policy-document file://policy.json',
    expected: /no file policy/,
  },
  { name: 'wrong use of our own command', text: 'openai-admin-export as-off 2026-10-01', expected: /as-off/ },
];

for (const { name, text, expected } of wrongCommands) {
  test(`${name} fails the page`, async (t) => {
    const sandbox = await temporaryFolder(t, 'docs-page');
    await openSandbox(sandbox);
    const parts = [
      { place: 'page.md:1', text: 'true' },
      { place: 'page.md:9', text },
    ];
    const { exitCode, stderr } = await runSession(sandbox, parts, environment);
    assert.notEqual(exitCode, 0);
    assert.match(stderr, expected);
  });
}

test('JSON that is none is named, in an argument, a file and a body', async (t) => {
  const sandbox = await temporaryFolder(t, 'docs-page');
  await openSandbox(sandbox);
  const text = [
    `aws s3api put --rules '{"a": 1,}'`,
    `echo '{' > policy.json`,
    'aws iam put --policy-document file://policy.json',
    `echo 'no' | curl -H 'content-type: application/json' --data @- https://example.com`,
    `az ad show --query '[].{a: b}'`,
  ].join('\n');
  const { calls, exitCode, stderr } = await runSession(sandbox, [{ place: 'page.md:1', text }], {});
  assert.equal(exitCode, 0, stderr);
  assert.equal(calls.length, 4);
  assert.equal(calls.flatMap(jsonProblems).length, 3);
});
