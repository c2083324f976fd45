import type { AuditData, Cells } from '../audit/audit-data.ts';
import { type AccessBook, addWay, openAccountRow } from './access-book.ts';
import { ORGANIZATION } from './access-row.ts';
import { rowsOf, textOf } from './stored-rows.ts';

/** What a group gives its members at one place. */
interface GroupGrant {
  groupId: string;
  place: string;
  roles: string[];
  /** When the group was given it; the API does not say since when a member is in the group. */
  since: string;
}

/** Adds what people have by the groups they are in; a group that gives nothing adds nothing. */
export function addGroupAccess(book: AccessBook, data: AuditData): void {
  const members = new Map<string, string[]>();
  for (const member of rowsOf(data, 'group_users')) {
    const groupId = textOf(member, 'group_id');
    const ids = members.get(groupId) ?? [];
    ids.push(textOf(member, 'id'));
    members.set(groupId, ids);
  }
  for (const { groupId, place, roles, since } of grants(data)) {
    const way = { ...groupWay(book, groupId), roles, ...(since !== '' && { since }), dated: false };
    for (const id of members.get(groupId) ?? []) addWay(openAccountRow(book, id, place), way);
  }
}

/** Returns the name of a way by a group. */
export function groupWay(book: AccessBook, groupId: string): { key: string; how: string } {
  const group = book.directory.groups.get(groupId);
  return { key: `group:${groupId}`, how: `by ${group?.isScimManaged ? 'SCIM ' : ''}group ${group?.name || groupId}` };
}

function grants(data: AuditData): Iterable<GroupGrant> {
  const found = new Map<string, GroupGrant>();
  const open = (row: Cells, place: string): GroupGrant => {
    const groupId = textOf(row, 'group_id');
    const grant = found.get(`${groupId}@${place}`) ?? { groupId, place, roles: [], since: '' };
    found.set(`${groupId}@${place}`, grant);
    return grant;
  };
  for (const row of rowsOf(data, 'project_groups')) {
    open(row, textOf(row, 'project_id')).since = textOf(row, 'created_at');
  }
  for (const row of rowsOf(data, 'group_roles')) open(row, ORGANIZATION).roles.push(textOf(row, 'name'));
  for (const row of rowsOf(data, 'project_group_roles')) {
    open(row, textOf(row, 'project_id')).roles.push(textOf(row, 'name'));
  }
  return found.values();
}
