import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Row } from '../../src/formats/row.ts';
import { mergeSorted } from '../../src/spool/merge-sorted.ts';

const key = fc.constantFrom('', '\0', 'a', 'a\0', 'b', '\uffff', '\u{1f600}');
const byKey = (a: Row, b: Row) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

/** Streams of rows, each sorted, cut into batches, empty ones among them; the JSON tells where a row came from. */
const streams = fc
  .array(fc.tuple(fc.array(key, { maxLength: 12 }), fc.integer({ min: 1, max: 4 })), { maxLength: 5 })
  .map((all) =>
    all.map(([keys, size], stream) => {
      const rows = [...keys]
        .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
        .map((text, index): Row => ({ key: text, json: `${stream}/${index}`, form: 'object' }));
      const batches: Row[][] = [[]];
      for (let at = 0; at < rows.length; at += size) batches.push(rows.slice(at, at + size), []);
      return { rows, batches };
    }),
  );

async function* inBatches(batches: Row[][]): AsyncGenerator<Row[]> {
  yield* batches;
}

test('all rows come in order, those of equal keys in the order of their streams', async () => {
  await fc.assert(
    fc.asyncProperty(streams, async (all) => {
      const merged: Row[] = [];
      const inputs = all.map(({ batches }) => inBatches(batches));
      for await (const batch of mergeSorted(inputs, false)) merged.push(...batch);
      // Array.prototype.sort is stable.
      assert.deepEqual(merged, all.flatMap(({ rows }) => rows).sort(byKey));
    }),
  );
});

test('of equal keys the last row of the last stream is given, and each given row is told with its stream', async () => {
  await fc.assert(
    fc.asyncProperty(streams, async (all) => {
      const merged: Row[] = [];
      const told: string[] = [];
      const inputs = all.map(({ batches }) => inBatches(batches));
      const onRow = (row: Row, stream: number) => told.push(`${stream} ${row.json}`);
      for await (const batch of mergeSorted(inputs, true, onRow)) merged.push(...batch);
      const last = new Map(all.flatMap(({ rows }) => rows).map((row) => [row.key, row]));
      assert.deepEqual(merged, [...last.values()].sort(byKey));
      assert.deepEqual(
        told,
        merged.map(({ json }) => `${json.split('/')[0]} ${json}`),
      );
    }),
  );
});

test('more rows than one batch holds come in several', async () => {
  const rows = Array.from(
    { length: 2500 },
    (_, index): Row => ({ key: String(index).padStart(4, '0'), json: '{}', form: 'object' }),
  );
  const sizes: number[] = [];
  for await (const batch of mergeSorted([inBatches([rows])], true)) sizes.push(batch.length);
  assert.deepEqual(sizes, [1000, 1000, 500]);
});

test('large rows come in batches of few', async () => {
  const json = JSON.stringify('x'.repeat(30_000));
  const rows = Array.from({ length: 7 }, (_, index): Row => ({ key: String(index), json, form: 'object' }));
  const sizes: number[] = [];
  for await (const batch of mergeSorted([inBatches([rows])], true)) sizes.push(batch.length);
  assert.deepEqual(sizes, [3, 3, 1]);
});

test('whoever stops half way, or fails, has closed every stream', async () => {
  const closed: string[] = [];
  async function* endless(name: string): AsyncGenerator<Row[]> {
    try {
      for (;;) yield [{ key: name, json: '{}', form: 'object' }];
    } finally {
      closed.push(name);
    }
  }
  async function* broken(): AsyncGenerator<Row[]> {
    yield [{ key: 'a', json: '{}', form: 'object' }];
    throw new Error('The disk is gone.');
  }
  for await (const _batch of mergeSorted([endless('a'), endless('b')], false)) break;
  assert.deepEqual(closed.splice(0), ['a', 'b']);
  const failing = async () => {
    for await (const _batch of mergeSorted([endless('b'), broken()], false));
  };
  await assert.rejects(failing, { message: 'The disk is gone.' });
  assert.deepEqual(closed, ['b']);
});
