import { type Period, parsePeriodName } from '../archive/periods.ts';

const NAME = '\\d{4}-\\d\\d(?:-\\d\\d(?:T\\d\\d)?)?';
const FORM = new RegExp(`^${NAME}(?:\\.\\.${NAME})?$`);

/** Returns true for a text in the form of a range, whether or not there are such days. */
export function looksLikeRange(text: string): boolean {
  return FORM.test(text);
}

/**
 * Returns the period of `2026-11-22`, `2026-11`, `2026-11-22T13` or `2026-11-01..2026-11-05`, in Unix seconds; both names of
 * the last form belong to it. Undefined if there is no such period.
 */
export function parseRange(text: string): Period | undefined {
  if (!looksLikeRange(text)) return undefined;
  const [first = '', last = first] = text.split('..');
  const [begin, end] = [periodOf(first), periodOf(last)];
  return begin && end && begin.from < end.to ? { from: begin.from, to: end.to } : undefined;
}

function periodOf(name: string): Period | undefined {
  try {
    return parsePeriodName(name);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
