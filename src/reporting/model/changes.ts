import type { AuditData, Cells, Change } from '../../audit/audit-data.ts';
import { byCodeUnits } from '../../text/order.ts';
import { differences, isOnlyReordered } from './change-details.ts';
import { changeWords } from './change-subjects.ts';
import { isRepeated, listOfEntry } from './copied-fields.ts';
import { foldLeavers, isLeaver } from './leavers.ts';
import type { ChangeKind, ReportChange, ReportModel } from './model.ts';
import type { Names } from './names.ts';
import { foldProjects } from './project-life.ts';

const KINDS: readonly ChangeKind[] = ['access', 'keys', 'settings', 'other'];

/** What a report can hold; the rest is in the change log. */
export const MOST_CHANGES = 5000;

/**
 * Returns the changes for people, newest first, access before keys before settings, and how many there are of each resource. What
 * only follows from another change is part of that one.
 */
export function buildChanges(
  data: AuditData,
  names: Names,
  most = MOST_CHANGES,
): Pick<ReportModel, 'changes' | 'changeCount'> {
  const own = data.changes.entries.filter(
    (change) =>
      !isRepeated(change, data) && !(change.change === 'changed' && isOnlyReordered(change.before, change.after)),
  );
  const projects = foldProjects(own);
  const { kept, consequences: left } = foldLeavers(projects.kept);
  const consequences = new Map([...projects.consequences, ...left]);
  const rowOf = currentRows(data, kept);
  const worded = kept.map((change) => inWords(change, rowOf(change), names, consequences.get(change)));
  const rank = ({ kind }: ReportChange) => KINDS.indexOf(kind);
  const sorted = worded.sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : rank(a) - rank(b)));
  return { changes: sorted.slice(0, most), changeCount: countsOf(sorted) };
}

function inWords(change: Change, row: Cells, names: Names, consequence: string | undefined): ReportChange {
  const { resource, day, before, after } = change;
  const words = changeWords(listOfEntry(resource));
  const isProject = resource === 'projects';
  const projectId = isProject ? row.id : row.project_id;
  const project = projectId ? names.project(projectId) : undefined;
  const detail =
    change.change !== 'changed'
      ? isLeaver(change) && row.role
        ? `was ${row.role}`
        : (words.detail?.(row, names) ?? '')
      : ((isProject ? statusOf(before, after) : undefined) ??
        placed(row, names, resource, differences(before, after, row)));
  return {
    kind: words.kind,
    change: change.change,
    resource,
    day,
    subject: words.subject(row, names),
    detail: [detail, consequence].filter(Boolean).join('; '),
    ...(project && { project }),
  };
}

/** If the subject is a person, what changed needs to say where: a role in a project, not in the organisation. */
function placed(row: Cells, names: Names, resource: string, text: string): string {
  if (resource === 'project_users') return `in project ${names.project(row.project_id)}: ${text}`;
  if (resource === 'group_users') return `in group ${names.group(row.group_id)}: ${text}`;
  if (resource.endsWith('_roles') && row.name && resource !== 'project_roles') {
    return `role ${row.name}${row.project_id ? ` in project ${names.project(row.project_id)}` : ''}: ${text}`;
  }
  return text;
}

/** A project is archived by a status and a time: one fact. */
function statusOf(before: Cells, after: Cells): string | undefined {
  const fields = Object.keys({ ...before, ...after });
  if (!fields.every((field) => field === 'status' || field === 'archived_at')) return undefined;
  if (after.status === 'archived' || after.archived_at) return 'archived';
  return before.status === 'archived' || before.archived_at ? 'no longer archived' : undefined;
}

/** Finds the row that a change is of, as whole as it is known: a removed one as it was, a changed one as it is stored now. */
function currentRows({ snapshots }: AuditData, changes: readonly Change[]): (change: Change) => Cells {
  const wanted = new Map<string, string[]>();
  for (const { resource, change, key } of changes) {
    if (change === 'changed' && !wanted.has(resource)) wanted.set(resource, Object.keys(key));
  }
  const identity = (row: Cells, fields: readonly string[]) => JSON.stringify(fields.map((field) => row[field] ?? null));
  const stored = new Map<string, Map<string, Cells>>();
  for (const [resource, fields] of wanted) {
    const rows = snapshots.get(resource)?.rows ?? [];
    stored.set(resource, new Map(rows.map((row) => [identity(row, fields), row])));
  }
  return ({ resource, key, before, after }) => ({
    ...stored.get(resource)?.get(identity(key, wanted.get(resource) ?? [])),
    ...key,
    ...before,
    ...after,
  });
}

function countsOf(changes: readonly ReportChange[]): ReportModel['changeCount'] {
  const counts = new Map<string, ReportModel['changeCount'][number]>();
  for (const { kind, resource, change } of changes) {
    const count = counts.get(resource) ?? { kind, resource, added: 0, removed: 0, changed: 0 };
    counts.set(resource, count);
    count[change] += 1;
  }
  return [...counts.values()].sort(
    (a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || byCodeUnits(a.resource, b.resource),
  );
}
