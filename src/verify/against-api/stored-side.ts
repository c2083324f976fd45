import type { Archive } from '../../archive/archive.ts';
import { partitionFiles, snapshotFile } from '../../archive/current-files.ts';
import type { Manifest } from '../../archive/manifest.ts';
import type { Period } from '../../archive/periods.ts';
import { secondsOf } from '../../archive/row-keys.ts';
import { missingText } from '../../archive/stored-file.ts';
import type { StoredRow } from '../../archive/stored-rows.ts';
import type { Resource } from '../../catalogue/resource.ts';
import type { Row } from '../../formats/row.ts';
import { StorageError } from '../../notices/errors.ts';
import type { RowSorter } from '../../spool/row-spool.ts';
import { withoutContent } from '../check-file.ts';
import type { Problem } from '../report.ts';
import { plainCells } from '../row-checks.ts';
import { matchingKeys } from './compare-rows.ts';

const BATCH = 500;

/** What was read of one side. */
export interface Side {
  /** Unix seconds up to which rows are known to reach: the time of the newest one, the end of the newest bucket. */
  newest: number;
  problems: Problem[];
}

/**
 * Reads the rows of a period (of a snapshot: all) into a sorter, keyed by what tells that rows are meant to be the same. What is
 * wrong with a file is a problem, and its rows are compared as far as they can be read.
 */
export async function readSide(
  archive: Archive,
  { resource, manifest }: { resource: Resource; manifest: Manifest },
  period: Period,
  sorter: RowSorter,
): Promise<Side> {
  const side: Side = { newest: Number.NEGATIVE_INFINITY, problems: [] };
  const keyOf = matchingKeys(resource);
  let batch: Row[] = [];
  async function take({ row, value }: StoredRow): Promise<void> {
    const plain = row.form === 'cells' ? plainCells(value) : value;
    if (resource.timeField !== undefined) {
      const seconds = secondsOf(plain[resource.timeField]) ?? Number.NaN;
      const end = resource.kind === 'buckets' ? (secondsOf(plain.end_time) ?? seconds) : seconds + 1;
      if (end > side.newest) side.newest = end;
      if (!(seconds >= period.from && seconds < period.to)) return;
    }
    batch.push({ ...row, key: keyOf(plain) });
    if (batch.length < BATCH) return;
    const full = batch;
    batch = [];
    await sorter.add(full);
  }
  for (const { path, rows, sha256 } of filesOf(resource, manifest, period)) {
    try {
      const facts = await archive.rows(resource, path, take);
      if (facts === undefined) side.problems.push(problem(missingText(path)));
      else if (facts.rows !== rows || (sha256 !== undefined && facts.sha256 !== sha256))
        side.problems.push(problem(`${path} is not what its manifest says: its rows or its SHA-256 differ`));
    } catch (error) {
      if (!(error instanceof StorageError) || error.endsRun) throw error;
      side.problems.push(problem(withoutContent(error.message)));
    }
  }
  await sorter.add(batch);
  return side;
}

function filesOf(resource: Resource, manifest: Manifest, { from, to }: Period) {
  if (resource.kind !== 'snapshot') return partitionFiles(manifest, from, to);
  const { path, rows = 0, sha256 } = snapshotFile(manifest) ?? {};
  return path === undefined ? [] : [{ path, rows, sha256 }];
}

function problem(text: string): Problem {
  const remedy = 'Verify the files by themselves first (without --against-api), and restore what is damaged.';
  return { kind: 'wrong', text, remedy };
}
