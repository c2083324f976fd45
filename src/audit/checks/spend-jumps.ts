import type { AuditData, DailyCost } from '../audit-data.ts';
import { byDay, isCovered, settledTo } from './daily-spend.ts';
import { dayAfter, daysBetween } from './days.ts';

/** A day on which more was spent than usual. */
export interface Jump {
  day: string;
  amount: number;
  /** Median of the same weekday in the weeks before. */
  usual: number;
}

const weeks = 4;
/** A new level of spend stops being one after about three weeks, when the median has followed it; twice that is looked at. */
const daysLookedAt = 42;
/** An episode that was over longer ago than this is no news any more. */
export const newsDays = 7;

function median(amounts: number[]): number {
  const sorted = amounts.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

/** Returns the days whose spend is compared: settled, and read, as are the same weekdays of the four weeks before. */
function comparableDays(data: AuditData): string[] {
  const last = settledTo(data);
  return Array.from({ length: daysLookedAt }, (_, index) => dayAfter(last, index - daysLookedAt + 1)).filter((day) =>
    Array.from({ length: weeks + 1 }, (_, week) => dayAfter(day, -7 * week)).every((each) => isCovered(data, each)),
  );
}

/** Returns whether any of the newest settled days can be compared with the weeks before. */
export function canCompare(data: AuditData): boolean {
  const first = dayAfter(settledTo(data), 1 - newsDays);
  return comparableDays(data).some((day) => day >= first);
}

/**
 * Returns the first day of every episode of unusual spend that lasted into the newest settled days. A new level of spend is
 * one episode, not a finding a day: days no more than a week apart belong together.
 */
export function jumps(data: AuditData, costs: readonly DailyCost[], percent: number, minimum: number): Jump[] {
  const spent = byDay(costs);
  const found = comparableDays(data).flatMap((day): Jump[] => {
    const amount = spent.get(day) ?? 0;
    const before = Array.from({ length: weeks }, (_, week) => spent.get(dayAfter(day, -7 * (week + 1))) ?? 0);
    const usual = median(before);
    const isUnusual = amount - usual >= minimum && amount > usual * (1 + percent / 100);
    return isUnusual ? [{ day, amount, usual }] : [];
  });
  const first = dayAfter(settledTo(data), 1 - newsDays);
  return found.filter(
    ({ day }, index) =>
      (index === 0 || daysBetween(found[index - 1]?.day ?? day, day) > 7) && lastOfEpisode(found, index) >= first,
  );
}

function lastOfEpisode(found: readonly Jump[], index: number): string {
  let last = found[index]?.day ?? '';
  for (const { day } of found.slice(index + 1)) {
    if (daysBetween(last, day) > 7) break;
    last = day;
  }
  return last;
}
