import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Row } from '../../src/formats/row.ts';
import { createRowSpool, type RowSorter } from '../../src/spool/row-spool.ts';
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

function manyRows(name: string, count: number): Row[] {
  return Array.from({ length: count }, (_, index): Row => {
    const key = `${name}${String(index).padStart(6, '0')}`;
    return { key, json: JSON.stringify({ key, text: 'x'.repeat(200) }), form: 'object' };
  });
}

test('rows that are on their way to disk because another sorter needed room are waited for', async (t) => {
  const spool = await createRowSpool(await temporaryFolder(t, 'spool'), 20_000_000);
  const large = spool.sorter({ unique: false });
  const small = spool.sorter({ unique: false });
  const [rows, more] = [manyRows('a', 40_000), manyRows('b', 30_000)];
  await large.add(rows);
  const adding = small.add(more);
  assert.deepEqual(await rowsOf(large), rows);
  await adding;
  assert.deepEqual(await rowsOf(small), more);
  await spool.close();
});

test('rows given up while they are on their way to disk leave nothing there', async (t) => {
  const folder = await temporaryFolder(t, 'spool');
  const spool = await createRowSpool(folder, 20_000_000);
  const large = spool.sorter({ unique: true });
  const small = spool.sorter({ unique: true });
  await large.add(manyRows('a', 40_000));
  const adding = small.add(manyRows('b', 30_000));
  await large.discard();
  assert.deepEqual(await readdir(folder), []);
  await adding;
  assert.equal((await rowsOf(small)).length, 30_000);
});

test('a folder that cannot be written to fails everybody whose rows were on their way', async (t) => {
  const folder = join(await temporaryFolder(t, 'spool'), 'gone');
  const spool = await createRowSpool(folder, 20_000_000);
  await spool.close();
  const large = spool.sorter({ unique: true });
  const small = spool.sorter({ unique: true });
  await large.add(manyRows('a', 40_000));
  await assert.rejects(small.add(manyRows('b', 30_000)), {
    name: 'StorageError',
    message: /temporary folder .*ENOENT/,
  });
  await assert.rejects(rowsOf(large), { name: 'StorageError', message: /temporary folder .*ENOENT/ });
});

test('rows that cannot be read back are an error of their resource alone', async (t) => {
  const folder = await temporaryFolder(t, 'spool');
  const spool = await createRowSpool(folder, 100);
  const sorter = spool.sorter({ unique: true });
  await sorter.add([{ key: 'a', form: 'object', json: '{}' }]);
  for (const name of await readdir(folder)) await rm(join(folder, name));
  await assert.rejects(rowsOf(sorter), { name: 'StorageError', topic: 'destination-lost', endsRun: false });
  await sorter.discard();
});

test('many spills end in few files, with the order of what was added kept', async (t) => {
  const folder = await temporaryFolder(t, 'spool');
  for (const unique of [false, true]) {
    const memory = (await createRowSpool(join(folder, 'memory'), 1e9)).sorter({ unique });
    const disk = (await createRowSpool(join(folder, 'disk'), 300)).sorter({ unique });
    for (let index = 0; index < 1100; index += 1) {
      const rows = ['a', 'b'].map((name): Row => ({ key: `${name}${index % 7}`, json: `${index}`, form: 'object' }));
      await memory.add(rows);
      await disk.add(rows);
    }
    const files = await readdir(join(folder, 'disk'));
    assert.ok(files.length < 100, `${files.length} files`);
    assert.deepEqual(await rowsOf(disk), await rowsOf(memory));
    await disk.discard();
    assert.deepEqual(await readdir(join(folder, 'disk')), []);
  }
});

test('files that are being read stay, even if more rows go to disk meanwhile', async (t) => {
  const folder = await temporaryFolder(t, 'spool');
  const spool = await createRowSpool(folder, 20_000);
  const large = spool.sorter({ unique: false });
  const small = spool.sorter({ unique: false });
  const rows = manyRows('a', 2000);
  let added = 0;
  const addOne = () => large.add([rows[added++] as Row]);
  // One more file, and they are merged.
  while ((await readdir(folder)).length < 31) await addOne();
  for (let more = 0; more < 30; more += 1) await addOne();
  const files = await readdir(folder);
  const batches = large.sorted()[Symbol.asyncIterator]();
  const read = (await batches.next()).value as Row[];
  await small.add(manyRows('b', 25));
  assert.deepEqual(await readdir(folder), [...files, '32'].sort());
  for (let next = await batches.next(); !next.done; next = await batches.next()) read.push(...next.value);
  assert.deepEqual(read, rows.slice(0, added));
  await small.add(manyRows('c', 100));
  assert.deepEqual(await rowsOf(large), rows.slice(0, added));
});
