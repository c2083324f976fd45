import { crc32 } from 'node:zlib';

/** A checksum being computed. */
export interface Hasher {
  update(chunk: Buffer): void;
  digest(): Buffer;
}

export type CrcName = 'crc32' | 'crc32c' | 'crc64nvme';

/** The polynomials, bits reversed; all three start from and end with all bits inverted. */
const POLYNOMIALS: Record<CrcName, bigint> = {
  crc32: 0xedb88320n,
  crc32c: 0x82f63b78n,
  crc64nvme: 0x9a6c9329ac4bc9b5n,
};

const WIDTH_BYTES: Record<CrcName, number> = { crc32: 4, crc32c: 4, crc64nvme: 8 };

/** Starts a CRC whose digest is its big-endian bytes. */
export function createCrc(name: CrcName): Hasher {
  if (name === 'crc32') return createCrc32();
  return createTableCrc(name);
}

/** The CRC of two byte strings laid end to end, from the CRC of each and the second's length. */
export function combineCrc(name: CrcName, first: Buffer, second: Buffer, secondLength: number): Buffer {
  const top = 1n << BigInt(WIDTH_BYTES[name] * 8 - 1);
  let shift = top;
  let square = top >> 1n;
  for (let bits = BigInt(secondLength) * 8n; bits > 0n; bits >>= 1n) {
    if (bits & 1n) shift = multiply(name, square, shift);
    square = multiply(name, square, square);
  }
  const sum = multiply(name, shift, toNumber(first)) ^ toNumber(second);
  return Buffer.from(sum.toString(16).padStart(WIDTH_BYTES[name] * 2, '0'), 'hex');
}

/** The product of two polynomials modulo the CRC's own, all with their bits reversed. */
function multiply(name: CrcName, left: bigint, right: bigint): bigint {
  let product = 0n;
  let factor = right;
  for (let bit = 1n << BigInt(WIDTH_BYTES[name] * 8 - 1); bit > 0n; bit >>= 1n) {
    if (left & bit) product ^= factor;
    factor = factor & 1n ? (factor >> 1n) ^ POLYNOMIALS[name] : factor >> 1n;
  }
  return product;
}

function toNumber(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}

function createCrc32(): Hasher {
  let value = 0;
  return {
    update: (chunk) => {
      value = crc32(chunk, value);
    },
    digest: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes;
    },
  };
}

interface Table {
  high: Uint32Array;
  low: Uint32Array;
}

const TABLES = new Map<CrcName, Table>();

function tableOf(name: CrcName): Table {
  const known = TABLES.get(name);
  if (known !== undefined) return known;
  const table = { high: new Uint32Array(256), low: new Uint32Array(256) };
  for (let index = 0; index < 256; index++) {
    let value = BigInt(index);
    for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ POLYNOMIALS[name] : value >> 1n;
    table.high[index] = Number(value >> 32n);
    table.low[index] = Number(value & 0xffffffffn);
  }
  TABLES.set(name, table);
  return table;
}

/** Two halves of 32 bits, since numbers hold no 64 and bigints are too slow for gigabytes. */
function createTableCrc(name: CrcName): Hasher {
  const table = tableOf(name);
  let high = name === 'crc64nvme' ? -1 : 0;
  let low = -1;
  return {
    update: (chunk) => {
      for (const byte of chunk) {
        const index = (low ^ byte) & 0xff;
        low = ((low >>> 8) | (high << 24)) ^ (table.low[index] as number);
        high = (high >>> 8) ^ (table.high[index] as number);
      }
    },
    digest: () => {
      const bytes = Buffer.alloc(8);
      bytes.writeUInt32BE(~high >>> 0);
      bytes.writeUInt32BE(~low >>> 0, 4);
      return bytes.subarray(8 - WIDTH_BYTES[name]);
    },
  };
}
