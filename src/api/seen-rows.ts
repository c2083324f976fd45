import { createHash } from 'node:crypto';
import type { RawRow } from './envelope.ts';
import type { RowShape } from './row-shape.ts';

/**
 * Remembers the rows of one walk, each by a hash of 53 bits, so that a million of them take some 40 MB.
 * @returns a function that adds a page and returns how many of its rows had not been seen before.
 */
export function createSeenRows(shape: RowShape | undefined): (rows: RawRow[]) => number {
  const seen = new Set<number>();
  return (rows) => {
    const before = seen.size;
    for (const row of rows) seen.add(hashOf(identityOf(row, shape)));
    return seen.size - before;
  };
}

/** The ids of a row; its text if it has none. Of buckets the text too: one bucket may come in several parts. */
function identityOf({ text, value }: RawRow, shape: RowShape | undefined): string {
  if (shape?.kind === 'bucket') return text;
  if (shape === undefined) return typeof value.id === 'string' && value.id !== '' ? value.id : text;
  return shape.ids.length === 0 ? text : shape.ids.map((field) => value[field]).join('\0');
}

function hashOf(text: string): number {
  const digest = createHash('sha256').update(text).digest();
  return digest.readUIntBE(0, 6) * 32 + ((digest[6] as number) & 31);
}
