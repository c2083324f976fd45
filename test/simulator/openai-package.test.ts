import assert from 'node:assert/strict';
import { test } from 'node:test';
import OpenAI from 'openai';
import type { Simulator } from '../../simulator/server.ts';
import { type Body, bucketRows, simulatorFor } from './ask.ts';

const SMALL = { users: 7, projects: 5, archivedProjects: 2, groups: 3, auditEvents: 130, tenantEvents: 30 };

function clientOf(simulator: Simulator) {
  return new OpenAI({ adminAPIKey: simulator.adminKey, baseURL: simulator.url, maxRetries: 0 }).admin.organization;
}

type Admin = ReturnType<typeof clientOf>;
type Rows = AsyncIterable<unknown>;

/** A list, the ids of its parents, and how the package reads it. */
const LISTS: Record<string, (admin: Admin, parents: string[]) => Rows> = {
  admin_api_keys: (admin) => admin.adminAPIKeys.list({ limit: 2 }),
  certificates: (admin) => admin.certificates.list({ limit: 1 }),
  groups: (admin) => admin.groups.list({ limit: 2 }),
  group_roles: (admin, [group = '']) => admin.groups.roles.list(group, { limit: 1 }),
  group_users: (admin, [group = '']) => admin.groups.users.list(group, { limit: 2 }),
  invites: (admin) => admin.invites.list({ limit: 3 }),
  projects: (admin) => admin.projects.list({ limit: 2, include_archived: true }),
  project_api_keys: (admin, [project = '']) =>
    admin.projects.apiKeys.list(project, { limit: 2, owner_project_access: 'any' }),
  project_certificates: (admin, [project = '']) => admin.projects.certificates.list(project, { limit: 1 }),
  project_groups: (admin, [project = '']) => admin.projects.groups.list(project, { limit: 1 }),
  // Without `last_id` the package stops after a page, so all rows must fit on one.
  project_rate_limits: (admin, [project = '']) => admin.projects.rateLimits.listRateLimits(project),
  project_service_accounts: (admin, [project = '']) => admin.projects.serviceAccounts.list(project, { limit: 1 }),
  project_spend_alerts: (admin, [project = '']) => admin.projects.spendAlerts.list(project, { limit: 1 }),
  project_users: (admin, [project = '']) => admin.projects.users.list(project, { limit: 2 }),
  roles: (admin) => admin.roles.list({ limit: 2 }),
  spend_alerts: (admin) => admin.spendAlerts.list({ limit: 1 }),
  users: (admin) => admin.users.list({ limit: 3 }),
  user_roles: (admin, [user = '']) => admin.users.roles.list(user, { limit: 1 }),
  external_keys: (admin) => admin.externalKeys.list({ limit: 1 }),
  external_storage: (admin) => admin.externalStorage.list({ limit: 1 }),
  workload_identity_providers: (admin) => admin.workloadIdentityProviders.list({ limit: 1 }),
  workload_identity_federation_rules: (admin, [provider = '']) =>
    admin.workloadIdentityProviders.federationRules.list(provider, { limit: 1 }),
  project_group_roles: (admin, [project = '', group = '']) =>
    admin.projects.groups.roles.list(group, { project_id: project, limit: 1 }),
  project_roles: (admin, [project = '']) => admin.projects.roles.list(project, { limit: 2 }),
  project_user_roles: (admin, [project = '', user = '']) =>
    admin.projects.users.roles.list(user, { project_id: project, limit: 1 }),
};

/** The read of one object, by the ids in its path. */
const OBJECTS: Record<string, (admin: Admin, ids: string[]) => PromiseLike<object>> = {
  admin_api_key: (admin, [id = '']) => admin.adminAPIKeys.retrieve(id),
  certificate: (admin, [id = '']) => admin.certificates.retrieve(id),
  data_retention: (admin) => admin.dataRetention.retrieve(),
  group: (admin, [id = '']) => admin.groups.retrieve(id),
  group_role: (admin, [group_id = '', id = '']) => admin.groups.roles.retrieve(id, { group_id }),
  group_user: (admin, [group_id = '', id = '']) => admin.groups.users.retrieve(id, { group_id }),
  invite: (admin, [id = '']) => admin.invites.retrieve(id),
  project: (admin, [id = '']) => admin.projects.retrieve(id),
  project_api_key: (admin, [project_id = '', id = '']) => admin.projects.apiKeys.retrieve(id, { project_id }),
  project_data_retention: (admin, [project = '']) => admin.projects.dataRetention.retrieve(project),
  project_hosted_tool_permissions: (admin, [project = '']) => admin.projects.hostedToolPermissions.retrieve(project),
  project_model_permissions: (admin, [project = '']) => admin.projects.modelPermissions.retrieve(project),
  project_service_account: (admin, [project_id = '', id = '']) =>
    admin.projects.serviceAccounts.retrieve(id, { project_id }),
  project_spend_alert: (admin, [project_id = '', id = '']) => admin.projects.spendAlerts.retrieve(id, { project_id }),
  project_user: (admin, [project_id = '', id = '']) => admin.projects.users.retrieve(id, { project_id }),
  role: (admin, [id = '']) => admin.roles.retrieve(id),
  spend_alert: (admin, [id = '']) => admin.spendAlerts.retrieve(id),
  user: (admin, [id = '']) => admin.users.retrieve(id),
  user_role: (admin, [user_id = '', id = '']) => admin.users.roles.retrieve(id, { user_id }),
  project_group_role: (admin, [project_id = '', group_id = '', id = '']) =>
    admin.projects.groups.roles.retrieve(id, { project_id, group_id }),
  project_role: (admin, [project_id = '', id = '']) => admin.projects.roles.retrieve(id, { project_id }),
  project_user_role: (admin, [project_id = '', user_id = '', id = '']) =>
    admin.projects.users.roles.retrieve(id, { project_id, user_id }),
  spend_limit: (admin) => admin.spendLimit.retrieve(),
  external_key: (admin, [id = '']) => admin.externalKeys.retrieve(id),
  external_storage_configuration: (admin, [id = '']) => admin.externalStorage.retrieve(id),
  workload_identity_provider: (admin, [id = '']) => admin.workloadIdentityProviders.retrieve(id),
  workload_identity_federation_rule: (admin, [workload_identity_provider_id = '', id = '']) =>
    admin.workloadIdentityProviders.federationRules.retrieve(id, { workload_identity_provider_id }),
  project_service_tier_settings: (admin, [project = '']) => admin.projects.serviceTierSettings.retrieve(project),
};

/** Objects of which there is one, below a project or the organisation. */
const SETTING = /(permissions|retention|settings)$/;

/** A row as the truth gives it: with the ids of its parents in front where it lacks them. */
function withParents(ids: Record<string, string>, row: object): string {
  const lacking = Object.entries(ids).filter(([name]) => !(name in row));
  return JSON.stringify({ ...Object.fromEntries(lacking), ...row });
}

test('the official package walks every list and agrees with the ground truth', async (t) => {
  const simulator = await simulatorFor(t, { size: SMALL });
  const admin = clientOf(simulator);
  for (const [resource, read] of Object.entries(LISTS)) {
    const rows: string[] = [];
    for (const { ids } of simulator.truth.reads(resource)) {
      for await (const row of read(admin, Object.values(ids))) rows.push(withParents(ids, row as object));
    }
    const truth = simulator.truth.snapshot(resource);
    assert.ok(truth.length > 0, `the organisation has no ${resource}`);
    assert.deepEqual(rows.sort(), truth.sort(), resource);
  }
});

test('the official package reads single objects and agrees with the ground truth', async (t) => {
  const simulator = await simulatorFor(t, { size: SMALL });
  const admin = clientOf(simulator);
  for (const [resource, read] of Object.entries(OBJECTS)) {
    const rows: string[] = [];
    for (const { ids } of simulator.truth.reads(resource)) {
      const values = Object.values(ids);
      const own = values.length > 0 && !SETTING.test(resource);
      const parents = own ? Object.fromEntries(Object.entries(ids).slice(0, -1)) : ids;
      rows.push(withParents(parents, await read(admin, values)));
    }
    assert.ok(rows.length > 0, `the organisation has no ${resource}`);
    assert.deepEqual(rows.sort(), simulator.truth.snapshot(resource).sort(), resource);
  }
});

test('the official package walks the audit logs of both passes, newest first', async (t) => {
  const simulator = await simulatorFor(t, { size: SMALL });
  const admin = clientOf(simulator);
  const now = simulator.clock.now();
  for (const tenant_only of [false, true]) {
    const rows: string[] = [];
    const effective_at = { gte: now - 30 * 86_400, lt: now - 86_400 };
    for await (const event of admin.auditLogs.list({ limit: 9, tenant_only, effective_at }))
      rows.push(JSON.stringify(event));
    const truth = simulator.truth.events(effective_at.gte, effective_at.lt, { tenant: tenant_only });
    assert.ok(truth.length > 10);
    assert.deepEqual(rows.reverse(), truth);
  }
});

test('the official package reads costs and each usage grouped, and agrees with the ground truth', async (t) => {
  const simulator = await simulatorFor(t, { size: SMALL });
  const { usage } = clientOf(simulator);
  const end = Math.floor(simulator.clock.now() / 86_400) * 86_400;
  const query = { start_time: end - 20 * 86_400, end_time: end, limit: 31 };
  const byProject = { ...query, group_by: ['project_id' as const] };
  const pages: Record<string, PromiseLike<unknown>> = {
    costs: usage.costs(byProject),
    usage_audio_speeches: usage.audioSpeeches(byProject),
    usage_audio_transcriptions: usage.audioTranscriptions(byProject),
    usage_code_interpreter_sessions: usage.codeInterpreterSessions(byProject),
    usage_completions: usage.completions(byProject),
    usage_decisions: usage.decisions(byProject),
    usage_embeddings: usage.embeddings(byProject),
    usage_file_search_calls: usage.fileSearchCalls(byProject),
    usage_images: usage.images(byProject),
    usage_moderations: usage.moderations(byProject),
    usage_vector_stores: usage.vectorStores(byProject),
    usage_web_search_calls: usage.webSearchCalls(byProject),
  };
  for (const [resource, page] of Object.entries(pages)) {
    const rows = bucketRows([(await page) as Body]);
    assert.ok(rows.length > 0, resource);
    assert.deepEqual(
      rows,
      simulator.truth.buckets(resource, query.start_time, end, { groupBy: ['project_id'] }),
      resource,
    );
  }
});

test('the official package walks the permissions of checkpoints', async (t) => {
  const simulator = await simulatorFor(t, { size: SMALL });
  const { fineTuning } = new OpenAI({ adminAPIKey: simulator.adminKey, baseURL: simulator.url, maxRetries: 0 });
  const rows: string[] = [];
  for (const { ids } of simulator.truth.reads('checkpoint_permissions'))
    for await (const row of fineTuning.checkpoints.permissions.list(Object.values(ids)[0] ?? '', { limit: 1 }))
      rows.push(withParents(ids, row));
  assert.ok(rows.length > 1);
  assert.deepEqual(rows.sort(), simulator.truth.snapshot('checkpoint_permissions').sort());
});
