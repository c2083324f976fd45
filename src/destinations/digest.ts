import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import zlib from 'node:zlib';

/** Checksums of some bytes, in the forms that stores compute. */
export interface Digest {
  size: number;
  md5: Buffer;
  crc32: number;
}

/** Checksums of a file as a whole and of the parts in which it is uploaded. */
export interface FileDigest extends Digest {
  parts: Digest[];
}

/** Reads a local file once. Every part but the last has `partSize` bytes; an empty file is one empty part. */
export async function digestFile(path: string, partSize: number): Promise<FileDigest> {
  const whole = running();
  const parts: Digest[] = [];
  let part = running();
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
    whole.add(chunk);
    for (let rest = chunk; rest.length > 0; ) {
      const piece = rest.subarray(0, partSize - part.size());
      part.add(piece);
      rest = rest.subarray(piece.length);
      if (part.size() === partSize) {
        parts.push(part.end());
        part = running();
      }
    }
  }
  if (part.size() > 0 || parts.length === 0) parts.push(part.end());
  return { ...whole.end(), parts };
}

/** The checksums of bytes in memory, which are one part. */
export function digestBytes(bytes: Buffer): FileDigest {
  const whole = running();
  whole.add(bytes);
  const digest = whole.end();
  return { ...digest, parts: [digest] };
}

/** A CRC-32 as the four bytes, most significant first, that stores write in base64. */
export function crc32Bytes(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function running(): { add(chunk: Buffer): void; size(): number; end(): Digest } {
  const md5: Hash = createHash('md5');
  let crc32 = 0;
  let size = 0;
  return {
    add(chunk) {
      md5.update(chunk);
      // Not a named import: Node 20 before 20.15 lacks it, and must still start.
      crc32 = zlib.crc32(chunk, crc32);
      size += chunk.length;
    },
    size: () => size,
    end: () => ({ size, md5: md5.digest(), crc32 }),
  };
}
