import { sameShape } from '../../archive/manifest.ts';
import type { Row } from '../../formats/row.ts';
import { findUnknownColumns } from '../../formats/unknown-columns.ts';
import type { Ids, SnapshotExport } from '../job/snapshot-export.ts';
import type { SnapshotRows } from '../read/snapshot-rows.ts';
import type { StoredSnapshot } from './change-log.ts';
import { belowAnyOf, isOfStale, type UnreadParent } from './stale-parents.ts';

/**
 * Returns true if the rows of parents that were not read can stay as they are stored: those that nobody can read back (the
 * destination is write-only, or its files were moved on) would be lost, and those of another shape must not stand next to new ones.
 */
export function keepsOthers({ context, state, change }: SnapshotExport, base: StoredSnapshot | undefined): boolean {
  const { manifest } = state;
  if (context.access.writeOnly) return false;
  if (!manifest?.entries.some(({ path }) => path !== undefined)) return true;
  return base !== undefined && sameShape(manifest.shape, change.shape);
}

/** Keeps the stored rows of parents that could not be read, and of those that nobody asked for, and counts them. */
export async function keepRowsOfOthers(
  job: SnapshotExport,
  base: StoredSnapshot,
  read: SnapshotRows,
  others: { stale: UnreadParent[]; left: Ids[] },
): Promise<void> {
  const { resource, outcome } = job;
  const isLeft = belowAnyOf(resource, others.left);
  let ofLeft = 0;
  const kept = await keepRows(job, base, read, ({ json }) => {
    const value = JSON.parse(json);
    if (others.stale.some((parent) => isOfStale(resource, value, parent))) return true;
    if (!isLeft(value)) return false;
    ofLeft += 1;
    return true;
  });
  outcome.kept += kept - ofLeft;
  if (outcome.partly) outcome.partly.rows = ofLeft;
}

/** Copies rows from the last snapshot, such as those of parents that could not be read; returns how many. */
export async function keepRows(
  job: SnapshotExport,
  base: StoredSnapshot,
  { fresh, unknownColumns }: SnapshotRows,
  isKept: (row: Row) => boolean,
): Promise<number> {
  const mustBeObjects = job.selection.options.formats.some(({ keepsShape }) => keepsShape);
  let kept = 0;
  for await (const batch of base.rows.sorted()) {
    const rows = batch.filter((row) => isKept(row) && !(mustBeObjects && row.form === 'cells'));
    for (const row of rows) findUnknownColumns(row, job.resource, unknownColumns);
    await fresh.add(rows);
    kept += rows.length;
  }
  return kept;
}
