import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fillBlocks } from '../../bench/results/fill-blocks.ts';
import { pagesFrom, readResults } from '../../bench/results/write-results.ts';
import { ROOT } from '../harness/step.ts';

test('the pages say what the committed results are', async () => {
  for (const [path, text] of await pagesFrom(await readResults()))
    assert.equal(text, await readFile(join(ROOT, path), 'utf8'), `${path}: run node bench/results/write-results.ts`);
});

test('a block is filled, however often; one that nothing is known for is an error', () => {
  const page = 'Before\n<!-- table of bench speed -->\n<!-- end of table -->\nAfter\n';
  const filled = fillBlocks(page, { speed: '| a |' });
  assert.equal(filled, 'Before\n<!-- table of bench speed -->\n\n| a |\n\n<!-- end of table -->\nAfter\n');
  assert.equal(fillBlocks(filled, { speed: '| b |' }), filled.replace('| a |', '| b |'));
  assert.throws(() => fillBlocks(page, {}), /no results for the block "speed"/);
});
