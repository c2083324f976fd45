import type { AuditData, Cells } from '../audit/audit-data.ts';
import { type AccessBook, addWay, openRow } from './access-book.ts';
import { accessName, ORGANIZATION } from './access-row.ts';
import { rowsOf, textOf } from './stored-rows.ts';

/** Adds admin keys and the keys of projects; a key gives its owner's members of a project their last use, too. */
export function addKeys(book: AccessBook, data: AuditData): void {
  for (const key of rowsOf(data, 'admin_api_keys')) {
    const owner = { id: textOf(key, 'owner__id'), name: textOf(key, 'owner__name'), role: textOf(key, 'owner__role') };
    addKey(book, 'admin key', key, ORGANIZATION, owner);
  }
  for (const key of rowsOf(data, 'project_api_keys')) {
    const place = textOf(key, 'project_id');
    const owner = projectOwner(key);
    addKey(book, 'project key', key, place, owner);
    const member = book.rows.get(accessName('user', owner.id, place));
    const used = textOf(key, 'last_used_at');
    if (member && used > member.lastUsedAt) member.lastUsedAt = used;
  }
}

interface Owner {
  id: string;
  name: string;
  role: string;
}

function projectOwner(key: Cells): Owner {
  const person = textOf(key, 'owner__user__id') !== '';
  const cell = (field: string) => textOf(key, person ? `owner__user__${field}` : `owner__service_account__${field}`);
  return { id: cell('id'), name: cell('name') || (person ? cell('email') : ''), role: cell('role') };
}

function addKey(book: AccessBook, kind: 'admin key' | 'project key', key: Cells, place: string, owner: Owner): void {
  const row = openRow(book, { prefix: 'key', kind, id: textOf(key, 'id'), name: textOf(key, 'name') }, place);
  if (!row) return;
  const created = textOf(key, 'created_at');
  row.addedAt = created;
  row.lastUsedAt = textOf(key, 'last_used_at');
  row.owner = owner.name === '' ? owner.id : `${owner.name} (${owner.id})`;
  // https://platform.openai.com/docs/api-reference/project-api-keys: a key can outlive its owner's access.
  const how = key.owner_project_access === 'inactive' ? 'by its owner, who has lost access' : 'by its owner';
  const since = created !== '' && { since: created };
  addWay(row, { key: 'direct', how, roles: [owner.role], ...since, dated: created !== '' });
}
