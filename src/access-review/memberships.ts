import type { AuditData, Cells } from '../audit/audit-data.ts';
import { type AccessBook, addWay, openAccountRow, openRow } from './access-book.ts';
import { accessName, ORGANIZATION } from './access-row.ts';
import { objectsOf, rowsOf, textOf } from './stored-rows.ts';

/** Adds the members of the organisation, and those of each project. */
export function addMembers(book: AccessBook, data: AuditData): void {
  const invited = acceptedInvites(data);
  for (const member of rowsOf(data, 'users')) {
    const row = openAccountRow(book, textOf(member, 'id'), ORGANIZATION);
    if (!row) continue;
    row.addedAt = textOf(member, 'added_at');
    row.lastUsedAt = textOf(member, 'api_key_last_used_at');
    const isInvited = invited.get(textOf(member, 'id')) !== undefined;
    const how = member.is_scim_managed === 'true' ? 'SCIM' : isInvited ? 'by invite' : 'direct';
    addWay(row, direct(how, member, 'added_at'));
  }
  for (const member of rowsOf(data, 'project_users')) addProjectMember(book, member, 'added_at');
  for (const account of rowsOf(data, 'project_service_accounts')) addProjectMember(book, account, 'created_at');
  addAliases(book, invited);
}

function addProjectMember(book: AccessBook, member: Cells, time: string): void {
  const row = openAccountRow(book, textOf(member, 'id'), textOf(member, 'project_id'));
  if (!row) return;
  row.addedAt ||= textOf(member, time);
  addWay(row, direct('direct', member, time));
}

function direct(how: string, member: Cells, time: string) {
  const since = textOf(member, time);
  return { key: 'direct', how, roles: [textOf(member, 'role')], ...(since !== '' && { since }), dated: since !== '' };
}

/** Returns the newest accepted invite of each member, by the member's id. */
function acceptedInvites(data: AuditData): Map<string, Cells> {
  const members = new Map<string, Cells | undefined>();
  for (const member of rowsOf(data, 'users')) {
    const email = textOf(member, 'email').toLowerCase();
    // One address for several members is none: they have been redacted.
    members.set(email, members.has(email) ? undefined : member);
  }
  const invited = new Map<string, Cells>();
  for (const invite of rowsOf(data, 'invites')) {
    const email = textOf(invite, 'email').toLowerCase();
    const member = invite.status === 'accepted' && email !== '' ? members.get(email) : undefined;
    // Somebody who was there before the invite did not come by it.
    if (!member || textOf(member, 'added_at') < textOf(invite, 'created_at')) continue;
    const id = textOf(member, 'id');
    if (textOf(invited.get(id), 'created_at') <= textOf(invite, 'created_at')) invited.set(id, invite);
  }
  return invited;
}

function addAliases(book: AccessBook, invited: ReadonlyMap<string, Cells>): void {
  for (const [memberId, invite] of invited) {
    for (const { place } of placesOf(invite)) {
      const member = accessName('user', memberId, place);
      if (book.rows.has(member)) book.accepted.set(accessName('invite', textOf(invite, 'id'), place), member);
    }
  }
}

/** Adds the invites that can still be accepted, for the organisation and each project that they promise. */
export function addPendingInvites(book: AccessBook, data: AuditData): void {
  for (const invite of rowsOf(data, 'invites')) {
    if (invite.status !== 'pending') continue;
    // PostHog's connector knows the older name of the column.
    const sent = textOf(invite, 'created_at') || textOf(invite, 'invited_at');
    for (const { place, role } of placesOf(invite)) {
      const subject = { id: textOf(invite, 'id'), name: '', email: textOf(invite, 'email') };
      const row = openRow(book, { prefix: 'invite', kind: 'invite', ...subject }, place);
      if (!row) continue;
      row.addedAt = sent;
      const way = { key: 'direct', how: 'by invite, not accepted yet', roles: [role], dated: sent !== '' };
      addWay(row, { ...way, ...(sent !== '' && { since: sent }) });
    }
  }
}

function placesOf(invite: Cells): { place: string; role: string }[] {
  const projects = objectsOf(invite, 'projects').map(({ id, role }) => ({
    place: String(id ?? ''),
    role: String(role ?? ''),
  }));
  return [{ place: ORGANIZATION, role: textOf(invite, 'role') }, ...projects.filter(({ place }) => place !== '')];
}
