/** The Castagnoli polynomial, bits reversed: https://www.rfc-editor.org/rfc/rfc3720#section-12.1 */
const POLYNOMIAL = 0x82f63b78;
/** Bytes taken in one step: eight tables make a 2 GB body a matter of seconds rather than of minutes. */
const STRIDE = 8;
const TABLES = buildTables();

/** The checksum of what `crc` covers followed by `bytes`; start from 0. */
export function updateCrc32c(crc: number, bytes: Uint8Array): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = TABLES as [Int32Array, ...Int32Array[]] & Record<number, Int32Array>;
  let state = ~crc;
  let at = 0;
  for (const end = bytes.length - STRIDE; at <= end; at += STRIDE) {
    state ^= byte(bytes, at) | (byte(bytes, at + 1) << 8) | (byte(bytes, at + 2) << 16) | (byte(bytes, at + 3) << 24);
    state =
      entry(t7, state & 255) ^
      entry(t6, (state >>> 8) & 255) ^
      entry(t5, (state >>> 16) & 255) ^
      entry(t4, state >>> 24) ^
      entry(t3, byte(bytes, at + 4)) ^
      entry(t2, byte(bytes, at + 5)) ^
      entry(t1, byte(bytes, at + 6)) ^
      entry(t0, byte(bytes, at + 7));
  }
  for (; at < bytes.length; at += 1) state = entry(t0, (state ^ byte(bytes, at)) & 255) ^ (state >>> 8);
  return ~state >>> 0;
}

/** The form in which the API writes it: four bytes, big end first, in base64. */
export function crc32cBase64(crc: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc);
  return bytes.toString('base64');
}

function buildTables(): Int32Array[] {
  const first = Int32Array.from({ length: 256 }, (_, value) => {
    let state = value;
    for (let bit = 0; bit < 8; bit += 1) state = state & 1 ? (state >>> 1) ^ POLYNOMIAL : state >>> 1;
    return state;
  });
  const tables = [first];
  while (tables.length < STRIDE) {
    // One more zero byte behind the value.
    tables.push((tables.at(-1) as Int32Array).map((state) => entry(first, state & 255) ^ (state >>> 8)));
  }
  return tables;
}

function entry(table: Int32Array | undefined, index: number): number {
  return table?.[index] as number;
}

function byte(bytes: Uint8Array, index: number): number {
  return bytes[index] as number;
}
