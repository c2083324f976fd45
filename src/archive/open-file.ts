import type { Readable } from 'node:stream';
import type { Resource } from '../catalogue/resource.ts';
import type { StoredFiles } from '../destinations/destination.ts';
import { StorageError } from '../notices/errors.ts';
import { decodeRows, type StoredRow } from './stored-rows.ts';

/** What it takes to read files back. */
export type Reading = Pick<StoredFiles, 'description' | 'read'>;

/** Opens a file that a manifest lists. Throws a `StorageError` where it is not there. */
export async function openFile(destination: Reading, path: string): Promise<Readable> {
  const file = await destination.read(path);
  if (file) return file;
  throw new StorageError(
    'stored-file-missing',
    `${path} is missing in the ${destination.description}, although its manifest lists it. Restore it from an earlier version.`,
  );
}

/** The rows of a stored file, in its order. Throws a `StorageError` where it is missing or cannot be read. */
export async function* fileRows(destination: Reading, resource: Resource, path: string): AsyncGenerator<StoredRow> {
  const file = await openFile(destination, path);
  try {
    yield* decodeRows(file, path, resource);
  } catch (error) {
    throw unreadable(destination, path, error);
  }
}

/** What to throw for a file that broke while it was read: a `StorageError` that names it; a bug stays what it is. */
export function unreadable(destination: Reading, path: string, cause: unknown): unknown {
  const isSystemError = typeof (cause as NodeJS.ErrnoException).code === 'string';
  if (!(cause instanceof StorageError || cause instanceof SyntaxError || isSystemError)) return cause;
  if (cause instanceof StorageError && cause.message.includes(path)) return cause;
  // The message of a parser quotes what it stumbled over, and that may be a name.
  const why = cause instanceof SyntaxError ? 'a line is not JSON' : (cause as Error).message;
  return new StorageError('stored-file-damaged', `Failed to read ${path} in the ${destination.description}: ${why}`, {
    cause,
  });
}
