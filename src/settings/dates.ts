import type { DateExpression } from '../archive/selection.ts';
import type { StopAfter } from '../stop/stop-after.ts';

const hour = 3600;
const ageUnits = new Map([
  ['h', hour],
  ['d', 24 * hour],
  ['w', 7 * 24 * hour],
]);
const durationUnits = new Map([
  ['s', 1],
  ['m', 60],
  ['h', hour],
]);

/** What an age and a duration look like. */
export const ageForm = '\\d{1,6}[hdw]';
export const durationForm = '\\d{1,6}[smh]';

/** What a budget looks like: as many digits as are understood, and not nothing. */
export const stopAfterForm = '(?:(?=\\d{1,9} )0*[1-9]\\d* requests?|(?=\\d{1,6}[smh])0*[1-9]\\d*[smh])';

const monthAndDay =
  '(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|[12]\\d)';
const clock = '(?:[01]\\d|2[0-3]):[0-5]\\d';

/** What a day looks like, but for the 29th of February. */
export const dayForm = `\\d{4}-(?:${monthAndDay})`;

/** What an ISO date looks like: a day, with a time, and with an offset, or without. */
export const dateForm = `${dayForm}(?:[Tt ]${clock}(?::[0-5]\\d(?:\\.\\d+)?)?(?:[Zz]|[+-](?:[01]\\d|2[0-3]):?[0-5]\\d)?)?`;

function amountOf(text: string, units: ReadonlyMap<string, number>): number | undefined {
  const [, amount, unit] = /^(\d{1,6})([a-z])$/.exec(text) ?? [];
  const seconds = units.get(unit ?? '');
  return seconds === undefined ? undefined : Number(amount) * seconds;
}

/** Returns the seconds of an age such as `12h`, `30d`, `4w`, or undefined if the text is none. */
export function parseAge(text: string): number | undefined {
  return amountOf(text, ageUnits);
}

/** Returns the seconds of a duration such as `60s`, `2m`, or undefined if the text is none. */
export function parseDuration(text: string): number | undefined {
  return amountOf(text, durationUnits);
}

/** Returns what a budget such as `45m` or `5000 requests` allows, or undefined if the text is none. */
export function parseStopAfter(text: string): StopAfter | undefined {
  const [, digits] = /^(\d{1,9}) requests?$/.exec(text) ?? [];
  if (digits !== undefined) return Number(digits) > 0 ? { kind: 'requests', count: Number(digits), text } : undefined;
  const seconds = parseDuration(text);
  return seconds ? { kind: 'time', seconds, text } : undefined;
}

/**
 * Returns the Unix seconds of an ISO 8601 date (`2026-11-22`, midnight UTC) or date-time (`2026-11-22T13:00:00+02:00`; UTC
 * without an offset), or undefined if the text is none. Fractions of a second are dropped.
 */
export function parseIsoDate(text: string): number | undefined {
  const form = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|([+-])(\d\d):?(\d\d))?)?$/i;
  const [matched, date, time = '00:00', seconds = '00', , sign, hours = '0', minutes = '0'] = form.exec(text) ?? [];
  if (matched === undefined) return undefined;
  const local = Date.parse(`${date}T${time}:${seconds}Z`);
  // Date.parse moves days that do not exist (30 February) into the next month.
  if (Number.isNaN(local) || new Date(local).toISOString().slice(0, 10) !== date) return undefined;
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  const offset = Number(hours) * hour + Number(minutes) * 60;
  return local / 1000 - (sign === '-' ? -offset : offset);
}

/** Returns the point in time that a text names (a date, an age, or one of these words), or undefined if it names none. */
export function parseDateExpression(text: string, words: readonly ('earliest' | 'now')[]): DateExpression | undefined {
  const word = words.find((word) => word === text);
  if (word) return { kind: word };
  const age = parseAge(text);
  if (age !== undefined) return { kind: 'age', seconds: age };
  const seconds = parseIsoDate(text);
  return seconds === undefined ? undefined : { kind: 'absolute', seconds };
}

/**
 * Returns whether one point certainly lies before another. Undefined if that depends on the clock of the run: a date against
 * an age.
 */
export function isBefore(first: DateExpression, second: DateExpression): boolean | undefined {
  if (first.kind === 'earliest') return true;
  if (first.kind === 'absolute' && second.kind === 'absolute') return first.seconds < second.seconds;
  const [firstAge, secondAge] = [first, second].map((point) =>
    point.kind === 'age' ? point.seconds : point.kind === 'now' ? 0 : undefined,
  );
  return firstAge === undefined || secondAge === undefined ? undefined : firstAge > secondAge;
}
