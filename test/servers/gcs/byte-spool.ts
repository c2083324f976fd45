import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { crc32cBase64, updateCrc32c } from './crc32c.ts';

/** What the service keeps of an upload that breaks off is a whole number of these. */
export const BLOCK_BYTES = 256 * 1024;
/** Bodies above this leave the memory. */
const LARGE_BYTES = 1024 * 1024;

/** The bytes of one object, wherever they are. */
export interface StoredBytes {
  size: number;
  /** Base64, as the API shows it. */
  crc32c: string;
  /** Base64, as the API shows it. */
  md5Hash: string;
  /** The bytes from `start` up to and including `end`; fails where large bodies are discarded. */
  stream(start?: number, end?: number): Readable;
  /** All of them at once; fails where large bodies are discarded. */
  content(): Buffer;
}

export interface SpoolOptions {
  /** Names the folder for large bodies, and makes it where it is not there yet. */
  folder: () => string;
  /** Large bodies are hashed and counted, and not kept. */
  discardLargeBodies: boolean;
}

let spools = 0;

/** Takes a body as it arrives: hashes it, holds a small one in memory and puts a large one into a file. */
export class ByteSpool {
  readonly #options: SpoolOptions;
  readonly #md5 = createHash('md5');
  #crc = 0;
  #size = 0;
  /** Not hashed or stored yet: never more than one block, and never empty once something has arrived. */
  #tail: Buffer = Buffer.alloc(0);
  #memory: Buffer[] = [];
  #path: string | undefined;
  #file: number | undefined;

  constructor(options: SpoolOptions) {
    this.#options = options;
  }

  /** All that has arrived. */
  get received(): number {
    return this.#size + this.#tail.length;
  }

  write(chunk: Buffer): void {
    const waiting = Buffer.concat([this.#tail, chunk]);
    const whole = waiting.length === 0 ? 0 : Math.floor((waiting.length - 1) / BLOCK_BYTES) * BLOCK_BYTES;
    if (whole > 0) this.#store(waiting.subarray(0, whole));
    this.#tail = waiting.subarray(whole);
  }

  /** Forgets the bytes after the last whole block, as the service does when a connection ends early. */
  dropPartialBlock(): void {
    if (this.#tail.length < BLOCK_BYTES) this.#tail = Buffer.alloc(0);
  }

  /** Ends the body; `corrupt` damages its last byte, in the store and in the checksums alike. */
  finish({ corrupt = false } = {}): StoredBytes {
    const last = Buffer.from(corrupt && this.#tail.length === 0 ? [0] : this.#tail);
    if (corrupt) last.writeUInt8(last.readUInt8(last.length - 1) ^ 0xff, last.length - 1);
    this.#tail = Buffer.alloc(0);
    this.#store(last);
    this.discard();
    const bytes = { size: this.#size, crc32c: crc32cBase64(this.#crc), md5Hash: this.#md5.digest('base64') };
    return this.#path === undefined ? inMemory(bytes, Buffer.concat(this.#memory)) : inFile(bytes, this.#path);
  }

  /** Lets go of the file handle; the file itself goes with its folder. */
  discard(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #store(bytes: Buffer): void {
    this.#md5.update(bytes);
    this.#crc = updateCrc32c(this.#crc, bytes);
    this.#size += bytes.length;
    if (this.#path === undefined) {
      this.#memory.push(bytes);
      if (this.#size > LARGE_BYTES) this.#spill();
    } else if (this.#file !== undefined) writeWhole(this.#file, bytes);
  }

  #spill(): void {
    spools += 1;
    this.#path = this.#options.discardLargeBodies ? '' : join(this.#options.folder(), String(spools));
    if (this.#path !== '') {
      this.#file = openSync(this.#path, 'w');
      for (const bytes of this.#memory) writeWhole(this.#file, bytes);
    }
    this.#memory = [];
  }
}

type Sums = Pick<StoredBytes, 'size' | 'crc32c' | 'md5Hash'>;

function inMemory(sums: Sums, bytes: Buffer): StoredBytes {
  return {
    ...sums,
    stream: (start = 0, end = bytes.length - 1) => Readable.from([bytes.subarray(start, end + 1)]),
    content: () => bytes,
  };
}

function inFile(sums: Sums, path: string): StoredBytes {
  const kept = () => {
    if (path === '') throw new Error('the server was started with discardLargeBodies');
    return path;
  };
  return {
    ...sums,
    stream: (start = 0, end = sums.size - 1) => createReadStream(kept(), { start, end }),
    content: () => readFileSync(kept()),
  };
}

function writeWhole(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}
