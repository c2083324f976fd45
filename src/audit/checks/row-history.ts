import { groupBy } from '../../text/group-by.ts';
import type { AuditData, Cells } from '../audit-data.ts';
import { isArchived, projectsById, rowsOf } from './stored.ts';

/** A change of one row, with the whole row before and after. */
export interface RowChange {
  /** UTC day on which it was noticed. */
  day: string;
  /** Undefined if the row was added. */
  before: Cells | undefined;
  /** Undefined if the row was removed. */
  after: Cells | undefined;
}

/** What became of one row in the days that are looked at. */
export interface RowHistory {
  /** The ids that identify the row. */
  key: Cells;
  /** The row as it is stored now; undefined if it is gone. */
  now: Cells | undefined;
  /** Oldest first. */
  changes: readonly RowChange[];
}

/**
 * Returns the history of every row of a resource that changed. The change log holds only the fields that differ; the rest is
 * found by taking the changes back, the newest first, from the row as it is now.
 */
export function rowHistories(data: AuditData, resource: string): RowHistory[] {
  const entries = data.changes.entries.filter((entry) => entry.resource === resource);
  if (entries.length === 0) return [];
  const names = Object.keys(entries[0]?.key ?? {});
  const textOf = (row: Cells) => JSON.stringify(names.map((name) => row[name] ?? null));
  const current = new Map(rowsOf(data, resource).map((row) => [textOf(row), row]));
  const byRow = groupBy(entries, (entry) => textOf(entry.key));
  return [...byRow].map(([text, changes]) => {
    const now = current.get(text);
    let row = now;
    const steps: RowChange[] = [];
    for (const entry of changes.toReversed()) {
      const after =
        entry.change === 'removed' ? undefined : entry.change === 'added' ? entry.after : { ...row, ...entry.after };
      const before =
        entry.change === 'added' ? undefined : entry.change === 'removed' ? entry.before : earlier(after, entry);
      steps.push({ day: entry.day, before, after });
      row = before;
    }
    return { key: changes[0]?.key ?? {}, now, changes: steps.reverse() };
  });
}

/** Returns the row before a change: fields that came with it were not there. */
function earlier(after: Cells | undefined, change: { before: Cells; after: Cells }): Cells {
  const row: Record<string, string | null> = { ...after };
  for (const name of Object.keys(change.after)) row[name] = null;
  return { ...row, ...change.before };
}

/** Returns the histories of the rows of projects that are in use. */
export function projectHistories(data: AuditData, resource: string): RowHistory[] {
  const projects = projectsById(data);
  return rowHistories(data, resource).filter(({ key }) => {
    const project = projects.get(key.project_id ?? '');
    return project === undefined || !isArchived(project);
  });
}
