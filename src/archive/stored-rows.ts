import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { refuseDeep } from '../api/json-scan.ts';
import type { Resource } from '../catalogue/resource.ts';
import type { StoredFiles } from '../destinations/destination.ts';
import { decompress } from '../formats/compression.ts';
import type { Row } from '../formats/row.ts';
import { tableOf } from '../formats/table.ts';
import { StorageError } from '../notices/errors.ts';
import { isLfsPointer, recognizeDamage, remedyOfDamage } from './damaged-file.ts';
import { formatOfPath } from './layout.ts';

/** A row read back, without its key, and its fields: parsed JSON, or cell texts by column. */
export interface StoredRow {
  row: Omit<Row, 'key'>;
  value: Record<string, unknown>;
}

/** Returns the file that keeps most, of several with the same rows: the API's own objects before tables. */
export function mostFaithful(paths: string[]): string | undefined {
  const rank = (path: string) => (formatOfPath(path)?.keepsShape ? 0 : 1);
  return [...paths].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))[0];
}

/** What a stored file turned out to hold, as manifests tell it. */
export interface StoredFacts {
  rows: number;
  /** Of the uncompressed content. */
  bytes: number;
  sha256: string;
}

/**
 * Reads a stored file row by row.
 * @returns what it holds, or undefined where there is no such file.
 * Throws a `StorageError` where the file is there but cannot be read.
 */
export async function readStoredRows(
  context: { destination: StoredFiles },
  resource: Resource,
  path: string,
  take: (stored: StoredRow) => Promise<void> | void,
): Promise<StoredFacts | undefined> {
  const file = await context.destination.read(path);
  if (file === undefined) return undefined;
  const source = watchSource(file);
  const hash = createHash('sha256');
  const facts = { rows: 0, bytes: 0 };
  const measure = (chunk: Buffer) => {
    hash.update(chunk);
    facts.bytes += chunk.length;
  };
  try {
    for await (const stored of decodeRows(Readable.from(source.chunks()), path, resource, measure)) {
      facts.rows += 1;
      await take(stored);
    }
  } catch (cause) {
    throw await readFailure(context, path, source.lost, cause);
  }
  return { ...facts, sha256: hash.digest('hex') };
}

/**
 * The `StorageError` for a stored file that could not be read to its end.
 * @param lost the error with which the connection broke; undefined if the file came whole.
 */
async function readFailure(
  context: { destination: StoredFiles },
  path: string,
  lost: unknown,
  cause: unknown,
): Promise<StorageError> {
  // A store has already said what was read from where, and what to do.
  if (lost instanceof StorageError) return lost;
  // The disk for what was read is full, and the file is as it should be.
  if (cause instanceof StorageError && cause.topic !== 'stored-file-damaged') return cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  // A connection that broke says nothing against what is stored.
  const remedy = lost ? 'The next run tries again.' : await damageRemedy(context, path);
  const where = `${path} in the ${context.destination.description}`;
  const topic = lost ? 'destination-lost' : 'stored-file-damaged';
  return new StorageError(topic, `Failed to read ${where}: ${why}. ${remedy}`, { cause });
}

/** The chunks of a file, and the error if reading it failed: whoever stops reading half way destroys the stream with an error of their own. */
function watchSource(file: Readable): { lost: unknown; chunks(): AsyncGenerator<Buffer> } {
  const source = {
    lost: undefined as unknown,
    async *chunks() {
      const iterator = file[Symbol.asyncIterator]();
      try {
        for (;;) {
          const next = await iterator.next().catch((error: unknown) => {
            source.lost = error;
            throw error;
          });
          if (next.done) return;
          yield next.value as Buffer;
        }
      } finally {
        await iterator.return?.();
      }
    },
  };
  return source;
}

async function damageRemedy({ destination }: { destination: StoredFiles }, path: string): Promise<string> {
  const file = await destination.read(path);
  return remedyOfDamage(file === undefined ? 'garbage' : await recognizeDamage(file));
}

/**
 * SHA-256 of the uncompressed content of a stored file; undefined if there is none. Throws a `StorageError` if the file is
 * there but cannot be read.
 */
export async function readHash(context: { destination: StoredFiles }, path: string): Promise<string | undefined> {
  const file = await context.destination.read(path);
  if (file === undefined) return undefined;
  const source = watchSource(file);
  const hash = createHash('sha256');
  try {
    const content = decompress(Readable.from(source.chunks()), formatOfPath(path)?.compression ?? 'none');
    for await (const chunk of content) hash.update(chunk);
  } catch (cause) {
    throw await readFailure(context, path, source.lost, cause);
  }
  return hash.digest('hex');
}

/**
 * The rows of a file as it is stored, in its own order.
 * @param path tells the format and compression by its ending.
 * @param onBytes gets the uncompressed bytes.
 */
export async function* decodeRows(
  file: Readable,
  path: string,
  resource: Resource,
  onBytes: (chunk: Buffer) => void = () => {},
): AsyncGenerator<StoredRow> {
  const format = formatOfPath(path);
  if (!format) throw new StorageError('stored-file-damaged', `${path} ends in no format of this export`);
  let isStart = true;
  const content = async function* () {
    for await (const chunk of decompress(file, format.compression)) {
      onBytes(chunk);
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
