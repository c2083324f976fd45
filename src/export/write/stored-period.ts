import { openArchive } from '../../archive/archive.ts';
import { mostFaithful } from '../../archive/current-files.ts';
import { stemOf } from '../../archive/layout.ts';
import type { StoredFacts } from '../../archive/stored-file.ts';
import type { Row } from '../../formats/row.ts';
import { findUnknownColumns } from '../../formats/unknown-columns.ts';
import { StorageError } from '../../notices/errors.ts';
import { rowPrivacy } from '../../privacy/row-privacy.ts';
import type { RowSorter } from '../../spool/row-spool.ts';
import type { DatedExport } from '../job/dated-export.ts';
import { isUnread, type PeriodWork } from '../job/period-work.ts';
import type { RowMerge } from './row-merge.ts';

/**
 * Reads what is stored of the period, each partition from the file that keeps most.
 * @param onGoing gets each row of the period that does not stay by itself.
 * @returns what the files that were read hold, by path.
 */
export async function readStored(
  job: DatedExport,
  work: PeriodWork,
  stored: RowSorter,
  paths: string[],
  onGoing: (value: Record<string, unknown>) => void = () => {},
): Promise<Map<string, StoredFacts>> {
  const found = new Map<string, StoredFacts>();
  if (job.context.access.writeOnly) return found;
  const { period } = work;
  const privacy = rowPrivacy(job.resource, job.selection.options.privacy);
  const there = paths.filter((path) => job.state.files?.has(path) ?? true);
  for (const alternatives of filesByStem(there).values()) {
    while (alternatives.length > 0) {
      const path = mostFaithful(alternatives) as string;
      const batch: Row[] = [];
      const facts = await openArchive(job.context.destination).rows(job.resource, path, async (found) => {
        const given = job.contract?.stored(found) ?? found;
        const { row, value } = privacy?.stored(given) ?? given;
        const seconds = job.timeOf(value);
        // Left out, it would be gone from the file that is written next.
        if (seconds === undefined) throw new StorageError('stored-file-damaged', 'a row in it has no time');
        if (seconds < period.from || seconds >= period.to) return;
        const stays = job.keeps(value) || isUnread(work, seconds) || work.lastKnown?.has(job.keyOf(value, ''));
        if (!stays) {
          onGoing(value);
          return;
        }
        batch.push({ ...row, key: job.keyOf(value, row.json) });
        if (batch.length >= 500) await stored.add(batch.splice(0));
      });
      await stored.add(batch);
      if (facts !== undefined) {
        found.set(path, facts);
        break;
      }
      alternatives.splice(alternatives.indexOf(path), 1);
    }
  }
  return found;
}

/** Files that differ in their ending alone hold the same rows in several formats: paths by what they have in common. */
export function filesByStem(paths: string[]): Map<string, string[]> {
  const files = new Map<string, string[]>();
  for (const path of new Set(paths)) {
    files.set(stemOf(path), [...(files.get(stemOf(path)) ?? []), path]);
  }
  return files;
}

/** Counts the stored rows that the API did not give again, and notes the unknown columns they hold. */
export async function countKept(
  job: DatedExport,
  work: PeriodWork,
  stored: RowSorter,
  rowMerge: RowMerge,
): Promise<{ rows: number; cells: number }> {
  const kept = { rows: 0, cells: 0 };
  const note = (row: Row, stream: number, isShared: boolean) => {
    if (stream !== 0) return;
    findUnknownColumns(row, job.resource, work.unknownColumns);
    // The stored version may be the fuller one of an event that the API still gives.
    if (isShared) return;
    kept.rows += 1;
    if (row.form === 'cells') kept.cells += 1;
  };
  for await (const _batch of rowMerge.merge([stored.sorted(), work.sorter.sorted()], note));
  return kept;
}
