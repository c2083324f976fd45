import { createHash, type Hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import zlib from 'node:zlib';

/** Bytes read at a time. */
const READ_SIZE = 256 * 1024;

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
  // One buffer for all of it: those of a stream would pile up by the gigabyte before they are collected.
  const buffer = Buffer.allocUnsafe(READ_SIZE);
  const file = await open(path);
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, Math.min(READ_SIZE, partSize - part.size()));
      if (bytesRead === 0) break;
      const chunk = buffer.subarray(0, bytesRead);
      whole.add(chunk);
      part.add(chunk);
      if (part.size() < partSize) continue;
      parts.push(part.end());
      part = running();
    }
  } finally {
    await file.close();
  }
  if (part.size() > 0 || parts.length === 0) parts.push(part.end());
  return { ...whole.end(), parts };
}

/** Returns the checksums of bytes in memory, which are one part. */
export function digestBytes(bytes: Buffer): FileDigest {
  const whole = running();
  whole.add(bytes);
  const digest = whole.end();
  return { ...digest, parts: [digest] };
}

/** Returns a CRC-32 as the four bytes, most significant first, that stores write in base64. */
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
