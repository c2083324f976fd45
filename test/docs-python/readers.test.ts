import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { rowFlattener } from '../../src/formats/flatten.ts';
import type { Format } from '../../src/formats/format.ts';
import { formatChoices } from '../../src/formats/registry.ts';
import { columns, encodeText, objectRows, tableFor } from '../formats/row-stream.ts';
import { temporaryFolder } from '../harness/workspace.ts';
import { docsPython } from './install.ts';

const SCRIPT = fileURLToPath(new URL('readers.py', import.meta.url));
const known = columns('id name n:number x:number created_at:time meta:json');

const TEXTS = [
  ...[
    '',
    ' blanks ',
    'line\nfeed',
    'return\r alone',
    'both\r\n',
    '\ttab\t',
    'quote " and "" and \'',
    'comma, semicolon;',
  ],
  ...[
    '\ufeffmark of byte order',
    '😀 \u{10ffff}',
    'שלום \u202eturned\u202c',
    'e\u0301 and é',
    '\u2028\u2029\u0085',
    '\\',
    '\\N',
    '\\ud800',
  ],
  ...[
    'null',
    'NULL',
    'NaN',
    'NA',
    'true',
    '1e5',
    '007',
    '2026-11-01',
    '#comment',
    '{"a": [1]}',
    '\u0001\u001f\u007f',
    '\ufffd',
  ],
  'long '.repeat(200_000),
];
/** Without those nearest to zero (5e-324), for which pandas refuses the file. */
const NUMBERS = ['1e308', '-0.0', '0.30000000000000004', '1.7976931348623157e308', '0.1', '123456.789'];
const INTEGERS = ['9223372036854775807', '-9223372036854775808', '9007199254740993', '0', '-1'];
const TIMES = ['-1', '0', '-2208988800', '1795352400', '253402300799'];

/** What each row holds beside its texts: keys that are awkward as columns. */
const AWKWARD =
  '"a.b":1,"sp ace":"x","q\\"uote":"y","comma,":"z","ünï😀":true,"two__parts":"p","0":"zero","deep":{"er":[[1,[2]],{"k":null}]},"none":null';

function rowText(index: number, name: string | null): string {
  const [x, n, time] = [NUMBERS, INTEGERS, TIMES].map((list) => list[index % list.length]);
  const fields = `"id":"r${index}","name":${JSON.stringify(name)},"n":${n},"x":${x},"created_at":${time}`;
  return `{${fields},"meta":{"any":["${'\\u00e9'}",1.10]}${index % 2 === 0 ? `,${AWKWARD}` : ''}}`;
}

interface Reading {
  reader: string;
  json: string[];
  csv: string[];
  keepsNull: boolean;
  refused: 'kept' | 'changed' | 'refused';
  refusedCsv: string;
}

test('five readers find in JSONL and CSV what was sent, and refuse what the documentation says', async (t) => {
  const folder = await temporaryFolder(t, 'readers');
  const rows = objectRows([...TEXTS, null].map((name, index) => rowText(index, name)));
  const refused = objectRows([rowText(1, 'plain'), rowText(3, 'half \ud800 of a pair')]);
  for (const [name, list] of [
    ['rows', rows],
    ['refused', refused],
  ] as const) {
    const table = tableFor(list, known, { escapeFormulas: false });
    for (const format of ['jsonl', 'csv'] as const) {
      await writeFile(
        join(folder, `${name}.${format}`),
        await encodeText(formatChoices.get(format) as Format, list, table),
      );
    }
  }
  const table = tableFor(rows, known);
  const flatten = rowFlattener(table);
  const header = [...known.map(({ name }) => name), ...table.unknownColumns];
  const cells = rows.map(({ json }) =>
    flatten(json).map((cell, index) => `${JSON.stringify(header[index])}:${JSON.stringify(cell)}`),
  );
  // As text, because JavaScript would round some of the numbers.
  const sent = rows.map(({ json }) => json.replace(/,"meta":.*/s, '}'));
  const truth = `{"json":[${sent}],"csv":[${cells.map((row) => `{${row}}`)}],"refused":${JSON.stringify('half \ud800 of a pair')}}`;
  await writeFile(join(folder, 'truth.json'), truth);

  const { stdout } = await promisify(execFile)(docsPython(), [SCRIPT, folder], {
    env: { PATH: process.env.PATH, HOME: folder },
  });
  const readings: Reading[] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const withoutDifferences = readings.map((reading) => ({
    ...reading,
    json: reading.json.slice(0, 5),
    csv: reading.csv.slice(0, 5),
  }));
  const expected = (reader: string, keepsNull: boolean, refusal: Reading['refused']) => ({
    reader,
    json: [],
    csv: [],
    keepsNull,
    refused: refusal,
    refusedCsv: 'half \ufffd of a pair',
  });
  assert.deepEqual(withoutDifferences, [
    expected('duckdb', true, 'refused'),
    expected('pyarrow', true, 'refused'),
    expected('polars', true, 'changed'),
    expected('pandas', false, 'changed'),
    expected('python', false, 'kept'),
  ]);
});
