import type { AuditData, AuditSnapshot, Cells } from '../audit/audit-data.ts';

/** Returns a resource's snapshot; for `users` also what was exported under the API's older name. */
export function snapshotOf(data: AuditData, resource: string): AuditSnapshot | undefined {
  return (
    data.snapshots.get(resource) ?? (resource === 'users' ? data.snapshots.get('organization_members') : undefined)
  );
}

/** Returns a resource's rows; none if it was not exported. */
export function rowsOf(data: AuditData, resource: string): readonly Cells[] {
  return snapshotOf(data, resource)?.rows ?? [];
}

/** Returns a cell, or an empty text. */
export function textOf(row: Cells | undefined, column: string): string {
  return row?.[column] ?? '';
}

/** Returns the objects of a column of JSON text; none if it holds anything but a list. */
export function objectsOf(row: Cells, column: string): Record<string, unknown>[] {
  let list: unknown;
  try {
    list = JSON.parse(textOf(row, column) || '[]');
  } catch {
    // A redacted or hashed column is no JSON any more: what it held is unknown.
    return [];
  }
  return Array.isArray(list) ? list.filter((entry) => typeof entry === 'object' && entry !== null) : [];
}
