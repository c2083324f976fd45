import { DAY } from '../clock.ts';
import type { Collection, Entry } from '../collection.ts';
import type { Random } from '../random.ts';
import { thingName } from './names.ts';
import { type Generator, randomFor, type World } from './world.ts';

const PERMISSIONS = [
  'api.groups.read',
  'api.organization.read',
  'api.projects.read',
  'api.projects.write',
  'api.usage.read',
];

/** Roles of the organisation: the predefined ones and those of its own. */
export const generateRoles: Generator = (world, roles, random) => {
  if (world.size.users === 0 && world.size.customRoles === 0) return;
  addRoles(world, roles, random, 'api.organization', ['owner', 'reader']);
};

/** Roles of a project. */
export const generateProjectRoles: Generator = (world, roles, random) => {
  addRoles(world, roles, random, 'api.project', ['owner', 'member', 'viewer']);
};

function addRoles(world: World, roles: Collection, random: Random, resourceType: string, predefined: string[]): void {
  for (const name of predefined) {
    roles.add({
      row: {
        object: 'role',
        id: `role-${resourceType.replace('.', '-')}-${name}__${random.text(8)}`,
        name,
        description: `Predefined ${name} of the ${resourceType.slice(4)}`,
        permissions: PERMISSIONS.slice(0, name === 'owner' ? 5 : 2),
        resource_type: resourceType,
        predefined_role: true,
      },
    });
  }
  for (let index = 0; index < world.size.customRoles; index += 1) {
    roles.add({
      row: {
        object: 'role',
        id: `role_${random.text(20)}`,
        name: thingName(random),
        description: random.chance(0.5) ? null : 'Reads costs,\nnothing else',
        permissions: [random.pick(PERMISSIONS)],
        resource_type: resourceType,
        predefined_role: false,
      },
      ...(index === 0 ? { until: world.start + 50 * DAY } : {}),
    });
  }
}

/** Roles of a member in the organisation. */
export const generateUserRoles: Generator = (world, assigned, random, [userId = '']) => {
  const user = world.seeded('users').get(userId);
  if (user !== undefined) assign(world, assigned, random, world.seeded('roles'), user);
};

/** Roles of a group in the organisation. */
export const generateGroupRoles: Generator = (world, assigned, random, [groupId = '']) => {
  const group = world.seeded('groups').get(groupId);
  if (group !== undefined) assign(world, assigned, random, world.seeded('roles'), group);
};

/** Roles of a member in a project. */
export const generateProjectUserRoles: Generator = (world, assigned, random, [projectId = '', userId = '']) => {
  const user = world.seeded('project_users', projectId).get(userId);
  if (user !== undefined) assign(world, assigned, random, world.seeded('project_roles', projectId), user);
};

/** Roles of a group in a project. */
export const generateProjectGroupRoles: Generator = (world, assigned, random, [projectId = '', groupId = '']) => {
  const group = world.seeded('project_groups', projectId).get(groupId);
  if (group !== undefined) assign(world, assigned, random, world.seeded('project_roles', projectId), group);
};

function assign(
  world: World,
  assigned: Collection,
  random: Random,
  roles: Pick<Collection, 'entries'>,
  principal: Entry,
): void {
  const available = roles.entries();
  const count = random.integer(principal.row.role === 'owner' ? 1 : 0, 2);
  const creator = world.seeded('users').entries()[0];
  const first = random.integer(0, Math.max(0, available.length - 1));
  for (let index = 0; index < Math.min(count, available.length); index += 1) {
    const role = available[(first + index) % available.length];
    if (role === undefined) continue;
    const byHand = creator !== undefined && random.chance(0.6);
    const from = Math.max(principal.from, role.from);
    assigned.add({
      row: {
        id: role.id,
        name: role.row.name,
        permissions: role.row.permissions,
        resource_type: role.row.resource_type,
        predefined_role: role.row.predefined_role,
        description: role.row.description,
        created_at: byHand ? from : null,
        updated_at: byHand ? from : null,
        created_by: byHand ? creator.id : null,
        created_by_user_obj: byHand ? { id: creator.id, name: creator.row.name } : null,
        metadata: random.chance(0.5) ? {} : null,
        assignment_sources: byHand ? [{ principal_id: principal.id, principal_type: 'user' }] : null,
      },
      from,
      ...(principal.until === undefined && role.until === undefined
        ? {}
        : { until: Math.min(principal.until ?? Infinity, role.until ?? Infinity) }),
    });
  }
}

/** Returns whether a coin that belongs to a name falls on heads in `share` of the names. */
export function coin(world: World, share: number, ...name: string[]): boolean {
  return randomFor(world, 'coin', ...name).chance(share);
}
