import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../../simulator/collection.ts';
import { linesOf, type Scenario, SMALL, secondsOf, startScenario } from './scenario.ts';

const DAYS = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'] as const;
const [MONDAY, TUESDAY, WEDNESDAY, THURSDAY] = DAYS;

const inputs = {
  resources: 'all',
  'start-date': '60d',
  config: `
checks:
  user-outside-domains: { domains: [example.com] }
  invite-outside-domains: { domains: [example.com] }
  key-created-outside-hours: on
  spend-jump: off
  audit-log-silent: off
`,
};

/** The organisation as the plantings change it. */
interface Ground {
  organization: Scenario['simulator']['organization'];
  /** A project in use, and another one. */
  project: string;
  other: string;
}

/** Something that happens before the run of a day, and the findings that this makes new or resolves, at once or later. */
interface Planting {
  what: string;
  day: string;
  plant: (ground: Ground) => void;
  new?: Record<string, string[]>;
  resolved?: Record<string, string[]>;
}

/** 12:00 so many days before a day. */
const before = (day: string, days: number) => secondsOf(`${day}T12:00:00Z`) - days * 86_400;

function person(id: string, fields: Json = {}): Json {
  const [name, email] = [`Person ${id}`, `${id}@example.com`];
  return { object: 'organization.user', id, name, email, role: 'reader', added_at: before(MONDAY, 100), ...fields };
}

function adminKey(id: string, fields: Json): Json {
  const key = { object: 'organization.admin_api_key', id, name: id, redacted_value: 'sk-admin...fak' };
  const owner = { type: 'user', object: 'organization.user', id: 'stays', name: 'Person stays' };
  return { ...key, created_at: before(MONDAY, 5), expires_at: null, last_used_at: before(MONDAY, 1), owner, ...fields };
}

function projectKey(id: string, owner: string, fields: Json = {}): Json {
  const user = { id: owner, email: `${owner}@example.com`, name: owner, created_at: 1 };
  const key = { object: 'organization.project.api_key', id, name: id, redacted_value: 'sk-proj...fak' };
  const times = { created_at: before(MONDAY, 5), last_used_at: before(MONDAY, 1) };
  return { ...key, ...times, owner_project_access: 'active', owner: { type: 'user', user }, ...fields };
}

function invite(id: string, sentBefore: number, fields: Json = {}): Json {
  const created_at = before(MONDAY, sentBefore);
  const times = { created_at, expires_at: created_at + 90 * 86_400, accepted_at: null };
  return {
    object: 'organization.invite',
    id,
    email: `${id}@example.com`,
    role: 'reader',
    status: 'pending',
    ...times,
    ...fields,
  };
}

/** An event of somebody's session; a login that failed names the address alone. */
function event(
  id: string,
  type: string,
  at: string,
  payload?: Json,
  user: Json = { id: 'stays', email: 'stays@example.com' },
): Json {
  const actor = { type: 'session', session: { user, ip_address: `203.0.113.${id.length + Number(at.slice(14, 16))}` } };
  return { id, type, effective_at: secondsOf(at), actor, ...(payload && { [type]: payload }) };
}

const plantings: Planting[] = [
  {
    what: 'people who stay, and what is old enough on Monday, or a day or two later',
    day: MONDAY,
    plant({ organization, project }) {
      const users = organization.list('users');
      for (const id of ['stays', 'leaves', 'leaves-well', 'rises', 'loses']) users.add({ row: person(id) });
      users.add({ row: person('capital', { email: 'Capital@EXAMPLE.com' }) });
      const keys = organization.list('admin_api_keys');
      keys.add({ row: adminKey('unused-89', { last_used_at: before(MONDAY, 89), expires_at: before(MONDAY, -20) }) });
      keys.add({ row: adminKey('old-363', { created_at: before(MONDAY, 363), expires_at: before(MONDAY, -90) }) });
      keys.add({ row: adminKey('of-account', { owner: { id: 'sa_456' }, expires_at: before(MONDAY, -90) }) });
      const projectKeys = organization.list('project_api_keys', project);
      projectKeys.add({ row: projectKey('key-leaves', 'leaves') });
      projectKeys.add({ row: projectKey('key-leaves-well', 'leaves-well') });
      projectKeys.add({ row: projectKey('key-loses', 'loses') });
      projectKeys.add({ row: projectKey('never-88', 'stays', { created_at: before(MONDAY, 88), last_used_at: null }) });
      organization.list('invites').add({ row: invite('invited-13', 13) });
      organization.list('invites').add({ row: invite('taken', 12) });
      organization.list('project_model_permissions', project).update('', { mode: 'allow_list', model_ids: ['a', 'b'] });
      organization.list('project_data_retention', project).update('', { type: 'organization_default' });
    },
    new: {
      [TUESDAY]: ['admin-key-unused:unused-89', 'invite-pending:invited-13'],
      [WEDNESDAY]: ['admin-key-old:old-363', 'project-key-unused:<project>/never-88'],
    },
  },
  {
    what: 'a second owner, who is made a reader again',
    day: TUESDAY,
    plant: ({ organization }) => organization.list('users').update('rises', { role: 'owner' }),
    new: { [TUESDAY]: ['owner-added:rises'], [THURSDAY]: ['single-owner:organization'] },
    resolved: { [TUESDAY]: ['single-owner:organization'], [THURSDAY]: ['owner-added:rises'] },
  },
  {
    what: 'the same owner is a reader again',
    day: THURSDAY,
    plant: ({ organization }) => organization.list('users').update('rises', { role: 'reader' }),
  },
  {
    what: 'people are renamed and join, an invite is accepted, and a stranger is invited',
    day: TUESDAY,
    plant({ organization }) {
      organization.list('users').update('stays', { name: 'Renamed' });
      organization.list('users').add({ row: person('taken') });
      organization.list('invites').update('taken', { status: 'accepted', accepted_at: before(TUESDAY, 1) });
      organization.list('invites').add({ row: invite('stranger', 0, { email: 'x@example.com.evil.test' }) });
    },
    new: { [TUESDAY]: ['invite-outside-domains:stranger'] },
  },
  {
    what: 'five logins fail by address alone, then one succeeds; four of another fail',
    day: WEDNESDAY,
    plant({ organization: { events } }) {
      const guess = (id: string, minute: number, email: string) =>
        events.add(event(id, 'login.failed', `${TUESDAY}T10:${minute}:00Z`, {}, { email }));
      for (const minute of [10, 11, 12, 13, 14]) guess(`guess-${minute}`, minute, 'stays@example.com');
      for (const minute of [30, 31, 32, 33]) guess(`slip-${minute}`, minute, 'rises@example.com');
      events.add(event('in', 'login.succeeded', `${TUESDAY}T10:20:00Z`));
      events.add(
        event('in-again', 'login.succeeded', `${TUESDAY}T10:40:00Z`, undefined, {
          id: 'rises',
          email: 'rises@example.com',
        }),
      );
    },
    new: { [WEDNESDAY]: ['failed-logins-then-success:in'] },
  },
  {
    what: 'keys are made at the edges of the working day',
    day: WEDNESDAY,
    plant({ organization: { events } }) {
      for (const time of ['05:59:59', '06:00:00', '19:59:59', '20:00:00']) {
        events.add(event(`key-at-${time.slice(0, 2)}`, 'api_key.created', `${TUESDAY}T${time}Z`, { id: 'key' }));
      }
    },
    new: { [WEDNESDAY]: ['key-created-outside-hours:key-at-05', 'key-created-outside-hours:key-at-20'] },
  },
  {
    what: 'SCIM goes off and on within a day, and off for a day; a connection without a name is deleted',
    day: TUESDAY,
    plant({ organization: { events } }) {
      events.add(event('off-1', 'scim.disabled', `${MONDAY}T08:00:00Z`, { id: 'short' }));
      events.add(event('on-1', 'scim.enabled', `${MONDAY}T08:05:00Z`, { id: 'short' }));
      events.add(event('off-2', 'scim.disabled', `${MONDAY}T09:00:00Z`, { id: 'long' }));
      events.add(event('on-2', 'scim.enabled', `${TUESDAY}T09:00:00Z`, { id: 'long' }));
      events.add(event('gone', 'tenant.sso_connection.deleted', `${MONDAY}T09:00:00Z`));
    },
    new: { [TUESDAY]: ['scim-disabled:long', 'sso-connection-deleted:unknown'] },
    resolved: { [WEDNESDAY]: ['scim-disabled:long'] },
  },
  {
    what: 'somebody leaves with keys behind, somebody leaves well, somebody loses a project',
    day: WEDNESDAY,
    plant({ organization, project }) {
      organization.list('users').remove('leaves');
      organization.list('users').remove('leaves-well');
      organization.list('project_api_keys', project).remove('key-leaves-well');
      organization.list('project_api_keys', project).update('key-loses', { owner_project_access: 'inactive' });
    },
    new: {
      [WEDNESDAY]: ['project-key-owner-removed:<project>/key-leaves', 'project-key-owner-removed:<project>/key-loses'],
    },
  },
  {
    what: 'who had lost a project leaves altogether: graver, and so new again',
    day: THURSDAY,
    plant: ({ organization }) => organization.list('users').remove('loses'),
    new: { [THURSDAY]: ['project-key-owner-removed:<project>/key-loses'] },
  },
  {
    what: 'a list of models changes its order, then grows; retention weakens for all, and for no project anew',
    day: TUESDAY,
    plant({ organization, project }) {
      organization.list('project_model_permissions', project).update('', { model_ids: ['b', 'a'] });
      organization.list('data_retention').update('', { type: 'none' });
    },
    new: { [TUESDAY]: ['data-retention-weakened:organization'] },
  },
  {
    what: 'the list of models grows',
    day: THURSDAY,
    plant: ({ organization, project }) =>
      organization.list('project_model_permissions', project).update('', { model_ids: ['b', 'a', 'c'] }),
    new: { [THURSDAY]: ['model-permission-widened:<project>'] },
  },
  {
    what: 'an admin key is replaced by another, which is told',
    day: THURSDAY,
    plant({ organization }) {
      organization.list('admin_api_keys').remove('old-363');
      const times = { created_at: before(THURSDAY, 1), expires_at: before(THURSDAY, -90), last_used_at: null };
      organization.list('admin_api_keys').add({ row: adminKey('next', times) });
    },
    new: { [THURSDAY]: ['admin-key-added:next'] },
    resolved: { [THURSDAY]: ['admin-key-old:old-363'] },
  },
  {
    what: 'a limit rises by just a half, another one by more',
    day: WEDNESDAY,
    plant({ organization, project, other }) {
      for (const [id, factor] of [
        [project, 1.5],
        [other, 1.6],
      ] as const) {
        const limits = organization.list('project_rate_limits', id);
        const first = limits.entries()[0];
        limits.update(first?.id ?? '', {
          max_requests_per_1_minute: Number(first?.row.max_requests_per_1_minute) * factor,
        });
      }
    },
    new: { [WEDNESDAY]: [`rate-limit-raised:<other>/${WEDNESDAY}`] },
  },
];

function expected(day: string, what: 'new' | 'resolved', { project, other }: Ground): string[] {
  const ids = plantings.flatMap((planting) => planting[what]?.[day] ?? []);
  return ids.map((id) => id.replace('<project>', project).replace('<other>', other)).sort();
}

test('every planted risk is found on its night, and nothing else', async (t) => {
  const size = { ...SMALL, users: 3, days: 60, auditEvents: 0, tenantEvents: 0, invites: 0, adminKeys: 0 };
  const scenario = await startScenario(t, inputs, { size });
  const { organization } = scenario.simulator;
  const active = organization
    .list('projects')
    .entries()
    .filter(({ row }) => row.status === 'active');
  const [project = '', other = ''] = active.map(({ id }) => id);
  const ground = { organization, project, other };
  for (const day of DAYS) {
    for (const { plant } of plantings.filter((planting) => planting.day === day)) plant(ground);
    const night = await scenario.night({ at: `${day}T04:17:00Z` });
    assert.equal(night.exitCode, 0, night.log.text);
    const lines = linesOf(await scenario.read('data/_findings/findings.jsonl'));
    const findings: { id: string; status: string }[] = lines.map((line) => JSON.parse(line));
    const told = (status: string) => findings.flatMap((finding) => (finding.status === status ? [finding.id] : []));
    const news = { new: told('new'), resolved: told('resolved') };
    assert.deepEqual(news, { new: expected(day, 'new', ground), resolved: expected(day, 'resolved', ground) }, day);
  }
});
