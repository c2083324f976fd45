import { countOf } from '../../text/amounts.ts';
import { dayAfter, monthName, weekday } from '../../text/time.ts';
import { money } from './money.ts';
import { type DayAmounts, type SpendDays, sumOf } from './settled-spend.ts';

const WEEKS = 4;

/** With fewer settled days no weekday has two to compare. */
const FEWEST_FOR_WEEKDAYS = 14;

/** Returns the settled days that a forecast rests on: of the last four weeks. */
function sampleOf({ settled, last }: SpendDays): string[] {
  const from = dayAfter(last, 1 - WEEKS * 7);
  return settled.filter((day) => day >= from);
}

/**
 * Returns what a month comes to: its settled days, and for each other day the median of the same weekday in the last four weeks, so
 * that one day's spike is not expected again, or the mean of all settled days if these are few. Forecasts of parts need not add
 * up to that of the whole.
 */
export function forecastOf(amounts: DayAmounts, days: SpendDays): number {
  return sumOf(amounts, days.toDate) + expectedOf(amounts, days);
}

/** Returns what the days that are not settled are expected to come to. */
function expectedOf(amounts: DayAmounts, days: SpendDays): number {
  const sample = sampleOf(days);
  const mean = sample.length === 0 ? 0 : sumOf(amounts, sample) / sample.length;
  if (sample.length < FEWEST_FOR_WEEKDAYS) return days.open.length * mean;
  const byWeekday = Array.from({ length: 7 }, (_, index) =>
    median(sample.filter((day) => weekday(day) === index).map((day) => amounts.get(day) ?? 0)),
  );
  return days.open.reduce((sum, day) => sum + (byWeekday[weekday(day)] ?? mean), 0);
}

/** Returns the middle of some amounts, or the mean of both in the middle; undefined if there are none. */
function median(some: readonly number[]): number | undefined {
  const sorted = [...some].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

/**
 * Returns how the forecast was worked out, with its figures.
 * @param today the run's UTC day.
 */
export function forecastMethod(amounts: DayAmounts, days: SpendDays, currency: string, today: string): string {
  const { toDate, open, monthStart, last } = days;
  const month = monthName(monthStart);
  const early =
    today.slice(0, 7) > last.slice(0, 7)
      ? `No day of ${monthName(today)} has come to rest yet, so this is ${month}: `
      : '';
  const spent = `${money(sumOf(amounts, toDate), currency)} on ${countOf(toDate.length, 'settled day')} of ${month}`;
  if (open.length === 0) return `${early}${spent}, the whole month.`;
  const sample = sampleOf(days);
  const mean = `${countOf(sample.length, 'day')}, ${money(sumOf(amounts, sample) / sample.length, currency)} a day on average`;
  const basis =
    sample.length < FEWEST_FOR_WEEKDAYS
      ? `the mean of all recent settled days (${mean})`
      : `the median of the same weekday over the last ${WEEKS} settled weeks (${countOf(sample.length, 'day')})`;
  const rest = open.length === 1 ? 'the one other day' : `the ${open.length} other days`;
  return `${early}${spent}, plus ${money(expectedOf(amounts, days), currency)} for ${rest}: ${open.length === 1 ? '' : 'for each '}${basis}.`;
}
