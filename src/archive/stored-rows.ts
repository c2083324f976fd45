import { refuseDeep } from '../api/json-scan.ts';
import type { Resource } from '../catalogue/resource.ts';
import type { Row } from '../formats/row.ts';
import { tableOf } from '../formats/table.ts';
import { StorageError } from '../notices/errors.ts';
import { isLfsPointer } from './damaged-file.ts';
import { formatOfPath } from './layout.ts';

/** A row read back, without its key, and its fields: parsed JSON, or cell texts by column. */
export interface StoredRow {
  row: Omit<Row, 'key'>;
  value: Record<string, unknown>;
}

/**
 * Yields the rows of a file in its own order.
 * @param bytes the uncompressed content.
 * @param path tells the format by its ending.
 */
export async function* decodeRows(
  bytes: AsyncIterable<Buffer>,
  path: string,
  resource: Resource,
): AsyncGenerator<StoredRow> {
  const format = formatOfPath(path);
  if (!format) throw new StorageError('stored-file-damaged', `${path} ends in no format of this export`);
  let isStart = true;
  const content = async function* () {
    for await (const chunk of bytes) {
      // In a CSV file it would pass for a table of one column.
      if (isStart && isLfsPointer(chunk.toString('latin1', 0, 100)))
        throw new StorageError('stored-file-damaged', 'it is a pointer of Git LFS');
      isStart = false;
      yield chunk;
    }
  };
  for await (const row of format.decode(content(), tableOf(resource, [], false))) {
    refuseDeep(row.json);
    yield { row, value: JSON.parse(row.json) };
  }
}
