import type { Entry, Manifest } from './manifest.ts';
import { parsePeriodName } from './periods.ts';
import { contains, type Ranges, subtract, union } from './ranges.ts';
import { removalRanges } from './removal.ts';

/**
 * Returns the periods that were given up and hold nothing since, in Unix seconds. What `refresh-from` has read again is
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
