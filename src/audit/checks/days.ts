import type { AuditData } from '../audit-data.ts';

const dayLength = 86_400;
const isoTime = /^\d{4}-\d\d-\d\dT/;

/** Returns the UTC day of the run. */
export function today(data: AuditData): string {
  return dayOfSeconds(data.now);
}

/** Returns the UTC day of Unix seconds: `2026-11-22`. */
export function dayOfSeconds(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

/** Returns the UTC day of a stored time, or undefined where it is null or no time. */
export function dayOf(time: string | null | undefined): string | undefined {
  return time && isoTime.test(time) ? time.slice(0, 10) : undefined;
}

/** Returns the number of days from one UTC day to another, negative where the other comes first. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 1000 / dayLength);
}

/** Returns the UTC day this many days after another (before it, where negative). */
export function dayAfter(day: string, days: number): string {
  return dayOfSeconds(Date.parse(`${day}T00:00:00Z`) / 1000 + days * dayLength);
}

/** Returns how many whole UTC days ago a stored time was, or undefined where it is null or no time. */
export function daysAgo(data: AuditData, time: string | null | undefined): number | undefined {
  const day = dayOf(time);
  return day === undefined ? undefined : daysBetween(day, today(data));
}

/** Returns the Unix seconds of a stored time, or undefined where it is null or no time. */
export function secondsOf(time: string | null | undefined): number | undefined {
  return dayOf(time) === undefined ? undefined : Date.parse(String(time)) / 1000;
}
