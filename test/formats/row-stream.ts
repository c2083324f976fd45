import type { Column } from '../../src/catalogue/resource.ts';
import type { Format, Table } from '../../src/formats/format.ts';
import type { Row } from '../../src/formats/row.ts';
import { findUnknownColumns } from '../../src/formats/unknown-columns.ts';

/** The columns of a compact list such as `id name created_at:time`. */
export function columns(list: string): Column[] {
  return list
    .split(' ')
    .filter((entry) => entry !== '')
    .map((entry): Column => {
      const [name = '', type = 'text'] = entry.split(':');
      return { name, type: type as Column['type'] };
    });
}

/** Rows as the API sent them. */
export function objectRows(texts: readonly string[]): Row[] {
  return texts.map((json) => ({ key: '', json, form: 'object' }));
}

/** A table of these columns that lists every other column that the rows need. */
export function tableFor(rows: readonly Row[], known: Column[], options: Partial<Table> = {}): Table {
  const table = { columns: known, unknownColumns: [], escapeFormulas: true, ...options };
  const found = new Set<string>();
  for (const row of rows) findUnknownColumns(row, table, found);
  return { ...table, unknownColumns: [...found].sort() };
}

/** Everything that a stream yields. */
export async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const values: T[] = [];
  for await (const value of stream) values.push(value);
  return values;
}

/** The chunks of the file that a format writes for these rows. */
export async function encodeChunks(format: Format, rows: Iterable<Row>, table: Table): Promise<string[]> {
  const chunks = await collect(format.encode(asStream([...rows].map((row) => [row])), table));
  return chunks.map((chunk) => Buffer.from(chunk).toString());
}

export async function encodeText(format: Format, rows: Iterable<Row>, table: Table): Promise<string> {
  return (await encodeChunks(format, rows, table)).join('');
}

/** The rows that a format reads in a text that comes in chunks of this many bytes. */
export async function decodeText(format: Format, text: string, chunkLength = 7): Promise<Row[]> {
  const bytes = Buffer.from(text);
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += chunkLength) chunks.push(bytes.subarray(at, at + chunkLength));
  const rows = await collect(format.decode(asStream(chunks), { columns: [] }));
  return rows.map((row) => ({ ...row, key: '' }));
}

async function* asStream<T>(values: Iterable<T>): AsyncGenerator<T> {
  yield* values;
}
