import { pipeline, type Readable, type Transform } from 'node:stream';
import zlib from 'node:zlib';
import { ConfigurationError, StorageError } from '../notices/errors.ts';

export type Compression = 'none' | 'gz' | 'zst';

/** Media types of compressed files; that of an uncompressed one is its format's. */
export const contentTypes: Readonly<Record<Compression, string | undefined>> = {
  none: undefined,
  gz: 'application/gzip',
  zst: 'application/zstd',
};

/**
 * Returns a stream that compresses; undefined if nothing is to be compressed. The same content gives the same bytes:
 * neither a name nor a time stamp is written. Throws a `ConfigurationError` if this Node.js has no Zstandard.
 */
export function compress(compression: Compression): Transform | undefined {
  if (compression === 'gz') return zlib.createGzip();
  if (compression === 'zst') return zstandard(zlib.createZstdCompress)();
  return undefined;
}

/**
 * Yields the content of a compressed file; the bytes as they are if it is not compressed. Throws a `StorageError` if
 * the file is damaged or cut off, a `ConfigurationError` if this Node.js has no Zstandard.
 */
export async function* decompress(file: Readable, compression: Compression): AsyncGenerator<Buffer> {
  const decompressor = decompressorOf(compression);
  if (decompressor === undefined) {
    yield* file;
    return;
  }
  let reading: unknown;
  file.once('error', (error) => {
    reading = error;
  });
  // The callback is there only because pipeline wants one: the last stream is destroyed with the error and throws it.
  pipeline(file, decompressor, () => undefined);
  try {
    yield* decompressor;
  } catch (error) {
    if (reading !== undefined) throw reading;
    const why = error instanceof Error ? error.message : String(error);
    throw new StorageError(
      'stored-file-damaged',
      `Failed to decompress: the content is no whole ${compression} file (${why})`,
      {
        cause: error,
      },
    );
  }
}

function decompressorOf(compression: Compression): Transform | undefined {
  if (compression === 'gz') return zlib.createGunzip();
  if (compression === 'zst') return zstandard(zlib.createZstdDecompress)();
  return undefined;
}

/** Returns whether this Node.js can write and read Zstandard: the command line also runs on versions that cannot. */
export function hasZstandard(): boolean {
  return zlib.createZstdCompress !== undefined;
}

/** What to do about a Node.js without Zstandard, as one phrase. */
export const withoutZstandard = `Zstandard (".zst") needs Node.js 22.15 or later and this is ${process.version}: use ".gz", or run it as a GitHub Action, which brings Node.js 24`;

/** Node.js has Zstandard since 22.15 and 23.8 (https://nodejs.org/api/zlib.html); older ones lack the functions. */
function zstandard<T>(create: T | undefined): T {
  if (create !== undefined) return create;
  throw new ConfigurationError('no-zstandard', `${withoutZstandard}.`);
}
