import type { AuditData } from '../audit/audit-data.ts';
import { accessParts, ORGANIZATION } from './access-row.ts';
import { isComplete } from './missing-resources.ts';

/**
 * Returns the resources that were not read completely and could hold a row that is not found: while there are any, it
 * cannot be assumed removed. `kind` and `via` as in the review file.
 */
export function unreadFor(data: AuditData, row: { access: string; kind: string; obtained: string }): string[] {
  const { prefix, place } = accessParts(row.access) ?? {};
  const inOrganization = place === ORGANIZATION;
  const resources: string[] = [];
  if (prefix === 'key') resources.push(inOrganization ? 'admin_api_keys' : 'project_api_keys');
  if (prefix === 'rule') resources.push('workload_identity_federation_rules');
  if (prefix === 'invite') resources.push('invites');
  if (prefix === 'user' && inOrganization) resources.push('users');
  else if (prefix === 'user') {
    resources.push(row.kind === 'service account' ? 'project_service_accounts' : 'project_users');
    if (/by (?:SCIM )?group /.test(row.obtained)) resources.push('project_groups', 'group_users');
  }
  return resources.filter((resource) => !isComplete(data, resource));
}
