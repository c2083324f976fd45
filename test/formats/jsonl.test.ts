import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CHUNK_LENGTH } from '../../src/formats/format.ts';
import { jsonl } from '../../src/formats/jsonl.ts';
import { StorageError } from '../../src/notices/errors.ts';
import { decodeText, encodeChunks, encodeText, objectRows, tableFor } from './row-stream.ts';

const table = tableFor([], []);

test('writes each object untouched on a line of its own', async () => {
  const texts = ['{"10":1.10,"2":"\u2028\\n","2":1e400}', '{}'];
  assert.equal(await encodeText(jsonl, objectRows(texts), table), `${texts[0]}\n{}\n`);
  assert.equal(await encodeText(jsonl, [], table), '');
});

test('reads back any objects that it wrote, wherever the chunks are cut', async () => {
  const object = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' }));
  await fc.assert(
    fc.asyncProperty(
      fc.array(object, { maxLength: 4 }),
      fc.integer({ min: 1, max: 50 }),
      async (objects, chunkLength) => {
        const rows = objectRows(objects.map((value) => JSON.stringify(value)));
        assert.deepEqual(await decodeText(jsonl, await encodeText(jsonl, rows, table), chunkLength), rows);
      },
    ),
  );
});

test('writes in chunks of bounded length that end with a line', async () => {
  const rows = objectRows(Array.from({ length: 1000 }, (_, index) => `{"id":${index},"text":"${'x'.repeat(1000)}"}`));
  const chunks = await encodeChunks(jsonl, rows, table);
  assert.ok(chunks.length > 2);
  for (const chunk of chunks) {
    assert.ok(chunk.length < CHUNK_LENGTH + 1100);
    assert.ok(chunk.endsWith('}\n'));
  }
});

test('reads a last line without its end, and lines that were checked out with the ends of Windows', async () => {
  assert.deepEqual(await decodeText(jsonl, '{"a": 1}\r\n{"b":2}'), objectRows(['{"a":1}', '{"b":2}']));
});

test('names the line that is not a JSON object', async () => {
  for (const line of ['{"a":', '[1]', 'null', '"text"', '', '1']) {
    await assert.rejects(decodeText(jsonl, `{}\n${line}\n{}\n`), (error: unknown) => {
      assert.ok(error instanceof StorageError);
      assert.match(error.message, /line 2 is not/);
      return true;
    });
  }
});

test('refuses rows that were read back from a table', async () => {
  await assert.rejects(encodeText(jsonl, [{ key: '', json: '{"id":"1"}', form: 'cells' }], table), /lost the shape/);
});
