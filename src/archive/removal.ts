import type { Ranges } from './ranges.ts';

/** A file that is gone for good, as the manifest listed it. */
export interface RemovedFile {
  path: string;
  rows: number;
  /** Of the uncompressed content. */
  sha256?: string;
}

/** Evidence that somebody gave up for good, with the reason: `repair --forget` writes it. */
export interface Removal {
  /** First boundary of the period, as in `ranges`; absent for a snapshot. */
  from?: string;
  /** Boundary behind the period; absent for a snapshot. */
  to?: string;
  reason: string;
  /** UTC day on which it was given up. */
  on: string;
  files: RemovedFile[];
}

/** Returns the removed period in Unix seconds, none for a snapshot. Throws an `Error` for boundaries that are no dates. */
export function removalRanges({ from, to }: Pick<Removal, 'from' | 'to'>): Ranges {
  if (from === undefined && to === undefined) return [];
  const range: [number, number] = [Date.parse(from ?? '') / 1000, Date.parse(to ?? '') / 1000];
  if (range.some(Number.isNaN) || range[0] >= range[1])
    throw new Error('a removed period has a boundary that is no date');
  return [range];
}

/** Throws an `Error` for a list of removals that cannot be one; `isOwn` tells which paths are the resource's. */
export function refuseBrokenRemovals(removed: unknown, isOwn: (path: string) => boolean): void {
  if (removed === undefined) return;
  if (!Array.isArray(removed)) throw new Error('its list of what was removed is none');
  for (const removal of removed as Partial<Removal>[]) {
    const isRemoval =
      typeof removal?.reason === 'string' &&
      typeof removal.on === 'string' &&
      Array.isArray(removal.files) &&
      removal.files.every((file) => typeof file?.path === 'string' && isOwn(file.path) && Number.isInteger(file.rows));
    if (!isRemoval) throw new Error('its list of what was removed is broken');
    removalRanges(removal);
  }
}

/** Returns a removal with its fields in the order in which manifests have them. */
export function orderedRemoval({ from, to, reason, on, files }: Removal): Removal {
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    reason,
    on,
    files: files.map(({ path, rows, sha256 }) => ({ path, rows, ...(sha256 !== undefined && { sha256 }) })),
  };
}
