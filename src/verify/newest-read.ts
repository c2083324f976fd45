import { coverage } from '../archive/coverage.ts';
import type { Manifest } from '../archive/manifest.ts';
import { boundaryName, dayName, parsePeriodName, periodAt } from '../archive/periods.ts';
import { contains } from '../archive/ranges.ts';
import type { Resource } from '../catalogue/resource.ts';
import { completeOptions } from '../settings/resource-options.ts';
import { DAY, HOUR } from '../text/time.ts';
import type { Problem } from './report.ts';
import type { RecordedRun } from './run-records.ts';

/** When a resource was last read whole: between two seconds, since a manifest holds nothing finer than a day. */
export interface NewestRead {
  /** Unix seconds. */
  from: number;
  to: number;
  /** For people: where it is known from. */
  by: string;
}

/** What else is known beside the manifest. */
export interface KnownReads {
  /** Unix seconds of the newest row that is stored: it was read later than that. */
  newestRow: number;
  now: number;
  settledOnly: boolean;
  records: readonly RecordedRun[];
}

/** When the newest complete read was; undefined if there was none. */
export function newestRead(manifest: Manifest, resource: Resource, known: KnownReads): NewestRead | undefined {
  const read =
    manifest.shape.partition_by === undefined ? snapshotRead(manifest) : datedRead(manifest, resource, known);
  if (read === undefined) return undefined;
  const within = {
    from: Math.min(Math.max(read.from, known.newestRow), known.now, read.to),
    to: Math.max(read.from, Math.min(read.to, known.now)),
    by: read.by,
  };
  return narrowed(within, manifest.resource, known.records);
}

function snapshotRead({ read_on: day }: Manifest): NewestRead | undefined {
  if (day === undefined) return undefined;
  return { ...periodAt(Date.parse(day) / 1000, 'day'), by: `read on ${day}` };
}

/** A run opens the period that its now lies in; with an `end-date`, or where only settled periods are written, it opens none. */
function datedRead(manifest: Manifest, resource: Resource, { settledOnly }: KnownReads): NewestRead | undefined {
  const newest = manifest.entries
    .flatMap(({ period, settled }) => (period === undefined ? [] : [{ ...parsePeriodName(period), period, settled }]))
    .reduce<{ from: number; to: number; period: string } | undefined>(
      (last, entry) => (last && last.from >= entry.from ? last : entry),
      undefined,
    );
  if (newest === undefined) return undefined;
  const { from, to, period } = newest;
  const { until = from } = coverage(manifest, undefined);
  if (until < from) return { from: until, to: until, by: `complete until ${boundaryName(until)}` };
  if (!contains(manifest.ranges, from, to)) return { from, to, by: `${period} was open when it was read` };
  if (!settledOnly) return { from: to, to, by: `complete until ${boundaryName(to)}` };
  const { lookbackSeconds } = completeOptions(resource);
  const settledAt = to + lookbackSeconds;
  return { from: settledAt, to: settledAt + (to - from), by: `settled until ${boundaryName(to)}` };
}

/** The record of a run that read the resource whole has the minute. */
function narrowed(read: NewestRead, resource: string, records: readonly RecordedRun[]): NewestRead {
  const fitting = records.filter(
    (record) => record.readWhole.has(resource) && record.endedAt >= read.from && record.startedAt <= read.to,
  );
  const last = fitting.reduce<RecordedRun | undefined>((a, b) => (a && a.endedAt >= b.endedAt ? a : b), undefined);
  if (!last) return read;
  return {
    from: Math.max(read.from, last.startedAt),
    to: Math.min(read.to, last.endedAt),
    by: `read by a run that ended at ${minute(last.endedAt)}`,
  };
}

/**
 * Returns how old a read is, in seconds. Where only its day is known, the middle of what is left of the day counts: a nightly run is never
 * older than 36 hours by that, whatever its hour, and one that was left out shows at the latest when the second day begins. Where
 * less than the day is known (a month that is still open), only what is certain counts.
 */
export function ageOf({ from, to }: NewestRead, now: number): number {
  const at = to - from <= DAY ? (from + to) / 2 : to;
  return Math.max(0, now - at);
}

/** The problem of a read that is older than it may be; undefined if it is not. */
export function staleness(
  read: NewestRead | undefined,
  resource: string,
  maxAge: number,
  now: number,
): Problem | undefined {
  const remedy =
    'Look at the last runs of the export: a schedule that was switched off, a run that failed, or `resources` that no longer names it.';
  if (read === undefined)
    return { kind: 'stale', text: `${resource} was never read whole, as far as its manifest tells`, remedy };
  const age = ageOf(read, now);
  if (age <= maxAge) return undefined;
  const [least, most] = [now - read.to, now - read.from].map(hours);
  const span = least === most ? `${most} h old` : `between ${least} h and ${most} h old`;
  return {
    kind: 'stale',
    text: `the newest complete read is ${span} (${read.by}), and may be ${hours(maxAge)} h old`,
    remedy,
  };
}

/** The newest read for people. */
export function readText(read: NewestRead | undefined): string {
  if (read === undefined) return 'never';
  if (read.to === read.from) return minute(read.to);
  const [first, last] = [dayName(read.from), dayName(Math.max(read.from, read.to - 1))];
  if (read.to - read.from < HOUR) return minute(read.to);
  return first === last ? first : `${first} to ${last}`;
}

function hours(seconds: number): number {
  return Math.floor(seconds / HOUR);
}

function minute(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 16)}Z`;
}
