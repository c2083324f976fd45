import { areThere } from '../../archive/current-files.ts';
import { type Manifest, sameShape, shapeOf } from '../../archive/manifest.ts';
import { dayName } from '../../archive/periods.ts';
import type { Selection } from '../../archive/selection.ts';
import { listsAbove } from '../../catalogue/parent-lists.ts';
import type { Resource, SnapshotResource } from '../../catalogue/resource.ts';
import type { ResourceState } from '../../state/restore.ts';
import { dayAfter } from '../../text/time.ts';

/** A snapshot that `every` leaves as it is for today. */
export interface LeftSnapshot {
  /** UTC day of its last complete read. */
  readOn: string;
  /** UTC day on which it is read again. */
  dueOn: string;
}

/**
 * Returns the snapshots that this run does not read, because `every` asks for no more. Each is stored, was read completely, and
 * nobody doubts it. A list below which others are read today is read with them, at no further request: so no row names a
 * project or person that the stored list lacks, and a doubt about the list is noted where the next run looks for it.
 */
export function leftSnapshots(
  selections: readonly Selection[],
  states: ReadonlyMap<string, ResourceState>,
  now: number,
): Map<string, LeftSnapshot> {
  const left = new Map<string, LeftSnapshot>();
  for (const selection of selections) {
    const found = leftAsStored(selection, states.get(selection.resource.name), dayName(now));
    if (found) left.set(selection.resource.name, found);
  }
  const all = selections.map(({ resource }) => resource);
  const due = all.filter((resource): resource is SnapshotResource => isDue(resource, left));
  for (const resource of due) for (const list of listsAbove(resource, all)) left.delete(list.name);
  return left;
}

function isDue(resource: Resource, left: ReadonlyMap<string, LeftSnapshot>): resource is SnapshotResource {
  return resource.kind === 'snapshot' && !left.has(resource.name);
}

function leftAsStored(
  { resource, options, ids }: Selection,
  state: ResourceState | undefined,
  today: string,
): LeftSnapshot | undefined {
  const { everyDays } = options;
  const manifest = state?.manifest;
  // A manifest does not say which ids were given.
  if (everyDays === undefined || ids !== undefined || !manifest || options.refreshFrom) return undefined;
  if (!sameShape(manifest.shape, shapeOf(resource, options)) || !isWhole(manifest, state.files)) return undefined;
  const { read_on: readOn } = manifest;
  if (readOn === undefined) return undefined;
  const dueOn = dayAfter(readOn, everyDays);
  // A day that has not come yet is a clock's mistake, not a reason to wait for it.
  return readOn <= today && today < dueOn ? { readOn, dueOn } : undefined;
}

/** Returns true if all rows of a snapshot were read, are believed, and lie where the manifest says. */
function isWhole(manifest: Manifest, files: ReadonlySet<string> | undefined): boolean {
  const { entries, stale_parents: stale = [] } = manifest;
  // Where the cache alone is trusted, files may have been moved on.
  const isThere = files ? areThere(manifest, files) : entries.some(({ path }) => path !== undefined);
  return isThere && stale.length === 0 && entries.every(({ doubted }) => doubted === undefined);
}
