import { DAY } from '../clock.ts';
import { emailOf, personName, thingName } from './names.ts';
import { type Generator, HORIZON_DAYS } from './world.ts';

/** Members: most were there long before the start, some leave after it, one joins about every fourth day. */
export const generateUsers: Generator = (world, users, random) => {
  if (world.size.users === 0) return;
  const joiners = HORIZON_DAYS / 4;
  for (let index = 0; index < world.size.users + joiners; index += 1) {
    const joins = index - world.size.users + 1;
    const from =
      joins > 0
        ? world.start + joins * 4 * DAY - random.integer(1, DAY)
        : world.start - random.integer(2, 900) * DAY - random.integer(0, DAY);
    const name = personName(random);
    const email = emailOf(name, random);
    const id = `user-${random.text(24)}`;
    const owner = index === 0 || random.chance(0.15);
    const lastUsed = random.integer(60, 3 * DAY);
    const usesKeys = random.chance(0.6);
    const row: Record<string, unknown> = {
      object: 'organization.user',
      id,
      name: random.chance(0.05) ? null : name,
      email,
      role: owner ? 'owner' : 'reader',
      added_at: from,
    };
    if (index % 3 === 0) {
      Object.assign(row, {
        is_default: index === 0,
        created: from,
        user: {
          object: 'user',
          id,
          email,
          name,
          picture: random.chance(0.5) ? `https://example.com/pictures/${random.text(8)}.png` : null,
          enabled: true,
          banned: false,
          banned_at: null,
        },
        is_service_account: false,
        is_scim_managed: random.chance(0.3),
        api_key_last_used_at: null,
        technical_level: null,
        developer_persona: random.chance(0.4) ? 'backend_engineer' : null,
      });
    }
    if (world.quirks.extraFields && index % 4 === 1) row.organization_id = world.organizationId;
    const leaves = index > 0 && random.chance(0.25);
    users.add({
      row,
      from,
      ...(leaves ? { until: Math.max(from, world.start) + random.integer(1, 100) * DAY - random.integer(0, DAY) } : {}),
      ...(index % 3 === 0 && usesKeys
        ? { moving: (now) => ({ api_key_last_used_at: Math.max(from, now - lastUsed) }) }
        : {}),
    });
  }
};

/** Invites: pending ones are accepted or expire as the clock moves. */
export const generateInvites: Generator = (world, invites, random) => {
  if (world.size.invites === 0) return;
  for (let index = 0; index < world.size.invites + HORIZON_DAYS / 15; index += 1) {
    const later = index - world.size.invites + 1;
    const from = world.start + (later > 0 ? later * 15 * DAY : -random.integer(0, 5) * DAY) - random.integer(1, DAY);
    const expires = from + 7 * DAY;
    const accepted = random.chance(0.5) ? from + random.integer(3600, 6 * DAY) : undefined;
    const project = world.seeded('projects').entries()[0]?.id;
    invites.add({
      row: {
        object: 'organization.invite',
        id: `invite-${random.text(20)}`,
        email: emailOf(personName(random), random),
        role: random.chance(0.2) ? 'owner' : 'reader',
        status: 'pending',
        created_at: from,
        expires_at: expires,
        accepted_at: null,
        ...(world.quirks.extraFields ? { invited_at: from } : {}),
        projects: project !== undefined && random.chance(0.5) ? [{ id: project, role: 'member' }] : [],
      },
      from,
      changes: [
        accepted === undefined
          ? { at: expires, fields: { status: 'expired' } }
          : { at: accepted, fields: { status: 'accepted', accepted_at: accepted } },
      ],
    });
  }
};

/** Admin keys: the owner is flat, unlike that of a project's key. */
export const generateAdminKeys: Generator = (world, keys, random) => {
  const owners = world.seeded('users').entries();
  for (let index = 0; index < world.size.adminKeys; index += 1) {
    const from = world.start - random.integer(30, 400) * DAY;
    const owner = owners[index % Math.max(1, Math.min(owners.length, world.size.users))];
    const pause = random.integer(30, 20 * DAY);
    keys.add({
      row: {
        object: 'organization.admin_api_key',
        id: `key_${random.text(16)}`,
        name: random.chance(0.2) ? null : thingName(random),
        redacted_value: `sk-admin...${random.text(3)}`,
        created_at: from,
        expires_at: random.chance(0.4) ? from + 730 * DAY : null,
        last_used_at: null,
        owner: {
          type: 'user',
          object: 'organization.user',
          id: owner?.id ?? `user-${random.text(24)}`,
          name: String(owner?.row.name ?? 'Someone Gone'),
          created_at: owner?.from ?? from,
          role: 'owner',
        },
      },
      from,
      ...(index === 1 ? { until: world.start + 40 * DAY } : {}),
      ...(index === 2 ? {} : { moving: (now) => ({ last_used_at: Math.max(from, now - pause) }) }),
    });
  }
};
