import type { Column } from '../catalogue/resource.ts';
import type { Compression } from './compression.ts';
import type { Row } from './row.ts';

export type FormatName = 'jsonl' | 'csv';

/** One file format to write, for example `csv.gz`. */
export interface FormatChoice {
  name: FormatName;
  compression: Compression;
  /** File extension without the leading dot: `jsonl`, `csv.gz`. */
  extension: string;
}

/** What a format needs to know of the table it writes or reads. */
export interface Table {
  /** The catalogue's columns, always all of them, in this order. */
  columns: Column[];
  /** Columns that the catalogue does not know but these rows hold, sorted by name. */
  unknownColumns: string[];
  /** Top-level key under which audit payloads are folded: see `flatten`. */
  payloadColumn?: string;
  /** Defuse text cells that a spreadsheet would run. */
  escapeFormulas: boolean;
}

/** About how many characters a format gathers before it yields them: few enough to bound memory, enough to be fast. */
export const CHUNK_LENGTH = 64 * 1024;

/** Turns rows into text, and back; compression comes after. */
export interface Format {
  name: FormatName;
  /** Yields the file as text in chunks of about 64 KiB; rows come in their final order, in batches of any size. */
  encode(rows: AsyncIterable<Row[]>, table: Table): AsyncIterable<string>;
  /**
   * Reads a file of this format back. Rows come in the file's order, with an empty `key` (the caller knows the key).
   * The text may come in chunks of any length that end between two characters, as a decoder gives them.
   * Throws a `StorageError` that names the line where the text is not of this format.
   */
  decode(text: AsyncIterable<string>, table: Pick<Table, 'columns' | 'payloadColumn'>): AsyncIterable<Omit<Row, 'key'>>;
}
