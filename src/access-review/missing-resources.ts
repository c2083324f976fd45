import type { AuditData } from '../audit/audit-data.ts';
import { snapshotOf } from './stored-rows.ts';

interface Needed {
  resource: string;
  /** What the review lacks without it. */
  what: string;
  /** Without rows of this one there is nothing to lack. */
  below?: string;
  /** True for what many organisations do not have: that it was never exported is nothing to point out. */
  isRare?: true;
}

const needed: readonly Needed[] = [
  { resource: 'users', what: 'members of the organisation' },
  { resource: 'invites', what: 'pending invites, and who came by invite' },
  { resource: 'user_roles', what: 'roles assigned to members', below: 'users' },
  { resource: 'groups', what: 'names of groups' },
  { resource: 'group_users', what: 'people who have access by a group', below: 'groups' },
  { resource: 'group_roles', what: 'roles that groups give in the organisation', below: 'groups' },
  { resource: 'projects', what: 'names of projects, and which are archived' },
  { resource: 'project_users', what: 'members of projects', below: 'projects' },
  { resource: 'project_user_roles', what: 'roles assigned in projects', below: 'projects' },
  { resource: 'project_service_accounts', what: 'service accounts of projects', below: 'projects' },
  { resource: 'project_groups', what: 'access to projects by groups', below: 'groups' },
  { resource: 'project_group_roles', what: 'roles that groups give in projects', below: 'groups' },
  { resource: 'admin_api_keys', what: 'admin keys' },
  { resource: 'project_api_keys', what: 'keys of projects', below: 'projects' },
  { resource: 'workload_identity_federation_rules', what: 'access by tokens of other systems', isRare: true },
];

/** Returns whether a resource was exported, and all of it is from the last read. */
export function isComplete(data: AuditData, resource: string): boolean {
  return snapshotOf(data, resource)?.complete === true;
}

/** Returns a sentence for each resource without which the population is not known completely. */
export function missingResources(data: AuditData): string[] {
  return needed.flatMap(({ resource, what, below, isRare }) => {
    const snapshot = snapshotOf(data, resource);
    if (snapshot?.complete) return [];
    if (snapshot) return [`${resource} was not read completely: ${what} may be out of date.`];
    if (isRare) return [];
    if (below && isComplete(data, below) && snapshotOf(data, below)?.rows.length === 0) return [];
    return [`${resource} was never exported here: ${what} are not in the list.`];
  });
}
