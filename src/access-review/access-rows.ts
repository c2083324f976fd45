import type { AuditData } from '../audit/audit-data.ts';
import type { Finding } from '../audit/check.ts';
import { byCodeUnits } from '../text/order.ts';
import type { AccessBook } from './access-book.ts';
import { type AccessRow, compareAccess, type Population } from './access-row.ts';
import { addAssignedRoles } from './assigned-roles.ts';
import { type Directory, readDirectory } from './directory.ts';
import { addFederationRules } from './federation-rules.ts';
import { addGroupAccess } from './group-access.ts';
import { addKeys } from './key-access.ts';
import { addMembers, addPendingInvites } from './memberships.ts';
import { missingResources } from './missing-resources.ts';
import { attachFindings } from './row-findings.ts';

/**
 * Returns everybody and everything that has access, a row for each person, service account, pending invite, key or federation
 * rule at each place, and what is missing from it. Works with what was exported; archived projects, which nobody can use, are left out.
 */
export function accessRows(data: AuditData, findings: readonly Finding[]): Population {
  const book: AccessBook = { directory: readDirectory(data), rows: new Map(), accepted: new Map() };
  addMembers(book, data);
  addPendingInvites(book, data);
  addGroupAccess(book, data);
  addAssignedRoles(book, data);
  addKeys(book, data);
  addFederationRules(book, data);
  const rows = [...book.rows.values()].sort((a, b) => compareAccess(a.access, b.access));
  for (const row of rows) settleWays(row, book.directory);
  attachFindings(rows, findings);
  return { rows, missing: missingResources(data), accepted: book.accepted };
}

/**
 * Nobody had access before they were a member of the organisation: someone who left and came back has new access. What a
 * member has in the organisation itself is as old as the membership.
 */
function settleWays(row: AccessRow, { accounts }: Directory): void {
  row.ways.sort((a, b) => Number(a.key !== 'direct') - Number(b.key !== 'direct') || byCodeUnits(a.how, b.how));
  const memberSince = row.access.startsWith('user:') ? (accounts.get(row.id)?.memberSince ?? '') : '';
  if (memberSince === '') return;
  for (const way of row.ways) {
    if (row.projectId === '') way.dated = true;
    if ((way.since ?? '') < memberSince) way.since = memberSince;
  }
}
