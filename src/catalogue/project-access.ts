import { entry, list } from './declare.ts';
import { projects } from './projects.ts';

/** Who is in each project. */
export const projectUsers = list({
  name: 'project_users',
  path: '/organization/projects/{project_id}/users',
  under: projects,
  pagination: 'last_id',
  columns: 'object id name:text:name email:text:email role added_at:time',
});

/** One member of a project. */
export const projectUser = entry(projectUsers, { name: 'project_user', idParameter: 'user_id' });

/** Service accounts of each project. */
export const projectServiceAccounts = list({
  name: 'project_service_accounts',
  path: '/organization/projects/{project_id}/service_accounts',
  under: projects,
  pagination: 'last_id',
  columns: 'object id name role created_at:time',
});

/** One service account. */
export const projectServiceAccount = entry(projectServiceAccounts, {
  name: 'project_service_account',
  idParameter: 'service_account_id',
});

/** Groups that have access to each project. */
export const projectGroups = list({
  name: 'project_groups',
  path: '/organization/projects/{project_id}/groups',
  under: projects,
  pagination: 'next',
  key: 'group_id',
  columns: 'object project_id group_id group_name group_type created_at:time',
});

/** One group's access to a project; the API searches only groups of the given type. */
export const projectGroup = entry(projectGroups, {
  name: 'project_group',
  idParameter: 'group_id',
  queryFromRow: { group_type: 'group_type' },
});
