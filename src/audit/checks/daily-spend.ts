import { groupBy } from '../../text/group-by.ts';
import { dayAfter } from '../../text/time.ts';
import type { AuditData, DailyCost } from '../audit-data.ts';
import { today } from './days.ts';

/**
 * How many days after its end a day of costs is taken to have come to rest: what comes later is rounding, as far as anybody
 * has seen.
 */
const restDays = 2;

/** Returns the newest UTC day whose costs have come to rest: it ended at least two days before today. */
export function settledTo(data: AuditData): string {
  return dayAfter(today(data), -restDays - 1);
}

/** Returns whether the costs of a UTC day were read. */
export function isCovered(data: AuditData, day: string): boolean {
  return (data.costs?.covered ?? []).some(([from, to]) => from <= day && day < to);
}

/** Returns a sum that does not depend on the order of the amounts. */
export function sum(amounts: readonly number[]): number {
  return amounts.toSorted((one, other) => one - other).reduce((total, amount) => total + amount, 0);
}

/** Returns what was spent on each UTC day that has costs. */
export function byDay(costs: readonly DailyCost[]): Map<string, number> {
  const days = groupBy(costs, ({ day }) => day);
  return new Map([...days].map(([day, rows]) => [day, sum(rows.map(({ amount }) => amount))]));
}

/** Returns an amount for people, with its currency: "1234.50 USD". */
export function money(data: AuditData, amount: number): string {
  return `${amount.toFixed(2)} ${(data.costs?.currency ?? 'usd').toUpperCase()}`;
}
