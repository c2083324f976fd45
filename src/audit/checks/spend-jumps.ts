import { dayAfter, daysBetween } from '../../text/time.ts';
import type { AuditData, DailyCost } from '../audit-data.ts';
import { byDay, isCovered, settledTo } from './daily-spend.ts';
import { dayOf, today } from './days.ts';
import { rowsOf } from './stored.ts';

/** A day on which more was spent than usual. */
export interface Jump {
  day: string;
  amount: number;
  /** Median of the same weekday in the weeks before. */
  usual: number;
}

const weeks = 4;
/** From Friday to Monday. */
const weekendGap = 3;
/** A new level of spend stops being one after about three weeks, when the median has followed it; twice that is looked at. */
const daysLookedAt = 42;
/** An episode that was over longer ago than this is no news any more. */
export const newsDays = 7;

function median(amounts: number[]): number {
  const sorted = amounts.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

/**
 * Returns the days whose spend is compared: settled, and read, as are the same weekdays of the four weeks before, in which the
 * organisation was there already.
 */
function comparableDays(data: AuditData): string[] {
  const last = settledTo(data);
  const begin = firstDay(data);
  return Array.from({ length: daysLookedAt }, (_, index) => dayAfter(last, index - daysLookedAt + 1)).filter((day) =>
    Array.from({ length: weeks + 1 }, (_, week) => dayAfter(day, -7 * week)).every(
      (each) => each >= begin && isCovered(data, each),
    ),
  );
}

/**
 * Returns the first day that the organisation is known to have been there, by its projects, users and costs: nothing was spent before,
 * which says nothing of what is usual.
 */
function firstDay(data: AuditData): string {
  const days = [
    ...rowsOf(data, 'projects').map((project) => dayOf(project.created_at)),
    ...rowsOf(data, 'users').map((user) => dayOf(user.added_at)),
    ...(data.costs?.daily ?? []).map(({ day }) => day),
  ];
  return days.reduce<string>((first, day) => (day !== undefined && day < first ? day : first), today(data));
}

/** Returns whether any of the newest settled days can be compared with the weeks before. */
export function canCompare(data: AuditData): boolean {
  const first = dayAfter(settledTo(data), 1 - newsDays);
  return comparableDays(data).some((day) => day >= first);
}

/**
 * Returns the first day of every episode of unusual spend that lasted into the newest settled days. A new level of spend is
 * one episode, not a finding a day, and so is what comes every week.
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
  const news = dayAfter(settledTo(data), 1 - newsDays);
  return episodes(found).flatMap(([first, ...more]) =>
    first !== undefined && (more.at(-1) ?? first).day >= news ? [first] : [],
  );
}

/** Days belong together with a weekend, or just a week, between; anything else is another story with another cause. */
function episodes(found: readonly Jump[]): Jump[][] {
  const all: Jump[][] = [];
  for (const jump of found) {
    const own = all.findLast((episode) =>
      episode.some(({ day }) => daysBetween(day, jump.day) <= weekendGap || daysBetween(day, jump.day) === 7),
    );
    if (own === undefined) all.push([jump]);
    else own.push(jump);
  }
  return all;
}
