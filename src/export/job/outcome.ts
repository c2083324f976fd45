import type { ManifestChange } from '../../archive/merge.ts';
import type { Message } from '../../notices/notice.ts';
import { addDiscarded, type Discarded } from '../../schema/discarded.ts';
import type { SchemaOptions } from '../../schema/schema-options.ts';
import type { ChangedPartitions } from './changed-partitions.ts';

/** Rows that hold text which readers refuse: NUL, or half of a surrogate pair. */
export interface RefusedRows {
  rows: number;
  /** The first of them: the file, and which row of it, from 1 on. In JSONL, that is the line. */
  path: string;
  row: number;
}

/** What was written, counted as it happens. */
export interface Tally {
  /** Rows read from the API. */
  records: number;
  /** Rows in the files that were written, each once, however many formats it went to. */
  rows: number;
  /** Files whose content was written this run, and their uncompressed bytes. */
  files: number;
  bytes: number;
  /** Files that were removed. */
  removed: number;
  /** Entries of the change log. */
  changes: number;
  /** Rows with text that readers refuse; absent if there are none. */
  refused?: RefusedRows;
}

/** What became of one resource. */
export interface Outcome {
  resource: string;
  /** `stopped`: the run ended before it was read to its end; the next one carries on. */
  status: 'ok' | 'failed' | 'skipped' | 'stopped';
  tally: Tally;
  /** What could not be read, each with its remedy. */
  problems: Message[];
  /** What to lay over the manifest; absent if nothing was read. */
  change?: ManifestChange;
  /** Rows stored earlier that the API no longer serves, or whose parent could not be read. */
  kept: number;
  /** Of a snapshot of which some parents were not asked for: how many were read, how many were left, and the stored rows of these. */
  partly?: { read: number; left: number; rows: number };
  /** UTC days: `every` leaves the snapshot as it was read on the one, until the other. */
  leftAsRead?: { readOn: string; dueOn: string };
  /** The data is complete up to this second (Unix). */
  dataUntil?: number;
  /** Versions of events that contradict what is stored, newly kept below `_revisions/`; absent if there are none. */
  revised?: number;
  /** Types of audit events that this release does not know. */
  unknownTypes: Set<string>;
  /** True if the run ended before everything was read. */
  isStopped?: true;
  /** What `on-schema-change` has left out; absent if nothing was. */
  discarded?: Discarded & { mode: 'discard-columns' | 'discard-rows' };
  /** Days of the first and last period read, for the summary. */
  range?: { from: number; to: number };
  /** Partitions with other content than before; absent if nothing was read. */
  partitions?: ChangedPartitions;
  /** First second that the API still has, where `start-date: earliest` asked for it (Unix). */
  historyFrom?: number;
  /** Why it was skipped, with the remedy. */
  skippedBecause?: Message;
}

/** Counts what a partition lost by `on-schema-change`. */
export function countDiscarded(outcome: Outcome, mode: SchemaOptions['mode'], more: Discarded | undefined): void {
  if (more && mode !== 'freeze') outcome.discarded = { mode, ...addDiscarded(outcome.discarded, more) };
}

/** Returns a tally of nothing. */
export function newTally(): Tally {
  return { records: 0, rows: 0, files: 0, bytes: 0, removed: 0, changes: 0 };
}
