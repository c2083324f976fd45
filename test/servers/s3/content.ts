import { createReadStream, readFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

/** The bytes of an object or a part, wherever they are kept. */
export interface Content {
  size: number;
  /** All of them at once; throws when they were not kept. */
  bytes(): Buffer;
  /** Those from `start` up to, but without, `end`. */
  chunks(start: number, end: number): AsyncIterable<Buffer>;
}

/** Where bodies go. */
export interface ContentPlace {
  /** The folder for bodies too large for memory. */
  folder: string;
  /** Bodies above this many bytes leave memory. */
  memoryBytes: number;
  /** Large bodies are only hashed, and are gone. */
  discardLargeBodies: boolean;
}

export interface ContentWriter {
  write(chunk: Buffer): Promise<void>;
  finish(): Promise<Content>;
  /** Closes the file, if there is one; to be called in any case. */
  close(): Promise<void>;
}

let files = 0;

/** Collects a body in memory, and moves it to a file once it grows too large. */
export function createContentWriter(place: ContentPlace): ContentWriter {
  let held: Buffer[] = [];
  let size = 0;
  let handle: FileHandle | undefined;
  let path = '';
  return {
    async write(chunk) {
      size += chunk.length;
      if (size <= place.memoryBytes) {
        held.push(chunk);
        return;
      }
      if (!place.discardLargeBodies) {
        path ||= join(place.folder, `body-${++files}`);
        handle ??= await open(path, 'w');
        for (const piece of [...held, chunk]) await handle.write(piece);
      }
      held = [];
    },
    async finish() {
      if (size <= place.memoryBytes) return memoryContent(Buffer.concat(held));
      return handle === undefined ? discardedContent(size) : fileContent(path, size);
    },
    close: async () => handle?.close(),
  };
}

/** Several contents end to end, without copying them. */
export function joinContents(parts: Content[]): Content {
  return {
    size: parts.reduce((sum, part) => sum + part.size, 0),
    bytes: () => Buffer.concat(parts.map((part) => part.bytes())),
    async *chunks(start, end) {
      let offset = 0;
      for (const part of parts) {
        const from = Math.max(0, start - offset);
        const to = Math.min(part.size, end - offset);
        if (from < to) yield* part.chunks(from, to);
        offset += part.size;
      }
    },
  };
}

/** The same bytes but for the first. */
export async function* changeFirstByte(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let first = true;
  for await (const chunk of chunks) {
    yield first ? Buffer.concat([Buffer.from([(chunk[0] ?? 0) ^ 0xff]), chunk.subarray(1)]) : chunk;
    first = false;
  }
}

export function memoryContent(bytes: Buffer): Content {
  return {
    size: bytes.length,
    bytes: () => bytes,
    async *chunks(start, end) {
      yield bytes.subarray(start, end);
    },
  };
}

function fileContent(path: string, size: number): Content {
  return {
    size,
    bytes: () => readFileSync(path),
    chunks: (start, end) => createReadStream(path, { start, end: end - 1 }),
  };
}

function discardedContent(size: number): Content {
  const gone = () => {
    throw new Error(`a body of ${size} bytes was hashed and not kept (discardLargeBodies)`);
  };
  return { size, bytes: gone, chunks: gone };
}
