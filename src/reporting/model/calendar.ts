const DAY = 86_400_000;

/** The UTC day some days after another: `2026-11-30`. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

/** How many days lie between two UTC days; negative if the second comes first. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / DAY);
}

/** Every UTC day of `[from, to)`. */
export function daysFrom(from: string, to: string): string[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to)) }, (_, index) => dayAfter(from, index));
}

/** The first day of the month that holds this day, or of a month some months later. */
export function monthStart(day: string, months = 0): string {
  const date = new Date(Date.parse(day));
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)).toISOString().slice(0, 10);
}

/** A month as people write it: `November 2026`. */
export function monthName(day: string): string {
  return new Date(Date.parse(day)).toLocaleString('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
}

/** 0 (Sunday) to 6. */
export function weekday(day: string): number {
  return new Date(Date.parse(day)).getUTCDay();
}
