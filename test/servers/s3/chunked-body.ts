import { S3Error } from './s3-error.ts';

/**
 * Unwraps a body in `aws-chunked` encoding and reads the headers behind it into `trailers`.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export async function* decodeChunks(
  source: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  const reader = createReader(source);
  try {
    for (let size = await reader.chunkSize(); size > 0; size = await reader.chunkSize()) {
      yield* reader.bytes(size);
      if ((await reader.line()) !== '') throw new S3Error('IncompleteBody', 'A chunk is longer than its size.');
    }
    for (let line = await reader.line(); line !== ''; line = await reader.line()) {
      const colon = line.indexOf(':');
      if (colon < 1) throw new S3Error('MalformedTrailerError');
      trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
    }
    if (!(await reader.ended())) throw new S3Error('MalformedTrailerError');
  } finally {
    // Otherwise the source would wait for a reader for ever, and could not be drained.
    await reader.stop();
  }
}

function createReader(source: AsyncIterable<Buffer>) {
  const iterator = source[Symbol.asyncIterator]();
  let pending: Buffer = Buffer.alloc(0);
  const more = async () => {
    const next = await iterator.next();
    if (next.done) throw new S3Error('IncompleteBody');
    pending = pending.length === 0 ? next.value : Buffer.concat([pending, next.value]);
  };
  const line = async (): Promise<string> => {
    while (pending.indexOf('\r\n') < 0) await more();
    const end = pending.indexOf('\r\n');
    const text = pending.subarray(0, end).toString('latin1');
    pending = pending.subarray(end + 2);
    return text;
  };
  return {
    line,
    async chunkSize(): Promise<number> {
      const header = await line();
      if (!/^[0-9a-f]+(?:;.*)?$/i.test(header)) throw new S3Error('IncompleteBody', 'A chunk has no valid size.');
      return Number.parseInt(header, 16);
    },
    async *bytes(size: number): AsyncGenerator<Buffer> {
      for (let left = size; left > 0; ) {
        if (pending.length === 0) await more();
        const piece = pending.subarray(0, left);
        pending = pending.subarray(piece.length);
        left -= piece.length;
        yield piece;
      }
    },
    async ended(): Promise<boolean> {
      return pending.length === 0 && ((await iterator.next()).done ?? false);
    },
    async stop(): Promise<void> {
      await iterator.return?.();
    },
  };
}
