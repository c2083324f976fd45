import type { Entry, Manifest } from './manifest.ts';
import { parsePeriodName } from './periods.ts';
import { contains, type Ranges, subtract, union } from './ranges.ts';

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

/**
 * Returns the periods that were given up and hold nothing since, in Unix seconds. What `refresh-from` has read anew is
 * stored again, and so is no longer removed; its removal stays in the manifest as a record.
 */
export function removedRanges({ removed = [], ranges, entries }: Manifest): Ranges {
  if (removed.length === 0) return [];
  const stored = entries.flatMap(({ period }): Ranges => {
    if (period === undefined) return [];
    const { from, to } = parsePeriodName(period);
    return [[from, to]];
  });
  return subtract(
    removed.reduce((all: Ranges, removal) => union(all, removalRanges(removal)), []),
    union(ranges, stored),
  );
}

/** Returns a manifest of the cache without what was given up at the destination since. */
export function withoutRemoved(cached: Manifest, atDestination: Manifest): Manifest {
  if (!atDestination.removed) return cached;
  const gone = removedRanges(atDestination);
  const isGone = ({ period }: Entry) => {
    if (period === undefined) return false;
    const { from, to } = parsePeriodName(period);
    return contains(gone, from, to);
  };
  return {
    ...cached,
    ranges: subtract(cached.ranges, gone),
    removed: atDestination.removed,
    entries: cached.entries.filter((entry) => !isGone(entry)),
  };
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

/** A removal with its fields in the order in which manifests have them. */
export function orderedRemoval({ from, to, reason, on, files }: Removal): Removal {
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    reason,
    on,
    files: files.map(({ path, rows, sha256 }) => ({ path, rows, ...(sha256 !== undefined && { sha256 }) })),
  };
}
