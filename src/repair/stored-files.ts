import { openArchive } from '../archive/archive.ts';
import type { Resource } from '../catalogue/resource.ts';
import type { Destination } from '../destinations/destination.ts';
import { tableOf } from '../formats/table.ts';
import { findUnknownColumns } from '../formats/unknown-columns.ts';
import { StorageError } from '../notices/errors.ts';

/** What a file holds. */
export interface FileContent {
  rows: number;
  /** Of the uncompressed content. */
  bytes: number;
  sha256: string;
  unknownColumns: string[];
}

/** Reads a file to its end. Throws a `StorageError` if it is damaged, or gone since it was listed. */
export async function contentOfFile(destination: Destination, resource: Resource, path: string): Promise<FileContent> {
  const unknown = new Set<string>();
  const table = tableOf(resource, [], false);
  const facts = await openArchive(destination).rows(resource, path, ({ row }) => {
    findUnknownColumns(row, table, unknown);
  });
  if (facts) return { ...facts, unknownColumns: [...unknown].sort() };
  throw new StorageError(
    'stored-file-missing',
    `${path} was listed in the ${destination.description} and is gone. Repair again when nobody else writes.`,
  );
}
