/** Seconds of an hour, and of a UTC day. */
export const HOUR = 3600;
export const DAY = 24 * HOUR;

/** Returns Unix seconds as UTC text: `2026-11-22T13:00:00Z`. */
export function timeText(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}

/** Returns the UTC day some days after another (before it, if negative): `2026-11-30`. */
export function dayAfter(day: string, days: number): string {
  return timeText(Date.parse(day) / 1000 + days * DAY).slice(0, 10);
}

/** Returns the number of days from one UTC day to another, negative if the other comes first. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 1000 / DAY);
}

/** Returns every UTC day of `[from, to)`. */
export function eachDay(from: string, to: string): string[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to)) }, (_, index) => dayAfter(from, index));
}

/** Returns the first day of the month that holds this day, or of a month some months later. */
export function monthStart(day: string, months = 0): string {
  const date = new Date(Date.parse(day));
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)).toISOString().slice(0, 10);
}

/** Returns a month as people write it: `November 2026`. */
export function monthName(day: string): string {
  return new Date(Date.parse(day)).toLocaleString('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
}

/** 0 (Sunday) to 6. */
export function weekday(day: string): number {
  return new Date(Date.parse(day)).getUTCDay();
}
