import { DAY } from '../clock.ts';
import { thingName } from './names.ts';
import type { Generator } from './world.ts';

/** Groups of members; every third belongs to the tenant. */
export const generateGroups: Generator = (world, groups, random) => {
  if (world.size.groups === 0) return;
  for (let index = 0; index < world.size.groups + 2; index += 1) {
    const later = index - world.size.groups + 1;
    const from = world.start + (later > 0 ? later * 21 * DAY : -random.integer(40, 300) * DAY);
    groups.add({
      row: {
        ...(world.quirks.extraFields ? { object: 'group' } : {}),
        id: `group_${random.text(20)}`,
        name: thingName(random),
        created_at: from,
        is_scim_managed: random.chance(0.4),
        group_type: index % 3 === 2 ? 'tenant_group' : 'group',
      },
      from,
      ...(index === 1 ? { until: world.start + 70 * DAY } : {}),
    });
  }
};

/** Members of a group; the list shows fewer fields than the read of one member. */
export const generateGroupUsers: Generator = (world, members, random, [groupId = '']) => {
  const users = world.seeded('users').entries();
  const group = world.seeded('groups').get(groupId);
  if (users.length === 0 || group === undefined) return;
  const present = users.slice(0, world.size.users);
  const first = random.integer(0, present.length - 1);
  const chosen = present
    .map((_user, index) => present[(first + index) % present.length])
    .slice(0, world.size.usersPerGroup);
  const later = users.slice(world.size.users).filter(() => random.chance(0.1));
  for (const user of [...chosen, ...later]) {
    if (user === undefined) continue;
    members.add({
      row: { id: user.id, name: user.row.name ?? 'Unnamed', email: user.row.email },
      detail: { picture: null, is_service_account: false, user_type: random.chance(0.2) ? 'tenant_user' : 'user' },
      from: Math.max(user.from, group.from),
      ...(user.until === undefined ? {} : { until: user.until }),
    });
  }
};

/** Groups that have access to a project; a cursor and a detail read name them by `group_id`. */
export const generateProjectGroups: Generator = (world, assigned, random, [projectId = '']) => {
  const groups = world.seeded('groups').entries();
  const project = world.seeded('projects').get(projectId);
  if (groups.length === 0 || project === undefined) return;
  const first = random.integer(0, world.size.groups - 1);
  for (let index = 0; index < Math.min(world.size.groupsPerProject, groups.length); index += 1) {
    const group = groups[(first + index) % groups.length];
    if (group === undefined) continue;
    const from = Math.max(group.from, project.from) + DAY;
    assigned.add({
      id: group.id,
      row: {
        object: 'project.group',
        project_id: projectId,
        group_id: group.id,
        group_name: group.row.name,
        group_type: group.row.group_type,
        created_at: from,
      },
      from,
      ...(group.until === undefined ? {} : { until: group.until }),
    });
  }
};
