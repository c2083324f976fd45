import type { Entry, Manifest } from './manifest.ts';
import { type Period, parsePeriodName } from './periods.ts';

/** No partition is longer. */
const LONGEST_PARTITION = 31 * 86_400;

interface Dated extends Period {
  entry: Entry;
}

/** Manifests are never changed in place, so each is put in order once. */
const sortedEntries = new WeakMap<Manifest, Dated[]>();

/**
 * Returns the manifest's entries of partitions that overlap this period, also those of an earlier shape. Takes a few steps, not
 * a walk over all entries: years of hours are tens of thousands.
 */
export function entriesIn(manifest: Manifest, period: Period): Entry[] {
  let sorted = sortedEntries.get(manifest);
  if (!sorted) {
    sorted = manifest.entries
      .flatMap((entry) => (entry.period === undefined ? [] : [{ ...parsePeriodName(entry.period), entry }]))
      .sort((a, b) => a.from - b.from);
    sortedEntries.set(manifest, sorted);
  }
  const found: Entry[] = [];
  for (let index = firstFrom(sorted, period.from - LONGEST_PARTITION); index < sorted.length; index += 1) {
    const { from, to, entry } = sorted[index] as Dated;
    if (from >= period.to) break;
    if (to > period.from) found.push(entry);
  }
  return found;
}

/** Index of the first period that begins at this second or later, in a list sorted by beginning. */
export function firstFrom(periods: Period[], seconds: number): number {
  let low = 0;
  let high = periods.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((periods[middle] as Period).from < seconds) low = middle + 1;
    else high = middle;
  }
  return low;
}
