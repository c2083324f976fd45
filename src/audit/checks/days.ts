import { daysBetween, timeText } from '../../text/time.ts';
import type { AuditData } from '../audit-data.ts';

const isoTime = /^\d{4}-\d\d-\d\dT/;

/** Returns the UTC day of the run. */
export function today(data: AuditData): string {
  return timeText(data.now).slice(0, 10);
}

/** Returns the UTC day of a stored time, or undefined if it is null or no time. */
export function dayOf(time: string | null | undefined): string | undefined {
  return time && isoTime.test(time) ? time.slice(0, 10) : undefined;
}

/** Returns how many whole UTC days ago a stored time was, or undefined if it is null or no time. */
export function daysAgo(data: AuditData, time: string | null | undefined): number | undefined {
  const day = dayOf(time);
  return day === undefined ? undefined : daysBetween(day, today(data));
}

/** Returns the Unix seconds of a stored time, or undefined if it is null or no time. */
export function secondsOf(time: string | null | undefined): number | undefined {
  return dayOf(time) === undefined ? undefined : Date.parse(String(time)) / 1000;
}
