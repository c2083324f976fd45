import { isPermanent } from '../../catalogue/kinds.ts';
import type { Row } from '../../formats/row.ts';
import { mergeSorted } from '../../spool/merge-sorted.ts';
import type { RowSorter } from '../../spool/row-spool.ts';
import type { DatedExport } from '../job/dated-export.ts';
import type { PeriodWork } from '../job/period-work.ts';
import { eventVersions } from './event-versions.ts';
import { publishRevisions } from './revisions.ts';

/** Merges the rows of one partition: what is stored with what was read, or what was read alone. */
export interface RowMerge {
  /**
   * Merges streams of rows, what is stored first. Of an event that came in several versions it gives one.
   * @param onRow as for `mergeSorted`.
   */
  merge(
    streams: AsyncIterable<Row[]>[],
    onRow?: (row: Row, stream: number, isShared: boolean) => void,
  ): AsyncGenerator<Row[]>;
  /** Keeps the versions of events that the merged rows do not hold, below `_revisions/`; to be called after merging. */
  keepRevisions(): Promise<void>;
  discard(): Promise<void>;
}

/**
 * Returns the merge for a partition. Buckets are restated, so that all rows count; of events, the richest
 * version, and of contradicting ones the first stored.
 */
export function createRowMerge(job: DatedExport, work: PeriodWork): RowMerge {
  if (!isPermanent(job.resource)) {
    return {
      merge: (streams, onRow) => mergeSorted(streams, false, onRow),
      keepRevisions: async () => {},
      discard: async () => {},
    };
  }
  let others: RowSorter | undefined;
  const left: Row[] = [];
  const choose = eventVersions(job, (row) => left.push(row));

  async function* merge(
    streams: AsyncIterable<Row[]>[],
    onRow?: (row: Row, stream: number, isShared: boolean) => void,
  ): AsyncGenerator<Row[]> {
    for await (const batch of mergeSorted(streams, choose, onRow)) {
      await putAside();
      yield batch;
    }
    await putAside();
  }

  /** By key and text: merging twice, for two formats, sets the same rows aside. */
  async function putAside(): Promise<void> {
    if (left.length === 0) return;
    others ??= job.context.spool.sorter({ unique: true });
    await others.add(left.splice(0).map((row) => ({ ...row, key: `${row.key}\0${row.json}` })));
  }

  return {
    merge,
    async keepRevisions() {
      if (others) await publishRevisions(job, work.period, others);
    },
    async discard() {
      await others?.discard();
    },
  };
}
