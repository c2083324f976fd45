import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { blocksToRun } from '../docs/block-kinds.ts';
import { ROOT, userBlocks } from '../docs/markdown-blocks.ts';
import { makeSampleData } from '../docs/sample-data.ts';
import { temporaryFolder } from '../harness/workspace.ts';
import { docsPython } from './install.ts';

const NOTEBOOK = join(ROOT, 'docs/querying.ipynb');
const RUN_NOTEBOOK = fileURLToPath(new URL('run_notebook.py', import.meta.url));

const python = docsPython();
const sample = await makeSampleData();
after(sample.close);

/** Runs Python in the folder that holds `data/`; rejects with what it printed where it fails. */
function run(args: string[]): Promise<{ stdout: string }> {
  return promisify(execFile)(python, args, {
    cwd: sample.folder,
    env: { PATH: process.env.PATH, HOME: sample.folder },
  });
}

for (const [page, blocks] of Map.groupBy(blocksToRun(await userBlocks(), 'python'), (block) => block.page)) {
  test(`the Python of ${page} runs on the sample data`, async (t) => {
    // Blocks of a page build on each other; empty lines keep the numbers of lines, so that an error names the page's own.
    let script = '';
    for (const { line, text } of blocks)
      script += '\n'.repeat(Math.max(0, line - script.split('\n').length + 1)) + text;
    const file = join(await temporaryFolder(t, 'docs-python'), 'page.py');
    await writeFile(file, script);
    assert.notEqual((await run([file])).stdout, '');
  });
}

test('the notebook runs on the sample data', async () => {
  const { stdout } = await run([RUN_NOTEBOOK, NOTEBOOK]);
  assert.match(stdout, /^[1-9]\d* outputs/);
});

test('the notebook is kept without results, which would name the people of whoever ran it', async () => {
  const { cells } = JSON.parse(await readFile(NOTEBOOK, 'utf8'));
  const kept = cells.filter((cell: { outputs?: unknown[] }) => (cell.outputs ?? []).length > 0);
  assert.deepEqual(kept, []);
});

test('a notebook with a cell that fails is found', async (t) => {
  const notebook = JSON.parse(await readFile(NOTEBOOK, 'utf8'));
  notebook.cells.at(-1).source = ['raise ValueError("no such column")'];
  notebook.cells.at(-1).cell_type = 'code';
  const file = join(await temporaryFolder(t, 'docs-python'), 'broken.ipynb');
  await writeFile(file, JSON.stringify(notebook));
  await assert.rejects(run([RUN_NOTEBOOK, file]), /no such column/);
});
