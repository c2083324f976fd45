import type { ResourceNotice } from '../notices/notice-groups.ts';
/** A row in the table form: texts by column of the catalogue, times as ISO 8601 UTC; null if the field is null or absent. */
export type Cells = Readonly<Record<string, string | null>>;

/** A snapshot as it is stored now. */
export interface AuditSnapshot {
  rows: readonly Cells[];
  /** False if rows of some parents were kept from an earlier read, or the last read failed: the rows may be out of date. */
  complete: boolean;
}

/** One entry of the change log. */
export interface Change {
  resource: string;
  change: 'added' | 'removed' | 'changed';
  /** UTC day on which it was noticed: `2026-11-22`. */
  day: string;
  /** The fields that identify the row: its parents' ids and its key. */
  key: Cells;
  /** The row before: all of it where it was removed, the fields that differ where it changed, empty if it was added. */
  before: Cells;
  /** The row after: all of it where it was added, the fields that differ where it changed, empty if it was removed. */
  after: Cells;
}

/** What one project was charged for one line item on one UTC day. */
export interface DailyCost {
  /** `2026-11-22`. */
  day: string;
  /** Null where the API names none: it cannot be allocated. */
  project: string | null;
  lineItem: string | null;
  /** In US dollars, or whatever `AuditData.costs.currency` says. */
  amount: number;
}

/** Stored rows of which a read gave almost none, and which therefore stay until a later day says the same. */
export interface DoubtedData {
  resource: string;
  /** Absent for a snapshot. */
  period?: string;
  /** Rows that are stored. */
  stored: number;
  /** Rows that came. */
  received: number;
  /** UTC day of the first such read. */
  since: string;
}

/** What the checks and the report look at: what is stored at the destination after the export, as far as it could be read. */
export interface AuditData {
  /** The run's now, Unix seconds. Ages are counted in whole UTC days, so that a day's runs agree. */
  now: number;
  /** By resource; one that was never exported here is missing. */
  snapshots: ReadonlyMap<string, AuditSnapshot>;
  /** The change log of the last days, oldest first. */
  changes: {
    /** First UTC day that was looked at. */
    since: string;
    entries: readonly Change[];
    /** Resources that could have had entries: those with a snapshot before this run. */
    resources: ReadonlySet<string>;
  };
  /** Absent if audit logs were never exported here. */
  events?: {
    /** First UTC day that was looked at. */
    since: string;
    /** False if the last read failed or left gaps in the days looked at. */
    complete: boolean;
    /** False if the key could not read the events of the tenant (`tenant.*`). */
    tenant?: boolean;
    /** Events of the types that checks ask for, oldest first. */
    entries: readonly Cells[];
    /** ISO 8601 time of the newest event of any type; undefined if none is stored. */
    newest?: string;
    /** How many events of any type there were, by type, UTC hour of the day, and UTC day. */
    counts: { byType: ReadonlyMap<string, number>; byHour: readonly number[]; byDay: ReadonlyMap<string, number> };
  };
  /** Absent if costs were never exported here. */
  costs?: {
    /** UTC days that were read, `[from, to)` as day names: a day inside without rows cost nothing. */
    covered: readonly (readonly [from: string, to: string])[];
    /** False if the last read failed. */
    complete: boolean;
    currency: string;
    daily: readonly DailyCost[];
  };
  /** UTC days up to which each dated resource's data is complete (exclusive), where known. */
  dataUntil: ReadonlyMap<string, string>;
  /** What is stored although the last reads of it were suddenly empty; absent for none. */
  doubted?: readonly DoubtedData[];
  /** What could not be read back, a sentence each: its resource counts as incomplete. */
  problems?: readonly ResourceNotice[];
}
