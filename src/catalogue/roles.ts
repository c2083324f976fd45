import { groups, users } from './access.ts';
import { entry, list } from './declare.ts';
import { projectGroups, projectUsers } from './project-access.ts';
import { projects } from './projects.ts';
import type { SnapshotResource } from './resource.ts';

/** Every list of roles and of assignments takes pages of this size. */
const pageSize = 1000;

const roleColumns = 'object id name description permissions:json resource_type predefined_role:boolean';

const assignedRoleColumns = `
  id name permissions:json resource_type predefined_role:boolean description created_at:time updated_at:time created_by
  created_by_user_obj:json:person metadata:json assignment_sources:json
`;

function assignments(name: string, path: string, under: SnapshotResource): SnapshotResource {
  return list({ name, path, under, pagination: 'next', pageSize, columns: assignedRoleColumns });
}

/** Roles of the organisation. */
export const roles = list({
  name: 'roles',
  path: '/organization/roles',
  pagination: 'next',
  pageSize,
  columns: roleColumns,
});

/** One role of the organisation. */
export const role = entry(roles, { name: 'role', idParameter: 'role_id' });

/** Roles of each project. */
export const projectRoles = list({
  name: 'project_roles',
  path: '/projects/{project_id}/roles',
  under: projects,
  pagination: 'next',
  pageSize,
  columns: roleColumns,
});

/** One role of a project. */
export const projectRole = entry(projectRoles, { name: 'project_role', idParameter: 'role_id' });

/** Organisation roles that each member has. */
export const userRoles = assignments('user_roles', '/organization/users/{user_id}/roles', users);

/** One role that a member has. */
export const userRole = entry(userRoles, { name: 'user_role', idParameter: 'role_id' });

/** Organisation roles that each group has. */
export const groupRoles = assignments('group_roles', '/organization/groups/{group_id}/roles', groups);

/** One role that a group has. */
export const groupRole = entry(groupRoles, { name: 'group_role', idParameter: 'role_id' });

/** Project roles that each member has in each project. */
export const projectUserRoles = assignments(
  'project_user_roles',
  '/projects/{project_id}/users/{user_id}/roles',
  projectUsers,
);

/** One role that a member has in a project. */
export const projectUserRole = entry(projectUserRoles, { name: 'project_user_role', idParameter: 'role_id' });

/** Project roles that each group has in each project. */
export const projectGroupRoles = assignments(
  'project_group_roles',
  '/projects/{project_id}/groups/{group_id}/roles',
  projectGroups,
);

/** One role that a group has in a project. */
export const projectGroupRole = entry(projectGroupRoles, { name: 'project_group_role', idParameter: 'role_id' });
