import type { DailyCost } from '../../audit/audit-data.ts';
import { dayAfter, eachDay, monthStart } from '../../text/time.ts';

/** Costs are restated for a while: a day counts once it ended this many whole days ago. */
export const SETTLED_AFTER_DAYS = 2;

/** Amounts by day. */
export type DayAmounts = ReadonlyMap<string, number>;

/** The days that a report of spend looks at, oldest first in every list. */
export interface SpendDays {
  /** Every settled day that was read. */
  settled: readonly string[];
  last: string;
  /** First day of the month of the last settled day, of the one before it and the one behind it. */
  monthStart: string;
  lastMonthStart: string;
  nextMonthStart: string;
  /** Settled days of the month. */
  toDate: readonly string[];
  /** Days of the month that are not settled or were not read: they can only be estimated. */
  open: readonly string[];
  /** The same day numbers of last month, as far as it has them and they were read. */
  lastToDate: readonly string[];
  /** The first of them that was read, if the earlier ones were not. */
  lastFrom?: string;
  lastMonth: readonly string[];
}

/**
 * Returns the days to look at; undefined if none has come to rest yet.
 * @param today the run's UTC day.
 */
export function spendDays(
  covered: readonly (readonly [from: string, to: string])[],
  today: string,
  settledAfterDays = SETTLED_AFTER_DAYS,
): SpendDays | undefined {
  const end = dayAfter(today, -settledAfterDays);
  const read = new Set(covered.flatMap(([from, to]) => eachDay(from, to)));
  const settled = [...read].filter((day) => day < end).sort();
  const last = settled.at(-1);
  if (last === undefined) return undefined;
  const [first, before, next] = [monthStart(last), monthStart(last, -1), monthStart(last, 1)];
  const toDate = settled.filter((day) => day >= first);
  const lastMonth = settled.filter((day) => day >= before && day < first);
  const known = new Set(toDate);
  const lastToDate = lastMonth.filter((day) => day.slice(8) <= last.slice(8));
  const [lastFrom] = lastToDate;
  const isPartial = lastFrom !== undefined && lastFrom > before;
  return {
    settled,
    last,
    monthStart: first,
    lastMonthStart: before,
    nextMonthStart: next,
    toDate,
    open: eachDay(first, next).filter((day) => !known.has(day)),
    lastToDate,
    ...(isPartial && { lastFrom }),
    lastMonth,
  };
}

/** Adds up costs by day, one map for each key. */
export function amountsBy<Key>(daily: readonly DailyCost[], keyOf: (cost: DailyCost) => Key): Map<Key, DayAmounts> {
  const byKey = new Map<Key, Map<string, number>>();
  for (const cost of daily) {
    const key = keyOf(cost);
    const amounts = byKey.get(key) ?? new Map<string, number>();
    byKey.set(key, amounts);
    amounts.set(cost.day, (amounts.get(cost.day) ?? 0) + cost.amount);
  }
  return byKey;
}

/** Returns the sum of these days. */
export function sumOf(amounts: DayAmounts, days: readonly string[]): number {
  return days.reduce((sum, day) => sum + (amounts.get(day) ?? 0), 0);
}
