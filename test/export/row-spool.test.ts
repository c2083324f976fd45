import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRowSpool, type RowSorter } from '../../src/export/row-spool.ts';
import type { Row } from '../../src/formats/row.ts';
import { temporaryFolder } from '../harness/workspace.ts';

async function rowsOf(sorter: RowSorter): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of sorter.sorted()) rows.push(...batch);
  return rows;
}

const row = fc
  .record({
    key: fc.oneof(fc.constantFrom('a', 'b', 'c\0d', 'tab\t', 'line\n', '\u2028'), fc.string()),
    json: fc.string().map((text) => JSON.stringify({ text })),
    form: fc.constantFrom<Row['form']>('object', 'cells'),
  })
  .map((fields): Row => ({ ...fields }));

test('rows come back sorted, the same from disk as from memory', async (t) => {
  const folder = await temporaryFolder(t, 'spool');
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(row, { maxLength: 8 }), { maxLength: 8 }),
      fc.boolean(),
      async (batches, unique) => {
        runs += 1;
        const memory = await createRowSpool(join(folder, `memory${runs}`), 1e9);
        const disk = await createRowSpool(join(folder, `disk${runs}`), 300);
        const [inMemory, onDisk] = [memory.sorter({ unique }), disk.sorter({ unique })];
        for (const batch of batches) {
          await inMemory.add(batch);
          await onDisk.add(batch);
        }
        const expected = batches.flat().map((value, index) => ({ value, index }));
        expected.sort((a, b) => (a.value.key < b.value.key ? -1 : a.value.key > b.value.key ? 1 : a.index - b.index));
        const wanted = expected
          .map(({ value }) => value)
          .filter((value, index, all) => !unique || all[index + 1]?.key !== value.key);
        assert.deepEqual(await rowsOf(inMemory), wanted);
        assert.deepEqual(await rowsOf(onDisk), wanted);
        assert.deepEqual(await rowsOf(onDisk), wanted, 'a second time');
        await Promise.all([memory.close(), disk.close()]);
      },
    ),
    { numRuns: 60 },
  );
  assert.deepEqual(await readdir(folder), [], 'nothing is left on disk');
});
