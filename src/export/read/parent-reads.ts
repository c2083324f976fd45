import { areThere } from '../../archive/current-files.ts';
import { sameShape, shapeOf } from '../../archive/manifest.ts';
import { daysOfParents, parentName } from '../../archive/parent-reads.ts';
import { dayName } from '../../archive/periods.ts';
import type { Selection } from '../../archive/selection.ts';
import { rowPrivacy } from '../../privacy/row-privacy.ts';
import type { ResourceState } from '../../state/restore.ts';
import { dayAfter } from '../../text/time.ts';
import type { Ids, ParentReads } from '../job/snapshot-export.ts';

/**
 * Returns when the parents of a snapshot were read last; undefined if one run read them all, or if what is stored cannot be
 * kept: then all are read, in the order of their list.
 */
export function parentReadsOf(
  { resource, options }: Selection,
  { manifest, files }: ResourceState,
  now: number,
  writeOnly: boolean,
): ParentReads | undefined {
  if (!manifest?.parents_read || writeOnly || options.refreshFrom) return undefined;
  const isStored = files !== undefined && areThere(manifest, files);
  if (!isStored || !sameShape(manifest.shape, shapeOf(resource, options))) return undefined;
  const days = daysOfParents(manifest);
  const stale = new Set(manifest.stale_parents);
  const privacy = rowPrivacy(resource, options.privacy);
  const nameOf = (ids: Ids) => parentName(privacy?.ids(ids) ?? ids);
  const today = dayName(now);
  const isDoubted = manifest.entries.some(({ doubted }) => doubted !== undefined);
  return {
    dayOf: (ids) => days.get(nameOf(ids)),
    isLeft(ids) {
      const day = days.get(nameOf(ids));
      if (day === undefined || options.everyDays === undefined || isDoubted) return false;
      return !stale.has(nameOf(ids)) && day <= today && today < dayAfter(day, options.everyDays);
    },
  };
}
