import type { Entry } from '../../archive/manifest.ts';
import type { RowSorter } from '../../spool/row-spool.ts';
import type { DatedExport } from '../job/dated-export.ts';
import type { PeriodWork } from '../job/period-work.ts';
import type { StoredIdentities } from './doubt-period.ts';
import type { RowMerge } from './row-merge.ts';

/** What the writing of one partition is given. */
export interface PeriodWriting {
  job: DatedExport;
  work: PeriodWork;
  /** What the manifest says of the partition's files, apart from their content. */
  facts: Partial<Entry>;
  /** Takes the stored rows that stay. */
  stored: RowSorter;
  /** Takes the stored rows that fresh ones replace: if almost none of them came again, nothing is written. */
  replaced: StoredIdentities;
  rowMerge: RowMerge;
}
