import { byCodeUnits } from '../text/order.ts';
import { type GroupingChange, type GroupingRefusal, layRefusals } from './grouping-refusals.ts';
import { type Entry, entryKey, type HistoryEntry, type Manifest, sameShape } from './manifest.ts';
import { type Ranges, subtract, union } from './ranges.ts';

/** What one job did to a resource, to be laid over whatever the manifest says by then. */
export interface ManifestChange {
  organization?: string;
  shape: Manifest['shape'];
  /** Periods whose entries this job wrote: theirs replace all that the manifest had of them. */
  written: Entry[];
  /** Periods whose entries are gone (their files were removed). */
  removedPeriods: string[];
  covered: Ranges;
  unavailable: Ranges;
  /** What the API refused or granted of the grouping; absent if nothing is to be remembered of it. */
  grouping?: GroupingChange;
  readOn?: string;
  staleParents?: string[];
  /** UTC day -> parents that were read on it last. */
  parentsRead?: Record<string, string[]>;
  everyDays?: number;
  /** Snapshots that this job kept, to stand behind those that are known. */
  history?: HistoryEntry[];
}

/**
 * Lays only what a job wrote or removed over the latest manifest, so that two jobs of a matrix that share a resource
 * keep each other's work. Associative for changes of different periods; the later one wins on the same period.
 */
export function layOver(latest: Manifest, change: ManifestChange): Manifest {
  const replaced = new Set([...change.written.map(periodOf), ...change.removedPeriods]);
  const entries = [...latest.entries.filter((entry) => !replaced.has(periodOf(entry))), ...change.written];
  const ranges = union(latest.ranges, change.covered);
  const readOn = change.readOn ?? latest.read_on;
  const refusals = refusalsAfter(latest, change);
  const kept = change.history ?? [];
  const history = [...(latest.history ?? []).filter(({ path }) => !kept.some((entry) => entry.path === path)), ...kept];
  return {
    version: 1,
    resource: latest.resource,
    ...((change.organization ?? latest.organization)
      ? { organization: change.organization ?? latest.organization }
      : {}),
    shape: change.shape,
    ranges,
    unavailable: subtract(union(latest.unavailable, change.unavailable), ranges),
    ...(latest.removed?.length ? { removed: latest.removed } : {}),
    ...(refusals.length > 0 ? { refusals } : {}),
    entries: entries.sort((a, b) => byCodeUnits(entryKey(a), entryKey(b))),
    ...(readOn === undefined ? {} : { read_on: readOn }),
    ...(change.staleParents?.length ? { stale_parents: change.staleParents } : {}),
    ...(change.parentsRead ? { parents_read: change.parentsRead } : {}),
    ...(change.everyDays === undefined ? {} : { every_days: change.everyDays }),
    ...(history.length > 0 ? { history } : {}),
  } as Manifest;
}

/** What was refused in another shape says nothing of this one. */
function refusalsAfter(latest: Manifest, { shape, grouping }: ManifestChange): GroupingRefusal[] {
  const known = (sameShape(latest.shape, shape) && latest.refusals) || [];
  return grouping ? layRefusals(known, grouping) : known;
}

function periodOf(entry: Entry): string {
  return entry.period ?? '';
}
