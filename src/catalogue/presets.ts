import { allResources } from './catalogue.ts';
import type { Resource } from './resource.ts';
import { usageResources } from './usage.ts';

/** Detail reads repeat what their list holds, and `organization_members` repeats `users`. */
function addsSomething({ idParameter, fallback }: Resource): boolean {
  return idParameter === undefined && fallback === undefined;
}

/** Who may act as a service account by a token of another system. */
const withoutKey = ['workload_identity_providers', 'workload_identity_federation_rules'];

/** Preset -> names of the resources it stands for. */
export const presets: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'standard',
    [
      'audit_logs',
      'users',
      'invites',
      'projects',
      'project_users',
      'project_service_accounts',
      'project_api_keys',
      'admin_api_keys',
      'costs',
    ],
  ],
  [
    'access',
    [
      'users',
      'invites',
      'projects',
      'project_users',
      'project_service_accounts',
      'project_groups',
      'groups',
      'group_users',
      'roles',
      'project_roles',
      'user_roles',
      'group_roles',
      'project_user_roles',
      'project_group_roles',
      ...withoutKey,
    ],
  ],
  [
    'keys',
    ['admin_api_keys', 'project_api_keys', 'certificates', 'project_certificates', 'external_keys', ...withoutKey],
  ],
  ['usage', usageResources.map(({ name }) => name)],
  [
    'spend',
    [
      'costs',
      'spend_limit',
      'spend_alerts',
      'projects',
      'project_spend_limit',
      'project_spend_alerts',
      'project_api_keys',
      'users',
    ],
  ],
  [
    'settings',
    [
      'data_retention',
      'project_data_retention',
      'project_rate_limits',
      'project_model_permissions',
      'project_hosted_tool_permissions',
      'project_service_tier_settings',
      'external_storage',
    ],
  ],
  ['all', allResources.filter(addsSomething).map(({ name }) => name)],
]);
