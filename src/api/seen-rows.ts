import { createHash } from 'node:crypto';
import type { RawRow } from './envelope.ts';
import type { RowShape } from './row-shape.ts';

/**
 * Remembers the rows of one walk by their ids, and by a hash if they have none. A walk is short: busy windows are split.
 * @returns a function that adds a page and returns how many of its rows had not been seen before.
 */
export function createSeenRows(shape: RowShape | undefined): (rows: RawRow[]) => number {
  const seen = new Set<string>();
  return (rows) => {
    const before = seen.size;
    for (const row of rows) seen.add(identityOf(row, shape));
    return seen.size - before;
  };
}

/** Of buckets the whole text counts: one bucket may come in several parts. */
function identityOf({ text, value }: RawRow, shape: RowShape | undefined): string {
  if (shape?.kind === 'bucket') return hashOf(text);
  if (shape === undefined) return typeof value.id === 'string' && value.id !== '' ? value.id : hashOf(text);
  return shape.ids.length === 0 ? hashOf(text) : shape.ids.map((field) => value[field]).join('\0');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
