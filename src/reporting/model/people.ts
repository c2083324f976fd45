import type { AuditData } from '../../audit/audit-data.ts';
import type { ReportModel } from './model.ts';

/** Returns how many people there are by role and state; undefined where users are not stored. */
export function buildPeople({ snapshots }: AuditData): ReportModel['people'] {
  const users = (snapshots.get('users') ?? snapshots.get('organization_members'))?.rows;
  if (!users) return undefined;
  const people = users.filter((user) => user.is_service_account !== 'true');
  const invites = snapshots.get('invites')?.rows;
  const accounts = snapshots.get('project_service_accounts')?.rows;
  return {
    members: people.length,
    owners: people.filter(({ role }) => role === 'owner').length,
    ...(invites && { pendingInvites: invites.filter(({ status }) => status === 'pending').length }),
    ...(accounts && { serviceAccounts: accounts.length }),
  };
}
