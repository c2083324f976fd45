import { storedResource } from '../../archive/stored-resource.ts';
import type { AuditData, Change } from '../../audit/audit-data.ts';

interface Copied {
  /** Resource that has the change itself. */
  from: string;
  fields: ReadonlySet<string>;
}

const person: Copied = { from: 'users', fields: new Set(['name', 'email', 'user__name', 'user__email']) };
const assignedRole = (from: string): Copied => ({
  from,
  fields: new Set(['name', 'permissions', 'description', 'resource_type', 'predefined_role', 'updated_at', 'metadata']),
});

/** Fields that a row repeats of another one: when a person is renamed or a role widened, each of these rows differs too. */
const copies: Readonly<Record<string, Copied>> = {
  project_users: person,
  group_users: person,
  admin_api_keys: { from: 'users', fields: new Set(['owner__name', 'owner__role']) },
  project_api_keys: {
    from: 'users',
    fields: new Set(['owner__user__name', 'owner__user__email', 'owner__user__role', 'owner__service_account__role']),
  },
  project_groups: { from: 'groups', fields: new Set(['group_name']) },
  user_roles: assignedRole('roles'),
  group_roles: assignedRole('roles'),
  project_user_roles: assignedRole('project_roles'),
  project_group_roles: assignedRole('project_roles'),
};

/** Returns true for a change that another resource has as well: of repeated fields, or of the same thing read one by one. */
export function isRepeated({ resource, change, before, after }: Change, { snapshots, changes }: AuditData): boolean {
  const list = listOfEntry(resource);
  if (list !== resource && snapshots.has(list)) return true;
  const copied = Object.hasOwn(copies, resource) ? copies[resource] : undefined;
  if (change !== 'changed' || !copied || !changes.resources.has(copied.from)) return false;
  return [...Object.keys(before), ...Object.keys(after)].every((field) => copied.fields.has(field));
}

/** Returns the resource whose wording fits a change: that of the list, if the row was read by itself. */
export function listOfEntry(resource: string): string {
  if (resource === 'organization_members') return 'users';
  const declared = storedResource({ resource });
  return (declared.idParameter && declared.parent?.resource) ?? resource;
}
