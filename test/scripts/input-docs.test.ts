import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { actionPath, inputDocsPath, withInputDocs } from '../../scripts/write-input-docs.ts';
import { settingNames } from '../../src/settings/table.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFile(join(ROOT, path), 'utf8');

test('the tables of inputs and outputs are those that node scripts/write-input-docs.ts writes', async () => {
  const page = await read(inputDocsPath);
  assert.equal(page, withInputDocs(page, await read(actionPath)));
});

test('tables are written between their markers, defaults apart, and nothing else is touched', () => {
  const action = [
    'inputs:',
    '  key: { description: A key., required: true }',
    '  way: { description: "One way | another. Default: `one`." }',
    '  token: { description: A token., default: of the job }',
    'outputs:',
    '  files: { description: Number of files. }',
  ].join('\n');
  const page = 'a\n<!-- inputs -->\nold\n<!-- /inputs -->\nb\n<!-- outputs --><!-- /outputs -->\nc\n';
  const expected = [
    'a\n<!-- inputs -->\n| input | default | meaning |\n| --- | --- | --- |',
    '| `key` | **required** | A key. |',
    '| `way` | `one` | One way \\| another. |',
    '| `token` | `of the job` | A token. |\n<!-- /inputs -->\nb',
    '<!-- outputs -->\n| output | meaning |\n| --- | --- |\n| `files` | Number of files. |\n<!-- /outputs -->\nc\n',
  ].join('\n');
  assert.equal(withInputDocs(page, action), expected);
  assert.throws(() => withInputDocs('no markers', action), /has no <!-- inputs -->/);
});

test('docs/configuration.md names every input and every setting', async () => {
  const page = await read('docs/configuration.md');
  for (const name of settingNames) assert.ok(page.includes(`\`${name}\``), name);
});
