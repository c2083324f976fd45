import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allResources } from '../../src/catalogue/catalogue.ts';
import { columns } from '../../src/catalogue/columns.ts';

const member = ['name: name', 'email: email'];
const membership = [...member, 'user__email: email', 'user__name: name', 'user__picture: picture'];
const actor = [
  'actor__session__user__email: email',
  'actor__session__ip_address: ip',
  'actor__api_key__user__email: email',
];
const assignment = ['created_by_user_obj: person'];
const keyOwner = ['owner__user__email: email', 'owner__user__name: name'];
const recipients = ['notification_channel__recipients: email'];

/** What the catalogue says of every resource: its personal columns and their kinds. */
const personalColumns: Record<string, string[]> = {
  audit_logs: actor,
  audit_log: actor,
  users: membership,
  user: membership,
  organization_members: membership,
  invites: ['email: email'],
  invite: ['email: email'],
  group_users: member,
  group_user: [...member, 'picture: picture'],
  project_users: member,
  project_user: member,
  user_roles: assignment,
  user_role: assignment,
  group_roles: assignment,
  group_role: assignment,
  project_user_roles: assignment,
  project_user_role: assignment,
  project_group_roles: assignment,
  project_group_role: assignment,
  admin_api_keys: ['owner__name: name'],
  admin_api_key: ['owner__name: name'],
  project_api_keys: keyOwner,
  project_api_key: keyOwner,
  spend_alerts: recipients,
  spend_alert: recipients,
  project_spend_alerts: recipients,
  project_spend_alert: recipients,
  workload_identity_federation_rules: ['attribute_matchers: text'],
  workload_identity_federation_rule: ['attribute_matchers: text'],
};

/** Columns that hold texts and were looked at: ids are no names, and names of things are no names of people. */
const harmless = new Set(
  `actor__api_key__id actor__api_key__service_account__id actor__api_key__type actor__api_key__user__id
  actor__session__user__id actor__type amount__currency api_key_id api_source assignment_sources
  certificate_details__content context_level created_by currency description details developer_persona
  enforcement__status external_key_id group_id group_name group_type id interval line_item metadata mode model model_ids
  name notification_channel__subject_prefix notification_channel__type object owner__id owner__object owner__role
  owner__service_account__id owner__service_account__name owner__service_account__role owner__type owner__user__id
  owner__user__role owner_project_access permissions project__id project__name project_id projects projects__data
  projects__object quantity_unit redacted_value residency resource_type role service_tier size source status
  technical_level type user__id user__object user_id user_type vector_store_id
  api_project_ids attribute_transformations audience default enabled_tiers external_id fine_tuned_model_checkpoint geography issuer
  key_name key_ocid key_version key_version_ocid kms_arn kms_key_location kms_key_name kms_key_ring_name kms_key_version
  kms_project_id permissions__scopes permissions__type provider__account_id provider__account_name provider__audience
  provider__bucket provider__container provider__external_id provider__region provider__resource_group provider__role_arn
  provider__subscription_id provider__tenancy_ocid provider__tenant_id provider__type
  provider__workload_identity_pool_id provider__workload_identity_project_number
  provider__workload_identity_provider_id purpose region role_arn service_account_id tenant_id vault_ocid vault_uri
  verification__discovery_url verification__jwks verification__type workload_identity_pool_id
  workload_identity_project_number workload_identity_provider_id workspace_id`.split(/\s+/),
);

/** Resources whose `name` is that of a thing: a key, a project, a group, a role, a certificate, a service account. */
const namesOfThings =
  /^(groups?|projects?|project_service_accounts?|(project_|user_|group_|project_user_|project_group_)?roles?|admin_api_keys?|(project_)?api_keys?|project_api_keys?|(project_)?certificates?|external_keys?|workload_identity_(providers?|federation_rules?))$/;

test('a column may have several marks', () => {
  assert.deepEqual(columns('seen_by:text:name:volatile'), [
    { name: 'seen_by', type: 'text', volatile: true, personal: 'name' },
  ]);
  assert.throws(() => columns('id:text:name:hidden'), /mark "hidden"/);
  assert.throws(() => columns('id:text:name:email'), /mark "email"/);
});

test('says of every column whether it is personal data', () => {
  const marked = allResources.map(({ name, columns: own }) => [
    name,
    own.flatMap((column) => (column.personal ? [`${column.name}: ${column.personal}`] : [])),
  ]);
  const expected = allResources.map(({ name }) => [name, personalColumns[name] ?? []]);
  assert.deepEqual(Object.fromEntries(marked), Object.fromEntries(expected));
});

test('leaves no column with text that nobody has decided on', () => {
  for (const { name, columns: own } of allResources) {
    const undecided = own.filter(
      (column) => !column.personal && ['text', 'json'].includes(column.type) && !harmless.has(column.name),
    );
    assert.deepEqual(undecided, [], `${name}: mark the column, or add it to the harmless ones of this test`);
    const hasName = own.some((column) => column.name === 'name' && !column.personal);
    assert.ok(!hasName || namesOfThings.test(name), `${name}: whose name is it?`);
  }
});
