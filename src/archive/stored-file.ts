import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { DeeplyNested } from '../api/json-scan.ts';
import type { Resource } from '../catalogue/resource.ts';
import type { Destination } from '../destinations/destination.ts';
import { decompress } from '../formats/compression.ts';
import { ConfigurationError, StorageError } from '../notices/errors.ts';
import { recognizeDamage, remedyOfDamage } from './damaged-file.ts';
import { formatOfPath } from './layout.ts';
import { decodeRows, type StoredRow } from './stored-rows.ts';

/** Where files are read from. */
export type FileSource = Pick<Destination, 'description' | 'read'> & {
  /** False if errors are not to say what to do about a damaged file. */
  withRemedies?: boolean;
};

/** What a stored file holds, as manifests say it. */
export interface StoredFacts {
  rows: number;
  /** Of the uncompressed content. */
  bytes: number;
  sha256: string;
}

/** A stored file that is being read: once, from its beginning. */
export interface StoredFile {
  /** Its uncompressed content. */
  bytes(): AsyncGenerator<Buffer>;
  /**
   * Its rows, in its own order.
   * @param onBytes gets the uncompressed content on its way.
   */
  rows(resource: Resource, onBytes?: (chunk: Buffer) => void): AsyncGenerator<StoredRow>;
  /** What was read so far. */
  facts(): StoredFacts;
}

/** Says that a listed file is not there: the beginning of a sentence. */
export function missingText(path: string, place = ''): string {
  return `${path} is missing${place}, although its manifest lists it`;
}

/**
 * Reads a stored file, and returns what `work` makes of it; undefined if there is no such file. Whatever keeps it from being read to its
 * end becomes a `StorageError` that names the file, with what to do; a bug stays what it is.
 */
export async function readStoredFile<Result>(
  source: FileSource,
  path: string,
  work: (file: StoredFile) => Promise<Result>,
): Promise<Result | undefined> {
  const raw = await source.read(path);
  if (raw === undefined) return undefined;
  const watched = watch(raw);
  try {
    return await work(measured(Readable.from(watched.chunks()), path));
  } catch (cause) {
    throw await failure(source, path, cause, watched.lost());
  }
}

/** Reads a file that a manifest lists, as `readStoredFile` does. Throws a `StorageError` if it is missing. */
export async function readListedFile<Result>(
  source: FileSource,
  path: string,
  work: (file: StoredFile) => Promise<Result>,
): Promise<Result> {
  const result = await readStoredFile(source, path, async (file) => ({ is: await work(file) }));
  if (result) return result.is;
  const what = missingText(path, ` in the ${source.description}`);
  throw new StorageError('stored-file-missing', `${what}. Restore it from an earlier version.`);
}

function measured(raw: Readable, path: string): StoredFile {
  const hash = createHash('sha256');
  const counted = { rows: 0, bytes: 0 };
  async function* bytes(onBytes?: (chunk: Buffer) => void): AsyncGenerator<Buffer> {
    for await (const chunk of decompress(raw, formatOfPath(path)?.compression ?? 'none')) {
      hash.update(chunk);
      counted.bytes += chunk.length;
      onBytes?.(chunk);
      yield chunk;
    }
  }
  return {
    bytes: () => bytes(),
    async *rows(resource, onBytes) {
      for await (const row of decodeRows(bytes(onBytes), path, resource)) {
        counted.rows += 1;
        yield row;
      }
    },
    facts: () => ({ ...counted, sha256: hash.copy().digest('hex') }),
  };
}

/** Returns the chunks of a file, and the error if reading it failed: a reader that stops half way destroys the stream with an error of its own. */
function watch(file: Readable): { lost(): unknown; chunks(): AsyncGenerator<Buffer> } {
  let lost: unknown;
  return {
    lost: () => lost,
    async *chunks() {
      const iterator = file[Symbol.asyncIterator]();
      try {
        for (;;) {
          const next = await iterator.next().catch((error: unknown) => {
            lost = error;
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
}

/** Besides errors with a code, of Node.js. */
const OF_FILE = [StorageError, SyntaxError, DeeplyNested];

/** @param lost the error with which the connection broke; undefined if the file came whole. */
async function failure(source: FileSource, path: string, cause: unknown, lost: unknown): Promise<unknown> {
  // A store has already said what was read from where, and what to do.
  if (lost instanceof StorageError) return lost;
  // The disk for what was read is full, and the file is as it should be.
  if (cause instanceof ConfigurationError || (cause instanceof StorageError && cause.topic !== 'stored-file-damaged'))
    return cause;
  const isOfFile = OF_FILE.some((type) => cause instanceof type) || typeof codeOf(cause) === 'string';
  if (!isOfFile) return cause;
  // The message of JSON.parse quotes what it could not parse, and that may be a name.
  const why = cause instanceof SyntaxError ? 'a line is not JSON' : (cause as Error).message;
  // A connection that broke says nothing against what is stored.
  const remedy = lost
    ? 'The next run tries again.'
    : source.withRemedies !== false
      ? await damageRemedy(source, path)
      : '';
  const what = `Failed to read ${path} in the ${source.description}: ${why}. ${remedy}`.trimEnd();
  const topic = lost ? 'destination-lost' : 'stored-file-damaged';
  return new StorageError(topic, what, { cause, passes: lost !== undefined });
}

function codeOf(cause: unknown): unknown {
  return (cause as NodeJS.ErrnoException | undefined)?.code;
}

async function damageRemedy(source: FileSource, path: string): Promise<string> {
  const file = await source.read(path);
  return remedyOfDamage(file === undefined ? 'garbage' : await recognizeDamage(file));
}
