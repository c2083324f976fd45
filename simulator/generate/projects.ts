import { DAY } from '../clock.ts';
import { personName, thingName } from './names.ts';
import { type Generator, HORIZON_DAYS } from './world.ts';

/** Projects: the first is the default one; the archived come last; new ones appear after the start and one is archived. */
export const generateProjects: Generator = (world, projects, random) => {
  const { size, start } = world;
  if (size.projects === 0) return;
  const active = size.projects - size.archivedProjects;
  for (let index = 0; index < size.projects + 3; index += 1) {
    const later = index - size.projects;
    const from = later >= 0 ? start + (10 + later * 25) * DAY : start - (size.days + random.integer(30, 500)) * DAY;
    const archived = index >= active && later < 0 ? start - random.integer(5, 20) * DAY : null;
    const row: Record<string, unknown> = {
      id: `proj_${random.text(24)}`,
      object: 'organization.project',
      name: index === 0 ? 'Default project' : thingName(random),
      created_at: from,
      archived_at: archived,
      status: archived === null ? 'active' : 'archived',
    };
    if (index % 2 === 1) Object.assign(row, { external_key_id: null, residency: 'GLOBAL' });
    if (world.quirks.extraFields && index % 3 === 0) row.organization_id = world.organizationId;
    const at = start + 24 * DAY;
    projects.add({
      row,
      from,
      ...(active >= 3 && index === active - 1
        ? { changes: [{ at, fields: { archived_at: at, status: 'archived' } }] }
        : {}),
    });
  }
};

/** Members of a project: some from the start, and every third of those who join later. All go when they leave the organisation. */
export const generateProjectUsers: Generator = (world, members, random, [projectId = '']) => {
  const users = world.seeded('users').entries();
  const project = world.seeded('projects').get(projectId);
  if (users.length === 0 || project === undefined || world.size.usersPerProject === 0) return;
  const present = users.slice(0, world.size.users);
  const first = random.integer(0, present.length - 1);
  const chosen = present
    .map((_user, index) => present[(first + index) % present.length])
    .slice(0, world.size.usersPerProject);
  const later = users.slice(world.size.users).filter(() => random.chance(0.33));
  for (const user of [...chosen, ...later]) {
    if (user === undefined) continue;
    const from = Math.max(user.from, project.from) + 60;
    members.add({
      row: {
        object: 'organization.project.user',
        id: user.id,
        name: user.row.name,
        email: user.row.email,
        role: random.chance(0.3) ? 'owner' : 'member',
        added_at: from,
      },
      from,
      ...(user.until === undefined ? {} : { until: user.until }),
    });
  }
};

/** Service accounts of a project. */
export const generateServiceAccounts: Generator = (world, accounts, random, [projectId = '']) => {
  const project = world.seeded('projects').get(projectId);
  if (project === undefined) return;
  for (let index = 0; index < world.size.serviceAccountsPerProject; index += 1) {
    const from = project.from + random.integer(1, 20) * DAY;
    accounts.add({
      row: {
        object: 'organization.project.service_account',
        id: `svc_acct_${random.text(20)}`,
        name: thingName(random),
        role: random.pick(['member', 'owner', 'none']),
        created_at: from,
      },
      from,
    });
  }
};

/** Keys of a project: the owner is nested; some are hidden by default; new ones appear about weekly, some are revoked. */
export const generateProjectKeys: Generator = (world, keys, random, [projectId = '']) => {
  const project = world.seeded('projects').get(projectId);
  const count = world.size.keysPerProject;
  if (project === undefined || count === 0) return;
  const members = world.seeded('project_users', projectId).entries().slice(0, Math.max(1, world.size.usersPerProject));
  const accounts = world.seeded('project_service_accounts', projectId).entries();
  for (let index = 0; index < count + HORIZON_DAYS / 7; index += 1) {
    const later = index - count + 1;
    const early = project.from + random.integer(1, 25) * DAY;
    const from = later > 0 ? Math.max(early, world.start + later * 7 * DAY - random.integer(1, DAY)) : early;
    const member = members[index % Math.max(1, members.length)];
    const account = accounts[index % Math.max(1, accounts.length)];
    const byAccount = index % 3 === 2 && account !== undefined;
    const inactive = !byAccount && index % 4 === 1;
    const owner = byAccount
      ? {
          type: 'service_account',
          service_account: { id: account.id, name: account.row.name, created_at: account.from, role: account.row.role },
        }
      : {
          type: 'user',
          user: {
            id: member?.id ?? `user-${random.text(24)}`,
            email: member?.row.email ?? 'gone@example.com',
            name: member?.row.name ?? personName(random),
            created_at: member?.from ?? from,
            role: member?.row.role ?? 'member',
          },
        };
    const pause = random.integer(30, 9 * DAY);
    const used = !random.chance(0.2);
    keys.add({
      row: {
        object: 'organization.project.api_key',
        id: `key_${random.text(16)}`,
        name: thingName(random),
        redacted_value: `sk-proj...${random.text(3)}`,
        created_at: from,
        last_used_at: null,
        owner_project_access: inactive ? 'inactive' : 'active',
        owner,
      },
      from,
      ...(inactive || index % 8 === 6 ? { hidden: true as const } : {}),
      ...(random.chance(0.15) ? { until: Math.max(from, world.start) + random.integer(2, 60) * DAY } : {}),
      ...(!byAccount && !inactive && member?.until !== undefined
        ? { changes: [{ at: member.until, fields: { owner_project_access: 'inactive' } }] }
        : {}),
      ...(used ? { moving: (now) => ({ last_used_at: Math.max(from, now - pause) }) } : {}),
    });
  }
};
