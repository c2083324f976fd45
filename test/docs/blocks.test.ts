import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { blocksToRun, unaccounted } from './block-kinds.ts';
import { type Block, blocksOf, placeOf, userBlocks } from './markdown-blocks.ts';

const blocks = await userBlocks();

/** Throws where the text is not JSON, or not a JSON value on each line. */
function parseJson(text: string): void {
  try {
    JSON.parse(text);
  } catch {
    for (const line of text.trim().split('\n')) JSON.parse(line);
  }
}

test('every block of the pages is run, or says why not', () => {
  assert.deepEqual(unaccounted(blocks), []);
  assert.ok(blocks.length > 100, `only ${blocks.length} blocks were found`);
});

test('every JSON and CSV block parses', () => {
  for (const block of blocksToRun(blocks, 'json'))
    assert.doesNotThrow(() => parseJson(block.text), `${placeOf(block)} is not JSON`);
  for (const block of blocksToRun(blocks, 'csv'))
    assert.doesNotThrow(() => parse(block.text, { columns: true }), `${placeOf(block)} is not CSV`);
});

test('a block that nobody runs is named, unless a comment before it gives a reason', () => {
  const page = ['```', 'a', '```', '<!-- not run: output of the step -->', '', '```text', 'b', '```', '```rust', '```'];
  const found = unaccounted(blocksOf('page.md', page.join('\n')));
  assert.equal(found.length, 2);
  assert.match(found[0] as string, /^page\.md:1 has no language/);
  assert.match(found[1] as string, /^page\.md:9 is rust, which no test runs/);
});

test('blocks are found in lists, inside longer fences, and with their marks', () => {
  const page = [
    '- x',
    '',
    '  ````yaml',
    '  a:',
    '    ```',
    '  ````',
    'text',
    '<!-- file: a.csv -->',
    '```csv',
    'a,b',
    '```',
  ];
  const expected: Block[] = [
    { page: 'page.md', line: 3, language: 'yaml', text: 'a:\n  ```\n', marks: {} },
    { page: 'page.md', line: 9, language: 'csv', text: 'a,b\n', marks: { file: 'a.csv' } },
  ];
  assert.deepEqual(blocksOf('page.md', page.join('\n')), expected);
});

test('a mark that is misspelt, has no reason, or stands before other text is no mark', () => {
  assert.throws(() => blocksOf('page.md', '<!-- not ran: x -->\n```\n```'), /page\.md:1 has a comment "not ran: …"/);
  assert.throws(() => blocksOf('page.md', '<!-- not run: -->\n```\n```'), /gives no reason/);
  assert.throws(() => blocksOf('page.md', '```sh\nls'), /nothing closes/);
  assert.deepEqual(blocksOf('page.md', '<!-- not run: x -->\nText.\n\n```sh\n```')[0]?.marks, {});
});

test('one comment can say for all plain text of a page what it is', () => {
  const page = [
    '<!-- text blocks: what the step prints -->',
    'Text.',
    '```text',
    'a',
    '```',
    '```text',
    'b',
    '```',
    '```',
    'c',
    '```',
  ];
  assert.deepEqual(
    unaccounted(blocksOf('page.md', page.join('\n'))).map((one) => one.split(' ', 1)[0]),
    ['page.md:9'],
  );
});

test('broken JSON and CSV would be found', () => {
  assert.throws(() => parseJson('{"a": 1,}'), SyntaxError);
  assert.throws(() => parse('a,b\n1\n', { columns: true }), /Invalid Record Length/);
});
