import assert from 'node:assert/strict';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { after, before, test } from 'node:test';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Compression } from '../../src/formats/compression.ts';
import { compress } from '../../src/formats/compression.ts';
import type { Format } from '../../src/formats/format.ts';
import { formatChoices } from '../../src/formats/registry.ts';
import { columns, encodeChunks, objectRows, tableFor } from './row-stream.ts';

const names = [
  'plain',
  '',
  'line\nfeed, "quotes" and \'more\'',
  'carriage\rreturn\r\nboth',
  '=HYPERLINK("http://x")',
  '-5',
  'emoji 😀 and ünïcode ＝',
  ' leading and trailing ',
  '\\N',
  'NULL',
  'null',
  '\t@tab',
  '#comment',
  'zero \u0000 byte',
  '{"json": [1, "2"]}',
  null,
];
const digits = '123456789012345678901234567890';
const rows = objectRows(
  names.map((name, index) => {
    const fields = `"name":${JSON.stringify(name)},"created_at":${1795352400 + index},"new":{"flag":true,"list":[1.10,"a,b"]}`;
    return `{"id":"u${String(index).padStart(2, '0')}",${fields},"amount":${digits}.${index}0}`;
  }),
);
const known = columns('id name created_at:time amount:number meta:json');

let folder = '';
let connection: DuckDBConnection;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'formats-'));
  connection = await (await DuckDBInstance.create(':memory:')).connect();
});

after(async () => {
  connection.closeSync();
  await rm(folder, { recursive: true, force: true });
});

async function writeFile(name: string, compression: Compression, escapeFormulas: boolean): Promise<string> {
  // DuckDB knows the compression by the extension.
  const extension = compression === 'none' ? name : `${name}.${compression}`;
  const file = join(folder, `rows-${escapeFormulas}.${extension}`);
  const chunks = await encodeChunks(formatChoices.get(name) as Format, rows, tableFor(rows, known, { escapeFormulas }));
  const compressor = compress(compression);
  const source = Readable.from(chunks);
  const sink = createWriteStream(file);
  await (compressor ? pipeline(source, compressor, sink) : pipeline(source, sink));
  return file;
}

async function query(sql: string): Promise<unknown[]> {
  return (await connection.runAndReadAll(sql)).getRowObjectsJS();
}

const exactCsv =
  "header = true, delim = ',', quote = '\"', escape = '\"', allow_quoted_nulls = false, all_varchar = true";

for (const compression of ['none', 'gz', 'zst'] as const) {
  test(`DuckDB reads every cell of CSV (${compression}) as it was sent`, async () => {
    const file = await writeFile('csv', compression, false);
    const found = await query(`FROM read_csv('${file}', ${exactCsv})`);
    assert.deepEqual(
      found,
      names.map((name, index) => ({
        id: `u${String(index).padStart(2, '0')}`,
        // NUL, which some readers refuse.
        name: name?.replace('\0', '\ufffd') ?? null,
        created_at: `2026-11-22T13:00:${String(index).padStart(2, '0')}Z`,
        amount: `${digits}.${index}0`,
        meta: null,
        new__flag: 'true',
        new__list: '[1.10,"a,b"]',
      })),
    );
  });

  test(`DuckDB reads every object of JSONL (${compression}) as it was sent`, async () => {
    const file = await writeFile('jsonl', compression, true);
    const found = await query(`FROM read_ndjson_objects('${file}')`);
    assert.deepEqual(
      found,
      rows.map(({ json }) => ({ json })),
    );
  });
}

test('DuckDB guesses dialect and types of CSV by itself', async () => {
  const file = await writeFile('csv', 'none', true);
  const found = await query(
    `SELECT count(*)::INT AS rows, min(created_at)::VARCHAR AS first, bool_and(new__flag) AS flag FROM read_csv('${file}')`,
  );
  assert.deepEqual(found, [{ rows: names.length, first: '2026-11-22 13:00:00+00', flag: true }]);
});

test('DuckDB finds formulas defused, and numbers that are text left alone', async () => {
  const file = await writeFile('csv', 'none', true);
  const found = await query(`SELECT name FROM read_csv('${file}', ${exactCsv}) WHERE id IN ('u04', 'u05', 'u11')`);
  assert.deepEqual(found, [{ name: `'=HYPERLINK("http://x")` }, { name: '-5' }, { name: "'\t@tab" }]);
});
