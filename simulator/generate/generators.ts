import {
  generateCheckpointPermissions,
  generateCheckpoints,
  generateExternalKeys,
  generateExternalStorage,
  generateServiceTiers,
} from './external.ts';
import { generateFederationRules, generateIdentityProviders } from './federation.ts';
import { generateGroups, generateGroupUsers, generateProjectGroups } from './groups.ts';
import { generateAdminKeys, generateInvites, generateUsers } from './people.ts';
import { generateProjectKeys, generateProjects, generateProjectUsers, generateServiceAccounts } from './projects.ts';
import {
  generateGroupRoles,
  generateProjectGroupRoles,
  generateProjectRoles,
  generateProjectUserRoles,
  generateRoles,
  generateUserRoles,
} from './roles.ts';
import {
  generateCertificates,
  generateDataRetention,
  generateHostedToolPermissions,
  generateModelPermissions,
  generateProjectCertificates,
  generateProjectDataRetention,
  generateProjectSpendAlerts,
  generateProjectSpendLimit,
  generateRateLimits,
  generateSpendAlerts,
  generateSpendLimit,
} from './settings.ts';
import type { Generator } from './world.ts';

/** What fills each list, by resource. */
export const GENERATORS: Record<string, Generator> = {
  admin_api_keys: generateAdminKeys,
  certificates: generateCertificates,
  checkpoint_permissions: generateCheckpointPermissions,
  checkpoints: generateCheckpoints,
  data_retention: generateDataRetention,
  external_keys: generateExternalKeys,
  external_storage: generateExternalStorage,
  group_roles: generateGroupRoles,
  group_users: generateGroupUsers,
  groups: generateGroups,
  invites: generateInvites,
  project_api_keys: generateProjectKeys,
  project_certificates: generateProjectCertificates,
  project_data_retention: generateProjectDataRetention,
  project_group_roles: generateProjectGroupRoles,
  project_groups: generateProjectGroups,
  project_hosted_tool_permissions: generateHostedToolPermissions,
  project_model_permissions: generateModelPermissions,
  project_rate_limits: generateRateLimits,
  project_roles: generateProjectRoles,
  project_service_accounts: generateServiceAccounts,
  project_service_tier_settings: generateServiceTiers,
  project_spend_alerts: generateProjectSpendAlerts,
  project_spend_limit: generateProjectSpendLimit,
  project_user_roles: generateProjectUserRoles,
  project_users: generateProjectUsers,
  projects: generateProjects,
  roles: generateRoles,
  spend_alerts: generateSpendAlerts,
  spend_limit: generateSpendLimit,
  user_roles: generateUserRoles,
  users: generateUsers,
  workload_identity_federation_rules: generateFederationRules,
  workload_identity_providers: generateIdentityProviders,
};
