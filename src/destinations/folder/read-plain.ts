import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';

/** Links are not followed, and a pipe is not waited for. Windows knows neither flag. */
const READ_PLAIN = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Bytes read at a time. */
const PIECE = 64 * 1024;

/** Opens a plain file; undefined if there is none. */
export async function openPlain(absolute: string): Promise<FileHandle | undefined> {
  return open(absolute, READ_PLAIN).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
}

/**
 * Returns a stream of what an open file holds, which closes it.
 * @param explain makes the error that the reader of the stream gets of what the disk says half way.
 */
export function streamOf(file: FileHandle, explain: (cause: unknown) => Error): Readable {
  return new Readable({
    highWaterMark: PIECE,
    read() {
      file.read(Buffer.allocUnsafeSlow(PIECE), 0, PIECE).then(
        ({ bytesRead, buffer }) => this.push(bytesRead === 0 ? null : buffer.subarray(0, bytesRead)),
        (cause) => this.destroy(explain(cause)),
      );
    },
    destroy(error, done) {
      file.close().then(
        () => done(error),
        (cause) => done(error ?? explain(cause)),
      );
    },
  });
}
