import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/destinations/digest.ts
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import zlib from "node:zlib";
async function digestFile(path, partSize) {
  const whole = running();
  const parts = [];
  let part = running();
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
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
