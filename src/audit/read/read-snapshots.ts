import type { Archive } from '../../archive/archive.ts';
import { snapshotFile } from '../../archive/current-files.ts';
import type { Manifest } from '../../archive/manifest.ts';
import { storedResource } from '../../archive/stored-resource.ts';
import type { Outcome } from '../../export/job/outcome.ts';
import { dayAfter } from '../../text/time.ts';
import type { AuditSnapshot, Cells } from '../audit-data.ts';
import { cellsReader } from './row-cells.ts';

/** Reads a snapshot as it is stored now. Throws a `StorageError` if its file is missing or cannot be read. */
export async function readSnapshot(archive: Archive, manifest: Manifest): Promise<Cells[]> {
  const path = snapshotFile(manifest)?.path;
  if (path === undefined) return [];
  const resource = storedResource(manifest);
  const cellsOf = cellsReader(resource);
  const rows: Cells[] = [];
  await archive.read(path, async (stored) => {
    for await (const { row } of stored.rows(resource)) rows.push(cellsOf(row));
  });
  return rows;
}

/**
 * Returns true if all rows of a snapshot are of this run, or of an earlier read of the same day; or as new as `every` asks for.
 * @param today UTC day of the run.
 */
export function isCurrent(manifest: Manifest, outcome: Outcome | undefined, today: string): AuditSnapshot['complete'] {
  if (outcome?.status === 'failed' || outcome?.status === 'stopped' || manifest.stale_parents?.length) return false;
  if (manifest.every_days !== undefined && manifest.read_on !== undefined)
    return today < dayAfter(manifest.read_on, manifest.every_days);
  return outcome?.status === 'ok' || (manifest.read_on !== undefined && manifest.read_on >= today);
}
