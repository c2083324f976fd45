import type { Random } from '../random.ts';
import { emailOf, personName, thingName } from './names.ts';

interface People {
  users: { id: string }[];
  projects: { id: string }[];
}

type Payload = (random: Random, people: People, id: string) => unknown;

/** What OpenAI describes below the key named like the event's type; other types get an object of their own or none. */
const PAYLOADS: Record<string, Payload> = {
  'api_key.created': (_random, _people, id) => ({ id, data: { scopes: ['api.model.request'] } }),
  'api_key.updated': (_random, _people, id) => ({
    id,
    changes_requested: { scopes: ['api.model.read', 'api.usage.read'] },
  }),
  'checkpoint.permission.created': (random, { projects }, id) => ({
    id,
    data: { project_id: projects[0]?.id ?? 'proj_none', fine_tuned_model_checkpoint: `ft:gpt:${random.text(8)}` },
  }),
  'external_key.registered': (random, _people, id) => ({
    id,
    data: { provider: 'aws', [random.text(4)]: random.text(6) },
  }),
  'group.created': (random, _people, id) => ({ id, data: { group_name: thingName(random) } }),
  'group.updated': (random, _people, id) => ({ id, changes_requested: { group_name: thingName(random) } }),
  'invite.sent': (random, _people, id) => ({
    id,
    data: { email: emailOf(personName(random), random), role: 'reader' },
  }),
  'ip_allowlist.created': (random, _people, id) => ({ id, name: thingName(random), allowed_ips: ['198.51.100.0/24'] }),
  'ip_allowlist.updated': (random, _people, id) => ({ id, allowed_ips: [`198.51.100.${random.integer(1, 254)}`] }),
  'ip_allowlist.deleted': (random, _people, id) => ({ id, name: thingName(random), allowed_ips: [] }),
  'ip_allowlist.config.activated': (random, _people, id) => ({ configs: [{ id, name: thingName(random) }] }),
  'ip_allowlist.config.deactivated': (random, _people, id) => ({ configs: [{ id, name: thingName(random) }] }),
  'login.succeeded': () => ({}),
  'login.failed': () => ({ error_code: 'sso_failed', error_message: 'The provider said "no",\nthen hung up.' }),
  'logout.succeeded': () => ({}),
  'logout.failed': () => ({ error_code: 'timeout', error_message: 'Timed out' }),
  'organization.updated': (random, _people, id) => ({
    id,
    changes_requested: { title: thingName(random), threads_ui_visibility: 'NONE' },
  }),
  'project.created': (random, _people, id) => ({ id, data: { name: thingName(random), title: thingName(random) } }),
  'project.updated': (random, _people, id) => ({ id, changes_requested: { title: thingName(random) } }),
  'rate_limit.updated': (random, _people, id) => ({
    id,
    changes_requested: { max_requests_per_1_minute: random.integer(1, 9) * 500 },
  }),
  'role.created': (random, _people, id) => ({
    id,
    role_name: thingName(random),
    permissions: ['api.usage.read'],
    resource_type: 'api.organization',
    resource_id: 'org',
  }),
  'role.updated': (random, _people, id) => ({
    id,
    changes_requested: { description: thingName(random), permissions_added: ['api.usage.read'], metadata: {} },
  }),
  'role.assignment.created': assignment,
  'role.assignment.deleted': assignment,
  'role.bound_to_resource': binding,
  'role.unbound_from_resource': binding,
  'service_account.created': (_random, _people, id) => ({ id, data: { role: 'member' } }),
  'service_account.updated': (_random, _people, id) => ({ id, changes_requested: { role: 'owner' } }),
  'user.added': (_random, _people, id) => ({ id, data: { role: 'reader' } }),
  'user.updated': (_random, _people, id) => ({ id, changes_requested: { role: 'owner' } }),
  'certificate.created': (random, _people, id) => ({ id, name: thingName(random) }),
  'certificate.updated': (random, _people, id) => ({ id, name: thingName(random) }),
  'certificate.deleted': (random, _people, id) => ({
    id,
    name: thingName(random),
    certificate: '-----CERTIFICATE-----\nAA==\n',
  }),
  'certificates.activated': (random, _people, id) => ({ certificates: [{ id, name: thingName(random) }] }),
  'certificates.deactivated': (random, _people, id) => ({ certificates: [{ id, name: thingName(random) }] }),
};

/** Types that come without a payload of their own name. */
const BARE_TYPES = new Set([
  'resource.deleted',
  'tunnel.created',
  'tunnel.updated',
  'tunnel.deleted',
  'tenant.user.looked_up',
]);

/** Returns the payload of an event, or undefined for the types that have none. */
export function eventPayload(type: string, random: Random, people: People): unknown {
  if (BARE_TYPES.has(type)) return undefined;
  const subject = type.slice(0, type.lastIndexOf('.')).replaceAll('.', '_');
  const id =
    type.startsWith('user.') && people.users.length > 0
      ? random.pick(people.users).id
      : `${subject}_${random.text(12)}`;
  const payload = PAYLOADS[type];
  return payload === undefined ? { id } : payload(random, people, id);
}

function assignment(random: Random, { users }: People, id: string): unknown {
  const principal_id = users.length > 0 ? random.pick(users).id : 'user-none';
  return { id, principal_id, principal_type: 'user', resource_id: 'org', resource_type: 'api.organization' };
}

function binding(random: Random, _people: People, id: string): unknown {
  return {
    id,
    role_id: `role_${random.text(12)}`,
    resource_id: `connector_${random.text(8)}`,
    resource_type: 'connector',
    permissions: ['use'],
    workspace_id: `ws_${random.text(8)}`,
    enabled: random.chance(0.5),
    source: 'role_toggle',
  };
}
