import { DAY, HOUR } from '../text/time.ts';
export type PartitionBy = 'hour' | 'day' | 'month';

/** One partition's stretch of time, in Unix seconds: `from` is in it, `to` is not. */
export interface Period {
  from: number;
  to: number;
}

/** Returns the start of the partition that holds this second (UTC, as everything here). */
export function periodStart(seconds: number, by: PartitionBy): number {
  if (by === 'hour') return Math.floor(seconds / HOUR) * HOUR;
  if (by === 'day') return Math.floor(seconds / DAY) * DAY;
  const date = new Date(seconds * 1000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / 1000;
}

/** Returns the partition that holds this second. */
export function periodAt(seconds: number, by: PartitionBy): Period {
  const from = periodStart(seconds, by);
  if (by !== 'month') return { from, to: from + (by === 'hour' ? HOUR : DAY) };
  const date = new Date(from * 1000);
  return { from, to: Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 1000 };
}

/** Returns every partition that overlaps `[from, to)`, in order of time. */
export function periodsBetween(from: number, to: number, by: PartitionBy): Period[] {
  const periods: Period[] = [];
  for (let at = from; at < to; ) {
    const period = periodAt(at, by);
    periods.push(period);
    at = period.to;
  }
  return periods;
}

/** Returns how manifests name a partition: `2026-11`, `2026-11-22` or `2026-11-22T13`. */
export function periodName(from: number, by: PartitionBy): string {
  return new Date(from * 1000).toISOString().slice(0, { hour: 13, day: 10, month: 7 }[by]);
}

/** Manifests of dozens of resources name the same days, and each is asked about several times. */
const parsed = new Map<string, Period>();
const MOST_PARSED = 20_000;

/** Returns the partition that a manifest names. */
export function parsePeriodName(name: string): Period {
  const known = parsed.get(name) ?? parsePeriod(name);
  if (parsed.size >= MOST_PARSED) parsed.clear();
  parsed.set(name, known);
  return { ...known };
}

function parsePeriod(name: string): Period {
  const by: PartitionBy = name.length === 7 ? 'month' : name.length === 10 ? 'day' : 'hour';
  const start = by === 'month' ? `${name}-01` : by === 'day' ? name : `${name}:00:00Z`;
  const from = Date.parse(start) / 1000;
  if (Number.isNaN(from) || periodName(from, by) !== name)
    throw new RangeError(`"${name}" names no month, day or hour`);
  return periodAt(from, by);
}

/** Returns the UTC day that holds this second: `2026-11-22`. */
export function dayName(seconds: number): string {
  return periodName(seconds, 'day');
}

/** Returns a boundary in a manifest: the day alone where it is midnight, else with the hour. Minutes never stand there. */
export function boundaryName(seconds: number): string {
  const text = new Date(seconds * 1000).toISOString();
  return seconds % DAY === 0 ? text.slice(0, 10) : `${text.slice(0, 13)}:00:00Z`;
}
