import { monthName, monthStart } from '../../text/time.ts';
import type { ReportSpend } from '../model/model.ts';

/** What to call the month of a report's spend, and the one before it: by name if it is not the month of the run. */
export interface MonthWords {
  /** "month to date", "February 2026". */
  toDate: string;
  /** "this month", "February 2026". */
  month: string;
  /** "last month", "January 2026". */
  before: string;
  /** "the same days last month", "the same days of January 2026". */
  sameDays: string;
  /** "month end", "the end of February 2026". */
  end: string;
}

/** Until a day of a month has come to rest, reports show the month before; nobody must take it for this one. */
export function monthWords({ isEarlierMonth, monthStart: month }: ReportSpend): MonthWords {
  if (!isEarlierMonth) {
    return {
      toDate: 'month to date',
      month: 'this month',
      before: 'last month',
      sameDays: 'the same days last month',
      end: 'month end',
    };
  }
  const [name, before] = [monthName(month), monthName(monthStart(month, -1))];
  return { toDate: name, month: name, before, sameDays: `the same days of ${before}`, end: `the end of ${name}` };
}

/** With a capital, to begin a label or sentence. */
export function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
