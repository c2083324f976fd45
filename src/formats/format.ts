import type { Column } from '../catalogue/resource.ts';
import type { Compression } from './compression.ts';
import type { Row } from './row.ts';

/** One file format to write, for example `csv.gz`. */
export interface FormatChoice extends Format {
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

/**
 * Turns rows into bytes, and back; compression comes after. The program decides by what a format can, never by its name.
 */
export interface Format {
  /** Its file extension too. */
  name: string;
  /** Media type of an uncompressed file. */
  contentType: string;
  /** True if rows are read back as the API sent them; false if only their cells are, as from a table, which then has a column for each field. */
  keepsShape: boolean;
  /** For UTF-8 text, how a record ends: with its line, or, below a header, with a line whose quotes are closed. Absent for other bytes. */
  text?: 'lines' | 'table';
  /** Yields the file in chunks of about 64 KiB; rows come in their final order, in batches of any size. */
  encode(rows: AsyncIterable<Row[]>, table: Table): AsyncIterable<Uint8Array>;
  /**
   * Reads a file of this format back. Rows come in the file's order, with an empty `key` (the caller knows the key). Chunks may have any
   * length. Throws a `StorageError` that names the place if the bytes are not of this format.
   */
  decode(
    bytes: AsyncIterable<Uint8Array>,
    table: Pick<Table, 'columns' | 'payloadColumn'>,
  ): AsyncIterable<Omit<Row, 'key'>>;
}
