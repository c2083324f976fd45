import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/destinations/store/digest.ts
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import zlib from "node:zlib";
var READ_SIZE = 256 * 1024;
async function digestFile(path, partSize) {
  const whole = running();
  const parts = [];
  let part = running();
  const buffer = Buffer.allocUnsafe(READ_SIZE);
  const file = await open(path);
  try {
    for (; ; ) {
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
function digestBytes(bytes) {
  const whole = running();
  whole.add(bytes);
  const digest = whole.end();
  return { ...digest, parts: [digest] };
}
function crc32Bytes(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
function running() {
  const md5 = createHash("md5");
  let crc32 = 0;
  let size = 0;
  return {
    add(chunk) {
      md5.update(chunk);
      crc32 = zlib.crc32(chunk, crc32);
      size += chunk.length;
    },
    size: () => size,
    end: () => ({ size, md5: md5.digest(), crc32 })
  };
}

export {
  digestFile,
  digestBytes,
  crc32Bytes
};
