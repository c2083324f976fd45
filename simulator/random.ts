/** A seeded source of numbers: the same name always yields the same sequence. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number;
  /** One of the values. */
  pick<T>(values: readonly T[]): T;
  /** True in `share` of the calls. */
  chance(share: number): boolean;
  /** `length` characters of `0-9a-z`. */
  text(length: number): string;
}

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Returns a 32-bit hash (FNV-1a with a final mix) of a text. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** Returns the sequence that belongs to a name; the generator is mulberry32. */
export function createRandom(name: string): Random {
  return randomFrom(hash(name));
}

/** Returns the sequence that belongs to a 32-bit state, for callers that draw from millions of sequences. */
export function randomFrom(seed: number): Random {
  let state = seed;
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  }
  function integer(low: number, high: number): number {
    return low + Math.floor(next() * (high - low + 1));
  }
  function pick<T>(values: readonly T[]): T {
    const value = values[integer(0, values.length - 1)];
    if (value === undefined) throw new Error('Nothing to pick from.');
    return value;
  }
  function text(length: number): string {
    let result = '';
    for (let index = 0; index < length; index += 1) result += ALPHABET[integer(0, 35)];
    return result;
  }
  return { next, integer, pick, chance: (share) => next() < share, text };
}
