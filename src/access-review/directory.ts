import type { AuditData, Cells } from '../audit/audit-data.ts';
import { rowsOf, textOf } from './stored-rows.ts';

/** What is known about a person or service account wherever it has access. */
export interface Account {
  name: string;
  email: string;
  isServiceAccount: boolean;
  /** When it became a member of the organisation; empty if it is none. */
  memberSince: string;
}

/** Who and what the rows speak of, by id. */
export interface Directory {
  accounts: ReadonlyMap<string, Account>;
  /** Names of projects that are not archived. */
  projects: ReadonlyMap<string, string>;
  archived: ReadonlySet<string>;
  groups: ReadonlyMap<string, { name: string; isScimManaged: boolean }>;
}

/** Returns who and what there is. */
export function readDirectory(data: AuditData): Directory {
  const projects = rowsOf(data, 'projects');
  const groups = new Map(rowsOf(data, 'project_groups').map((row) => [textOf(row, 'group_id'), nameless(row)]));
  for (const row of rowsOf(data, 'groups')) {
    groups.set(textOf(row, 'id'), { name: textOf(row, 'name'), isScimManaged: row.is_scim_managed === 'true' });
  }
  return {
    accounts: readAccounts(data),
    projects: new Map(
      projects.filter((row) => !isArchived(row)).map((row) => [textOf(row, 'id'), textOf(row, 'name')]),
    ),
    archived: new Set(projects.filter(isArchived).map((row) => textOf(row, 'id'))),
    groups,
  };
}

function isArchived(project: Cells): boolean {
  return project.status === 'archived' || textOf(project, 'archived_at') !== '';
}

function nameless(projectGroup: Cells): { name: string; isScimManaged: boolean } {
  return { name: textOf(projectGroup, 'group_name'), isScimManaged: false };
}

function readAccounts(data: AuditData): Map<string, Account> {
  const accounts = new Map<string, Account>();
  for (const resource of ['users', 'project_users', 'project_service_accounts', 'group_users']) {
    for (const row of rowsOf(data, resource)) {
      const id = textOf(row, 'id');
      const known = accounts.get(id);
      const isServiceAccount = resource === 'project_service_accounts' || row.is_service_account === 'true';
      accounts.set(id, {
        name: known?.name || textOf(row, 'name') || textOf(row, 'user__name'),
        email: known?.email || textOf(row, 'email') || textOf(row, 'user__email'),
        isServiceAccount: isServiceAccount || known?.isServiceAccount === true,
        memberSince: known?.memberSince || (resource === 'users' ? textOf(row, 'added_at') : ''),
      });
    }
  }
  return accounts;
}
