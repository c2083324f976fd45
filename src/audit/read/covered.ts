import type { Manifest } from '../../archive/manifest.ts';
import { dayName, parsePeriodName, periodStart } from '../../archive/periods.ts';
import { contains, intersect, type Ranges, subtract, union } from '../../archive/ranges.ts';
import type { Outcome } from '../../export/job/outcome.ts';

/** What is exported once its lookback of three days is over is as new as it can be. */
const LONGEST_DELAY = 5 * 86_400;

/**
 * Returns the seconds that were read: the closed periods, and of a period that was open when it was read as much as is known to be
 * read. A manifest does not say how far that is.
 * @param newest end of the newest row that is stored, Unix seconds.
 */
export function coveredRanges(manifest: Manifest, outcome: Outcome | undefined, newest: number): Ranges {
  const until = outcome?.status === 'ok' && outcome.dataUntil !== undefined ? outcome.dataUntil : newest;
  const open = manifest.entries.flatMap(({ period: name, settled }): Ranges => {
    if (name === undefined || settled !== false) return [];
    const { from, to } = parsePeriodName(name);
    const isClosed = contains(manifest.ranges, from, to);
    return isClosed || until <= from ? [] : [[from, Math.min(to, until)]];
  });
  return union(manifest.ranges, open);
}

/** Returns the whole UTC days of these seconds, `[from, to)`. */
export function wholeDays(ranges: Ranges): [string, string][] {
  return ranges.flatMap(([from, to]): [string, string][] => {
    const first = periodStart(from + 86_399, 'day');
    const end = periodStart(to, 'day');
    return first < end ? [[dayName(first), dayName(end)]] : [];
  });
}

/**
 * True where nothing is missing between the first and the last second that were read of `[from, to)`. What a run of today has not
 * asked for is not missing, as long as it is days: an `end-date` long ago leaves nothing to look at. After a run that did not read
 * the resource, all since its last read is missing.
 */
export function isGapless(manifest: Manifest, outcome: Outcome | undefined, from: number, to: number): boolean {
  if (outcome?.status === 'failed' || outcome?.status === 'stopped') return false;
  if (outcome?.dataUntil !== undefined && outcome.dataUntil < to - LONGEST_DELAY) return false;
  const read = intersect(manifest.ranges, [[from, to]]);
  const first = read[0]?.[0];
  // A day is enough: the newest period is open, and stands in no range.
  if (first === undefined) return outcome?.status === 'ok';
  const end = outcome?.status === 'ok' ? (read.at(-1)?.[1] ?? to) : periodStart(to, 'day');
  return subtract([[first, end]], read).length === 0;
}

/** Returns the UTC day up to which a dated resource is complete, exclusive; undefined where none was read. */
export function completeUntil(manifest: Manifest, outcome: Outcome | undefined): string | undefined {
  const known = outcome?.status === 'ok' ? outcome.dataUntil : undefined;
  const until = known ?? manifest.ranges.at(-1)?.[1];
  return until === undefined ? undefined : dayName(until);
}

/**
 * The same as far as it is known: after a run that failed, nothing tells how much of a month that is still open was read before, so
 * that its data must not be called old.
 * @param covered whole UTC days that are known to be read, where the rows tell.
 */
export function knownUntil(
  manifest: Manifest,
  outcome: Outcome | undefined,
  today: string,
  covered: readonly (readonly [from: string, to: string])[] = [],
): string | undefined {
  const until = completeUntil(manifest, outcome);
  const read = covered.at(-1)?.[1];
  if (read !== undefined) return until === undefined || read > until ? read : until;
  const isOpen = manifest.entries.some(
    ({ period, settled }) => period !== undefined && settled === false && dayName(parsePeriodName(period).to) > today,
  );
  return outcome?.status !== 'ok' && isOpen ? undefined : until;
}
