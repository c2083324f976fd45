import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import { StorageError } from '../notices/errors.ts';
import { type Cell, rowFlattener } from './flatten.ts';
import { CHUNK_LENGTH, type Format, type Table } from './format.ts';
import { defuseFormula } from './formulas.ts';
import { holdsRefusedText, withoutRefusedCharacters, withoutRefusedEscapes } from './refused-text.ts';
import type { Row } from './row.ts';
import { textOf } from './text.ts';

/**
 * The table form: RFC 4180 with `\n` line ends, always a header. An empty text is `""`, null is nothing at all, so that
 * the two stay apart. What readers refuse (NUL, half of a surrogate pair) becomes U+FFFD.
 */
export const csv: Format = {
  name: 'csv',
  contentType: 'text/csv; charset=utf-8',
  keepsShape: false,
  text: 'table',
  encode,
  decode,
};

async function* encode(rows: AsyncIterable<Row[]>, table: Table): AsyncGenerator<Uint8Array> {
  const header = [...table.columns.map(({ name }) => name), ...table.unknownColumns];
  const text = table.escapeFormulas ? defuseFormula : (value: string) => value;
  const flattenAsSent = rowFlattener(table, { text });
  const flattenRefused = rowFlattener(table, {
    text: (value) => text(withoutRefusedCharacters(value)),
    json: withoutRefusedEscapes,
  });
  const flatten = (json: string) => (holdsRefusedText(json) ? flattenRefused : flattenAsSent)(json);
  let records: Cell[][] = [header];
  let length = 0;
  for await (const batch of rows) {
    for (const row of batch) {
      records.push(row.form === 'object' ? flatten(row.json) : storedCells(row.json, header));
      length += row.json.length;
      if (length < CHUNK_LENGTH) continue;
      yield lines(records);
      records = [];
      length = 0;
    }
  }
  if (records.length > 0) yield lines(records);
}

/** What csv-stringify leaves bare: an empty text, and a lone carriage return, which RFC 4180 and most readers want quoted. */
const alsoQuoted = /^$|\r/;

function lines(records: Cell[][]): Uint8Array {
  return Buffer.from(stringify(records, { record_delimiter: '\n', quoted_match: alsoQuoted }));
}

/** Returns the cells of a row that was read back; they were defused when first written, so they are not touched again. */
function storedCells(json: string, header: readonly string[]): Cell[] {
  const stored = new Map<string, string>(Object.entries(JSON.parse(json)));
  const cells = header.map((name) => {
    const cell = stored.get(name) ?? null;
    stored.delete(name);
    return cell;
  });
  for (const name of stored.keys()) throw new Error(`A row holds the column ${name}, which its table does not list`);
  return cells;
}

async function* decode(bytes: AsyncIterable<Uint8Array>, table: Table): AsyncGenerator<Omit<Row, 'key'>> {
  const parser = parse({
    bom: true,
    // Both, because Git may be configured to check text files out with the line ends of Windows.
    record_delimiter: ['\r\n', '\n'],
    cast: (value, context) => (value === '' && !context.quoting ? null : value),
  });
  // The callback is there only because pipeline wants one: the parser is destroyed with the error and throws it below.
  pipeline(Readable.from(textOf(bytes)), parser, () => undefined);
  let quotedNames: string[] | undefined;
  try {
    for await (const record of parser as AsyncIterable<Cell[]>) {
      if (quotedNames === undefined) {
        const names = columnNames(record);
        refuseOtherTable(names, table);
        quotedNames = names.map((name) => JSON.stringify(name));
      } else yield { json: cellsJson(quotedNames, record), form: 'cells' };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // Some messages quote the cell, which may be anybody's data: they go on behind a comma that no other has.
    const why = error.message.replace(/, value is .*/s, '');
    throw new StorageError('stored-file-damaged', `Failed to read CSV: line ${String(error.lines)}: ${why}`, {
      cause: error,
    });
  }
  if (quotedNames === undefined)
    throw new StorageError('stored-file-damaged', 'Failed to read CSV: line 1: the header is missing');
}

function columnNames(record: Cell[]): string[] {
  // A table without columns has an empty line for its header.
  const names = record.filter((name) => name !== null);
  if (names.length === record.length && new Set(names).size === names.length) return names;
  if (record.length === 1) return [];
  throw new StorageError(
    'stored-file-damaged',
    'Failed to read CSV: line 1: the header has a column without a name, or one name twice',
  );
}

/** A text without any of our columns is no table of ours, though it can be read as one. */
function refuseOtherTable(names: string[], { columns }: Table): void {
  if (columns.length === 0 || columns.some(({ name }) => names.includes(name))) return;
  throw new StorageError(
    'stored-file-damaged',
    'Failed to read CSV: line 1: the header has none of the columns of this table',
  );
}

/** Written piece by piece: going through an object would take twice the time, and `__proto__` is a column name like any other. */
function cellsJson(quotedNames: readonly string[], record: Cell[]): string {
  let members = '';
  for (const [index, name] of quotedNames.entries()) {
    const cell = record[index];
    if (typeof cell === 'string') members += `${members === '' ? '' : ','}${name}:${JSON.stringify(cell)}`;
  }
  return `{${members}}`;
}
