import { firstFrom } from '../../archive/entry-index.ts';
import type { PartitionBy } from '../../archive/periods.ts';
import { type Period, periodStart } from '../../archive/periods.ts';
import type { Choose } from '../../spool/merge-sorted.ts';
import type { RowSorter, RowSpool } from '../../spool/row-spool.ts';
import type { ContractViolations } from './contract-violations.ts';

/** One partition that is being read. */
export interface PeriodWork {
  period: Period;
  sorter: RowSorter;
  /** Windows that overlap it and have not been read to their end. */
  outstanding: number;
  failed: boolean;
  /** True if an answer held rows that were not asked for: what it lacks is not known to be gone. */
  isPartial: boolean;
  /** Starts of the buckets that came with rows, Unix seconds. Of a partition that is partial, what is stored of the others stays. */
  starts: Set<number>;
  /** True if almost nothing of it came, and almost nothing of all the partitions that were read with it. */
  isEmptiedWithOthers?: boolean;
  /** True if what was read is not believed yet. */
  isDoubted?: boolean;
  /** Fields that the catalogue does not know. */
  unknownColumns: Set<string>;
  /** Rows that hold what their contract does not let in; absent if there are none. */
  violations?: ContractViolations;
  /** Keys of stored rows to keep because their replacements were discarded. */
  lastKnown?: ReadonlySet<string>;
  /** Dimensions (or `tenant_only`) that the API refused somewhere in the period. */
  refused: Set<string>;
}

/** The partitions of one resource that a run reads, by time. */
export interface PeriodBoard {
  all: PeriodWork[];
  /** The partition that holds this second, if it is one of those to read. */
  at(seconds: number): PeriodWork | undefined;
  /** Notes that these windows are to be read. */
  open(windows: Period[]): void;
  /** Notes that a window was read to its end (or given up); returns the partitions that are complete with it. */
  close(window: Period): PeriodWork[];
  /** Notes that a window could not be read: its partitions will not be whole. */
  fail(window: Period): void;
  /** Notes that an answer for this window held what was not asked for: what it lacks is not known to be gone. */
  doubt(window: Period): void;
  /** Notes that this window is not read because the answers before it were doubtful: what came of its partitions is kept. */
  leaveUnread(window: Period): void;
  /** The partitions that overlap this window. */
  overlapping(window: Period): PeriodWork[];
}

/** Returns true for a time that got no rows because an answer held rows of other times. */
export function isUnread({ isPartial, starts }: PeriodWork, seconds: number): boolean {
  return isPartial && !starts.has(seconds);
}

/** Returns a board of these partitions with nothing read yet. */
export function createBoard(
  periods: Period[],
  by: PartitionBy,
  spool: RowSpool,
  sorting: { unique: boolean | Choose },
): PeriodBoard {
  const all = periods.map(
    (period): PeriodWork => ({
      period,
      sorter: spool.sorter(sorting),
      outstanding: 0,
      failed: false,
      isPartial: false,
      starts: new Set(),
      unknownColumns: new Set(),
      refused: new Set(),
    }),
  );
  const byStart = new Map(all.map((work) => [work.period.from, work]));
  const starts = all.map(({ period }) => period);
  const overlapping = (window: Period) => {
    // Periods come in order and do not overlap: the one before the first that begins in the window may reach into it.
    const first = firstFrom(starts, window.from);
    const end = firstFrom(starts, window.to);
    const before = starts[first - 1];
    return all.slice(before && before.to > window.from ? first - 1 : first, end);
  };
  return {
    all,
    overlapping,
    at: (seconds) => byStart.get(periodStart(seconds, by)),
    open(windows) {
      for (const window of windows) for (const work of overlapping(window)) work.outstanding += 1;
    },
    fail(window) {
      for (const work of overlapping(window)) work.failed = true;
    },
    doubt(window) {
      for (const work of overlapping(window)) work.isPartial = true;
    },
    leaveUnread(window) {
      for (const work of overlapping(window)) {
        if (work.sorter.count > 0) work.isPartial = true;
        else work.failed = true;
      }
    },
    close(window) {
      const works = overlapping(window);
      for (const work of works) work.outstanding -= 1;
      return works.filter((work) => work.outstanding === 0);
    },
  };
}
