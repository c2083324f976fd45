import type { Cells } from '../../audit/audit-data.ts';
import type { ChangeKind } from './model.ts';
import { money } from './money.ts';
import { type Names, personName } from './names.ts';

/** How the changes of a resource are worded. */
export interface ChangeWords {
  kind: ChangeKind;
  /** One of its rows, if many are counted: "member". */
  noun: string;
  subject(row: Cells, names: Names): string;
  /** What a row that was added or removed stands for; empty if the subject says it all. */
  detail?(row: Cells, names: Names): string;
}

const person = (row: Cells, names: Names) => personName(row.name, row.email) || names.person(row.id);
const memberOf = (row: Cells, names: Names) => names.person(row.user_id);
const called = (what: string) => (row: Cells) => `${what} ${row.name || row.id || 'without a name'}`;
const inProject = (what: string) => (row: Cells, names: Names) =>
  `${called(what)(row)} in project ${names.project(row.project_id)}`;
const ofProject = (what: string) => (row: Cells, names: Names) => `${what} of project ${names.project(row.project_id)}`;
const ofOrganization = (what: string) => () => `${what} of the organisation`;
const asRole = ({ role }: Cells) => (role ? ` as ${role}` : '');
const role = (row: Cells) => `role ${row.name || row.id}`;
const owned = (row: Cells, names: Names) => `owned by ${names.owner(row)}`;

function amount({ threshold_amount: cents, currency, interval }: Cells): string {
  if (!cents || Number.isNaN(Number(cents))) return '';
  return `${money(Number(cents) / 100, currency || 'USD')} a ${interval || 'month'}`;
}

const access = { kind: 'access', noun: 'role assignment' } as const;
const settings = { kind: 'settings', noun: 'setting' } as const;

/** By resource; others fall back to the resource's name. */
const wordsByResource: Readonly<Record<string, ChangeWords>> = {
  users: { ...access, noun: 'member', subject: person, detail: (row) => `member of the organisation${asRole(row)}` },
  invites: {
    ...access,
    noun: 'invite',
    subject: (row) => `invite for ${row.email || row.id}`,
    detail: (row) => `${row.status ?? 'sent'}${asRole(row)}`,
  },
  groups: { ...access, noun: 'group', subject: called('group') },
  group_users: {
    ...access,
    noun: 'member',
    subject: person,
    detail: (row, names) => `member of group ${names.group(row.group_id)}`,
  },
  project_users: {
    ...access,
    noun: 'member',
    subject: person,
    detail: (row, names) => `member of project ${names.project(row.project_id)}${asRole(row)}`,
  },
  project_service_accounts: {
    ...access,
    noun: 'service account',
    subject: inProject('service account'),
    detail: ({ role: name }) => (name ? `role: ${name}` : ''),
  },
  project_groups: {
    ...access,
    noun: 'group',
    subject: (row, names) => `group ${row.group_name || names.group(row.group_id)}`,
    detail: (row, names) => `access to project ${names.project(row.project_id)}`,
  },
  roles: { ...access, noun: 'role', subject: called('role'), detail: permissions },
  project_roles: { ...access, noun: 'role', subject: inProject('role'), detail: permissions },
  user_roles: { ...access, subject: memberOf, detail: role },
  group_roles: { ...access, subject: (row, names) => `group ${names.group(row.group_id)}`, detail: role },
  project_user_roles: {
    ...access,
    subject: memberOf,
    detail: (row, names) => `${role(row)} in project ${names.project(row.project_id)}`,
  },
  project_group_roles: {
    ...access,
    subject: (row, names) => `group ${names.group(row.group_id)}`,
    detail: (row, names) => `${role(row)} in project ${names.project(row.project_id)}`,
  },
  admin_api_keys: { kind: 'keys', noun: 'admin key', subject: called('admin key'), detail: owned },
  project_api_keys: { kind: 'keys', noun: 'key', subject: inProject('key'), detail: owned },
  certificates: { kind: 'keys', noun: 'certificate', subject: called('certificate') },
  project_certificates: { kind: 'keys', noun: 'certificate', subject: inProject('certificate') },
  external_keys: { kind: 'keys', noun: 'encryption key', subject: called('encryption key'), detail: encryptionKey },
  workload_identity_providers: {
    ...access,
    noun: 'identity provider',
    subject: called('identity provider'),
    detail: ({ issuer }) => (issuer ? `tokens of ${issuer}` : ''),
  },
  workload_identity_federation_rules: {
    ...access,
    noun: 'federation rule',
    subject: inProject('federation rule'),
    detail: (row, names) => `a token that fits acts as ${names.person(row.service_account_id)}, without a key`,
  },
  external_storage: {
    ...settings,
    noun: 'external storage',
    subject: ofProject('external storage'),
    detail: storage,
  },
  project_service_tier_settings: {
    ...settings,
    subject: ofProject('service tiers'),
    detail: ({ default: tier }) => (tier ? `${tier} unless a request says otherwise` : ''),
  },
  projects: { ...settings, noun: 'project', subject: ({ id }, names) => `project ${names.project(id)}` },
  data_retention: { ...settings, subject: ofOrganization('data retention'), detail: ({ type }) => type ?? '' },
  project_data_retention: { ...settings, subject: ofProject('data retention'), detail: ({ type }) => type ?? '' },
  project_rate_limits: {
    ...settings,
    noun: 'rate limit',
    subject: (row, names) => `rate limits of ${row.model || row.id} in project ${names.project(row.project_id)}`,
  },
  project_model_permissions: {
    ...settings,
    subject: ofProject('model permissions'),
    detail: ({ mode, model_ids: models }) => [mode, models].filter(Boolean).join(': '),
  },
  project_hosted_tool_permissions: { ...settings, subject: ofProject('tool permissions') },
  spend_limit: { ...settings, noun: 'spend limit', subject: ofOrganization('spend limit'), detail: amount },
  project_spend_limit: { ...settings, noun: 'spend limit', subject: ofProject('spend limit'), detail: amount },
  spend_alerts: { ...settings, noun: 'spend alert', subject: ofOrganization('spend alert'), detail: amount },
  project_spend_alerts: { ...settings, noun: 'spend alert', subject: ofProject('spend alert'), detail: amount },
};

/** Where a key is kept. */
function encryptionKey(row: Cells): string {
  const key = row.kms_arn || row.kms_key_name || row.key_name || row.key_ocid;
  return [row.type, key].filter(Boolean).join(': ');
}

/** Where content goes. */
function storage(row: Cells): string {
  const bucket = row.provider__bucket || row.provider__container;
  return bucket ? `content goes to ${[row.provider__type, bucket].filter(Boolean).join(': ')}` : '';
}

function permissions(row: Cells): string {
  return row.permissions ? `permissions: ${listText(row.permissions)}` : '';
}

/** Returns a list that stands as JSON text, for people; any other text as it is. */
export function listText(text: string): string {
  const list = listOf(text);
  return list ? list.join(', ') || 'none' : text;
}

/** Returns the texts of a list that stands as JSON text; undefined if it is none. */
export function listOf(text: string | null | undefined): string[] | undefined {
  if (!text?.startsWith('[')) return undefined;
  try {
    const list: unknown[] = JSON.parse(text);
    return list.map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));
  } catch {
    return undefined;
  }
}

/** Returns how the changes of a resource are worded; those of a custom resource by its name and what identifies the row. */
export function changeWords(resource: string): ChangeWords {
  return (
    (Object.hasOwn(wordsByResource, resource) ? wordsByResource[resource] : undefined) ?? {
      kind: 'other',
      noun: `${resource} row`,
      subject: (row) => [resource, row.name || row.id].filter(Boolean).join(' '),
    }
  );
}
