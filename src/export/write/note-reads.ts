import type { Manifest } from '../../archive/manifest.ts';
import { daysOfParents, parentName } from '../../archive/parent-reads.ts';
import { dayName } from '../../archive/periods.ts';
import { groupBy } from '../../text/group-by.ts';
import type { Ids, SnapshotExport } from '../job/snapshot-export.ts';

/** The parents of a snapshot, as its rows know them. */
interface Parents {
  /** Those that were read. */
  read: Ids[];
  /** Those that could not be read. */
  stale: Ids[];
  /** Those that nobody asked for today. */
  left: Ids[];
}

/**
 * Notes for the manifest what was read of a snapshot today, and from when the rest is. The day of each parent stands there only
 * if they differ; the snapshot as a whole is of the oldest of them.
 */
export function noteReads({ context, selection, state, change }: SnapshotExport, { read, stale, left }: Parents): void {
  const { everyDays } = selection.options;
  const { manifest } = state;
  const today = dayName(context.now);
  if (everyDays !== undefined) change.everyDays = everyDays;
  const isTold = everyDays !== undefined || left.length > 0 || manifest?.parents_read !== undefined;
  const before = daysBefore(manifest?.entries.some(({ path }) => path !== undefined) ? manifest : undefined);
  const unread = [...stale, ...left].map(parentName);
  const days = new Map<string, string>();
  if (isTold) {
    for (const [name, day] of before.below(stale.map(parentName))) days.set(name, day);
    for (const name of unread) {
      const day = before.of(name);
      if (day !== undefined) days.set(name, day);
    }
    for (const ids of read) days.set(parentName(ids), today);
    // A list that stands below nothing has no parents.
    days.delete('');
  }
  const neverRead = left.map(parentName).filter((name) => !days.has(name));
  const staleParents = [...stale.map(parentName), ...neverRead];
  if (staleParents.length > 0) change.staleParents = staleParents;
  else change.readOn = [today, ...days.values()].sort()[0] as string;
  const byDay = [...groupBy([...days], ([, day]) => day)];
  if (staleParents.length === 0 && byDay.length <= 1) {
    change.readOn = byDay[0]?.[0] ?? today;
    return;
  }
  if (isTold && byDay.length > 0) {
    change.parentsRead = Object.fromEntries(byDay.map(([day, names]) => [day, names.map(([name]) => name)]));
  }
}

/** Returns from when the stored rows of a parent are. Before parents were read on different days, all were of one. */
function daysBefore(manifest: Manifest | undefined) {
  const days = manifest ? daysOfParents(manifest) : new Map<string, string>();
  const stale = new Set(manifest?.stale_parents);
  const isOfOneDay = manifest?.parents_read === undefined;
  return {
    of: (name: string) => days.get(name) ?? (isOfOneDay && !stale.has(name) ? manifest?.read_on : undefined),
    /** Of parents below one whose own list could not be read. */
    below: (names: string[]) => [...days].filter(([name]) => names.some((above) => name.startsWith(`${above}/`))),
  };
}
