import { createHash } from 'node:crypto';

/** What a manifest says of when a snapshot was read. */
interface ReadDays {
  read_on?: string;
  parents_read?: Record<string, string[]>;
}

/**
 * Returns how a manifest names a parent: its ids joined by `/`. Manifests go into a cache that anyone who can open a pull request
 * can read, so a person's id stands there as a hash.
 */
export function parentName(ids: Readonly<Record<string, string>>): string {
  return Object.entries(ids)
    .map(([name, id]) => (name === 'user_id' ? createHash('sha256').update(id).digest('hex').slice(0, 12) : id))
    .join('/');
}

/** Returns the UTC day on which each parent was read last, as far as a manifest tells them apart. */
export function daysOfParents({ parents_read: reads = {} }: Pick<ReadDays, 'parents_read'>): Map<string, string> {
  return new Map(Object.entries(reads).flatMap(([day, names]) => names.map((name) => [name, day] as const)));
}

/** Returns the UTC day of the newest rows of a snapshot; undefined if none was read. */
export function newestReadOn({ read_on: readOn, parents_read: reads = {} }: ReadDays): string | undefined {
  return [...Object.keys(reads), ...(readOn === undefined ? [] : [readOn])].sort().at(-1);
}

/** Returns the reads as a manifest lists them: by day, and by name. */
export function orderedReads(reads: Record<string, string[]>): Record<string, string[]> | undefined {
  const days = Object.entries(reads).filter(([, names]) => names.length > 0);
  if (days.length === 0) return undefined;
  return Object.fromEntries(days.sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, names]) => [day, [...names].sort()]));
}

/** A day that is none would make rows look newer than they are, and a broken number of days never late. */
export function refuseBrokenReads({ parents_read: reads, every_days: every }: Record<string, unknown>): void {
  if (every !== undefined && !(Number.isInteger(every) && (every as number) > 0))
    throw new Error('every_days is no number of days');
  if (reads === undefined) return;
  const days = Object.entries((reads ?? {}) as Record<string, unknown>);
  const isRead = ([day, names]: [string, unknown]) =>
    /^\d{4}-\d\d-\d\d$/.test(day) &&
    !Number.isNaN(Date.parse(day)) &&
    Array.isArray(names) &&
    names.every((name) => typeof name === 'string');
  if (typeof reads !== 'object' || reads === null || Array.isArray(reads) || !days.every(isRead))
    throw new Error('parents_read holds something else than names by day');
}
