import type { AuditData, Cells } from '../audit/audit-data.ts';
import { type AccessBook, addWay, openAccountRow } from './access-book.ts';
import { type AccessRow, ORGANIZATION } from './access-row.ts';
import { groupWay } from './group-access.ts';
import { objectsOf, rowsOf, textOf } from './stored-rows.ts';

/** Adds the roles that members were assigned, in the organisation and in projects. */
export function addAssignedRoles(book: AccessBook, data: AuditData): void {
  for (const role of rowsOf(data, 'user_roles')) addRole(book, role, ORGANIZATION);
  for (const role of rowsOf(data, 'project_user_roles')) addRole(book, role, textOf(role, 'project_id'));
}

/**
 * The API also lists what a member inherits, and names the principals that it comes from where it knows them. Its
 * `created_at` is the role's, not the assignment's. A role without a membership is a way of its own.
 */
function addRole(book: AccessBook, assigned: Cells, place: string): void {
  const row = openAccountRow(book, textOf(assigned, 'user_id'), place);
  if (!row) return;
  const role = textOf(assigned, 'name');
  const sources = objectsOf(assigned, 'assignment_sources');
  const groups = sources.filter(({ principal_type: type }) => String(type).includes('group'));
  const isOwn = sources.length > 0 ? groups.length < sources.length : !isInherited(row, role);
  if (isOwn) addWay(row, { key: 'direct', how: 'role assigned', roles: [role], dated: false });
  for (const { principal_id: id } of groups)
    addWay(row, { ...groupWay(book, String(id)), roles: [role], dated: false });
}

/** Returns whether a role without named sources is one that a group gives to somebody who has access by groups alone. */
function isInherited({ ways }: AccessRow, role: string): boolean {
  if (ways.some(({ key }) => key === 'direct')) return false;
  return ways.some(({ roles }) => roles.some((other) => other.toLowerCase() === role.toLowerCase()));
}
