import { coverage } from '../../archive/coverage.ts';
import type { Manifest } from '../../archive/manifest.ts';
import { dayName, parsePeriodName, periodStart } from '../../archive/periods.ts';
import { intersect, type Ranges, subtract } from '../../archive/ranges.ts';
import type { Outcome } from '../../export/job/outcome.ts';

/** What is exported once its lookback of three days is over is as new as it can be. */
const LONGEST_DELAY = 5 * 86_400;

/** Returns the whole UTC days of these seconds, `[from, to)`. */
export function wholeDays(ranges: Ranges): [string, string][] {
  return ranges.flatMap(([from, to]): [string, string][] => {
    const first = periodStart(from + 86_399, 'day');
    const end = periodStart(to, 'day');
    return first < end ? [[dayName(first), dayName(end)]] : [];
  });
}

/**
 * Returns true if nothing is missing between the first and the last second that were read of `[from, to)`. What a run of today has not
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

/**
 * Returns the UTC day up to which a dated resource is known to be complete, exclusive; undefined if it is not known. After a run that
 * failed, it is unknown how much of an open month was read before: its data must not be called old.
 * @param covered whole UTC days that are known to be read, if the rows show it.
 */
export function knownUntil(
  manifest: Manifest,
  outcome: Outcome | undefined,
  today: string,
  covered: readonly (readonly [from: string, to: string])[] = [],
): string | undefined {
  const { until } = coverage(manifest, outcome);
  const day = until === undefined ? undefined : dayName(until);
  const read = covered.find(([from, to]) => day === undefined || (from <= day && day < to))?.[1];
  if (read !== undefined) return read;
  const isOpen = manifest.entries.some(({ period, settled }) => {
    if (period === undefined || settled !== false) return false;
    const { from, to } = parsePeriodName(period);
    return dayName(to) > today && (until === undefined || from <= until);
  });
  return outcome?.status !== 'ok' && isOpen ? undefined : day;
}
