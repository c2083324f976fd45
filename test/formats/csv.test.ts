import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { csv } from '../../src/formats/csv.ts';
import { rowFlattener } from '../../src/formats/flatten.ts';
import { CHUNK_LENGTH } from '../../src/formats/format.ts';
import { defuseFormula } from '../../src/formats/formulas.ts';
import { StorageError } from '../../src/notices/errors.ts';
import { collect, columns, decodeText, encodeChunks, encodeText, objectRows, tableFor } from './row-stream.ts';

const people = columns('id name created_at:time');

test('writes a header, the known columns in their order, then the unknown ones', async () => {
  const rows = objectRows(['{"zeta":1,"name":"Ada","id":"u1","alpha":{"b":true}}', '{"id":"u2","created_at":0}']);
  assert.equal(
    await encodeText(csv, rows, tableFor(rows, people)),
    'id,name,created_at,alpha__b,zeta\nu1,Ada,,true,1\nu2,,1970-01-01T00:00:00Z,,\n',
  );
});

test('writes the header also where there is no row', async () => {
  assert.equal(await encodeText(csv, [], tableFor([], people)), 'id,name,created_at\n');
  assert.deepEqual(await decodeText(csv, 'id,name,created_at\n'), []);
});

test('keeps an empty text apart from null, also when read back', async () => {
  const rows = objectRows(['{"id":"","name":null}']);
  const text = await encodeText(csv, rows, tableFor(rows, people));
  assert.equal(text, 'id,name,created_at\n"",,\n');
  assert.deepEqual(await decodeText(csv, text), [{ key: '', json: '{"id":""}', form: 'cells' }]);
});

test('quotes what RFC 4180 asks to be quoted, lone carriage returns included', async () => {
  const rows = objectRows([JSON.stringify({ id: 'a,"b"\nc', name: 'd\re' })]);
  assert.equal(await encodeText(csv, rows, tableFor(rows, people)), 'id,name,created_at\n"a,""b""\nc","d\re",\n');
});

test('defuses text that a spreadsheet would run, once, and only where asked to', async () => {
  const rows = objectRows(['{"id":"=1+1","name":"-5","n":-5,"list":["=1"]}']);
  const table = tableFor(rows, people);
  const text = await encodeText(csv, rows, table);
  assert.equal(text, `id,name,created_at,list,n\n'=1+1,-5,,"[""=1""]",-5\n`);
  assert.equal(await encodeText(csv, await decodeText(csv, text), table), text);
  assert.match(await encodeText(csv, rows, { ...table, escapeFormulas: false }), /\n=1\+1,/);
});

test('writes new rows and rows read back into one file', async () => {
  const fresh = objectRows(['{"id":"u1","created_at":60,"note":"x"}']);
  const [stored] = await decodeText(csv, 'id,created_at,old\nu2,1970-01-01T00:02:00Z,y\n');
  assert.ok(stored);
  const rows = [...fresh, stored];
  assert.equal(
    await encodeText(csv, rows, tableFor(rows, people)),
    'id,name,created_at,note,old\nu1,,1970-01-01T00:01:00Z,x,\nu2,,1970-01-01T00:02:00Z,,y\n',
  );
});

test('reads back every cell that it wrote, and writes the same file from those', async () => {
  const awkward = fc.oneof(
    // NUL and halves of a pair are replaced on purpose: test/scenarios/refused-text.test.ts.
    fc.string({ unit: 'binary' }).map((text) => text.toWellFormed().replaceAll('\0', '')),
    fc.stringMatching(/^[=+\-@"',\r\n\t' ]{0,5}$/),
  );
  const value = fc.oneof(awkward, fc.integer(), fc.boolean(), fc.constant(null), fc.array(awkward));
  const row = fc.dictionary(
    fc.oneof(fc.constantFrom('id', 'name', '__proto__'), awkward),
    fc.oneof(value, fc.dictionary(awkward, value)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 5 }), fc.integer({ min: 1, max: 40 }), async (values, chunkLength) => {
      const rows = objectRows(values.map((entry) => JSON.stringify(entry)));
      const table = tableFor(rows, people);
      const text = await encodeText(csv, rows, table);
      const stored = await decodeText(csv, text, chunkLength);
      const header = [...people.map(({ name }) => name), ...table.unknownColumns];
      const flatten = rowFlattener(table, { text: defuseFormula });
      const expected = rows.map(({ json }) =>
        Object.fromEntries(
          flatten(json)
            .map((cell, index) => [header[index], cell])
            .filter(([, cell]) => cell !== null),
        ),
      );
      assert.deepEqual(
        stored.map(({ json }) => JSON.parse(json)),
        expected,
      );
      assert.equal(await encodeText(csv, stored, tableFor(stored, people)), text);
    }),
  );
});

test('writes in chunks of bounded length that end with a line', async () => {
  const rows = objectRows(Array.from({ length: 1000 }, (_, index) => `{"id":"${index}","name":"${'x'.repeat(1000)}"}`));
  const chunks = await encodeChunks(csv, rows, tableFor(rows, people));
  assert.ok(chunks.length > 2);
  for (const chunk of chunks) {
    assert.ok(chunk.length < CHUNK_LENGTH + 1100);
    assert.ok(chunk.endsWith('\n'));
  }
});

test('reads files with a byte order mark and the line ends of Windows', async () => {
  const rows = await decodeText(csv, '\uFEFFid,name\r\n1,"a\r\nb"\r\n');
  assert.deepEqual(rows, [{ key: '', json: '{"id":"1","name":"a\\r\\nb"}', form: 'cells' }]);
});

test('names the line where the text is not CSV', async () => {
  for (const [text, line] of [
    ['', 1],
    ['id,id\n1,2\n', 1],
    ['id,\n1,2\n', 1],
    ['id,name\n1,2\n3\n', 3],
    ['id,name\n1,"2\n', 2],
    ['id,name\n1,"2"x\n', 2],
  ] as const) {
    await assert.rejects(decodeText(csv, text), (error: unknown) => {
      assert.ok(error instanceof StorageError, text);
      assert.match(error.message, new RegExp(`line ${line}:`), text);
      return true;
    });
  }
});

test('passes on what went wrong with the source of the text', async () => {
  const failing = async function* () {
    yield Buffer.from('id\n1\n');
    throw new StorageError('destination-lost', 'the disk is gone');
  };
  await assert.rejects(collect(csv.decode(failing(), { columns: [] })), /the disk is gone/);
});

test('refuses a row with a column that its table does not list', async () => {
  const table = tableFor([], people);
  await assert.rejects(encodeText(csv, objectRows(['{"id":"1","extra":2}']), table), /column extra/);
  await assert.rejects(encodeText(csv, [{ key: '', json: '{"extra":"2"}', form: 'cells' }], table), /column extra/);
});

test('keeps count of the rows of a table without columns', async () => {
  const rows = objectRows(['{}', '{}']);
  const text = await encodeText(csv, rows, tableFor(rows, []));
  assert.deepEqual(
    (await decodeText(csv, text)).map(({ json }) => json),
    ['{}', '{}'],
  );
});

test('a damaged table is told by the line, and not quoted', async () => {
  await assert.rejects(decodeText(csv, 'id,name\nu1,Planted Person "x"\n'), (error: Error) => {
    assert.match(
      error.message,
      /^Failed to read CSV: line 2: Invalid Opening Quote: a quote is found on field 1 at line 2$/,
    );
    return error instanceof StorageError;
  });
});
