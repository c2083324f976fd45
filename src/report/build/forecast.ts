import { countOf } from '../amounts.ts';
import { dayAfter, monthName, weekday } from './calendar.ts';
import { money } from './money.ts';
import { type DayAmounts, type SpendDays, sumOf } from './settled-spend.ts';

const WEEKS = 4;

/** With fewer settled days no weekday has two to take a mean of. */
const FEWEST_FOR_WEEKDAYS = 14;

/** The settled days that a forecast rests on: of the last four weeks. */
function sampleOf({ settled, last }: SpendDays): string[] {
  const from = dayAfter(last, 1 - WEEKS * 7);
  return settled.filter((day) => day >= from);
}

/**
 * Returns what a month comes to: its settled days, and for each other day the mean of the same weekday in the last four weeks, or
 * of all settled days where these are few. Forecasts of parts add up to that of the whole.
 */
export function forecastOf(amounts: DayAmounts, days: SpendDays): number {
  const sample = sampleOf(days);
  const mean = (some: string[]) => (some.length === 0 ? undefined : sumOf(amounts, some) / some.length);
  const overall = mean(sample) ?? 0;
  const byWeekday = Array.from({ length: 7 }, (_, index) => mean(sample.filter((day) => weekday(day) === index)));
  const expected = (day: string) =>
    sample.length < FEWEST_FOR_WEEKDAYS ? overall : (byWeekday[weekday(day)] ?? overall);
  return days.open.reduce((sum, day) => sum + expected(day), sumOf(amounts, days.toDate));
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
      : `the mean of the same weekday over the last ${WEEKS} settled weeks (${mean})`;
  return `${early}${spent}, plus for ${open.length === 1 ? 'the one other day' : `each of the ${open.length} other days`} ${basis}.`;
}
