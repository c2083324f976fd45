import * as access from './access.ts';
import * as audit from './audit.ts';
import * as externalStorage from './external-storage.ts';
import * as fineTuning from './fine-tuning.ts';
import * as keys from './keys.ts';
import * as projectAccess from './project-access.ts';
import * as projects from './projects.ts';
import type { Resource } from './resource.ts';
import * as roles from './roles.ts';
import * as settings from './settings.ts';
import * as spend from './spend.ts';
import { usageResources } from './usage.ts';
import * as workloadIdentity from './workload-identity.ts';

/** Every resource that the action knows by itself, family by family: the order of logs, summaries and exports. */
export const allResources: readonly Resource[] = [
  audit.auditLogs,
  audit.auditLog,
  access.users,
  access.user,
  access.organizationMembers,
  access.invites,
  access.invite,
  access.groups,
  access.group,
  access.groupUsers,
  access.groupUser,
  projects.projects,
  projects.project,
  projectAccess.projectUsers,
  projectAccess.projectUser,
  projectAccess.projectServiceAccounts,
  projectAccess.projectServiceAccount,
  projectAccess.projectGroups,
  projectAccess.projectGroup,
  roles.roles,
  roles.role,
  roles.projectRoles,
  roles.projectRole,
  roles.userRoles,
  roles.userRole,
  roles.groupRoles,
  roles.groupRole,
  roles.projectUserRoles,
  roles.projectUserRole,
  roles.projectGroupRoles,
  roles.projectGroupRole,
  keys.adminApiKeys,
  keys.adminApiKey,
  keys.projectApiKeys,
  keys.projectApiKey,
  keys.certificates,
  keys.certificate,
  keys.projectCertificates,
  keys.externalKeys,
  keys.externalKey,
  workloadIdentity.workloadIdentityProviders,
  workloadIdentity.workloadIdentityProvider,
  workloadIdentity.workloadIdentityFederationRules,
  workloadIdentity.workloadIdentityFederationRule,
  settings.dataRetention,
  settings.projectDataRetention,
  settings.projectRateLimits,
  settings.projectModelPermissions,
  settings.projectHostedToolPermissions,
  settings.projectServiceTierSettings,
  externalStorage.externalStorage,
  externalStorage.externalStorageConfiguration,
  fineTuning.checkpointPermissions,
  spend.costs,
  spend.spendLimit,
  spend.projectSpendLimit,
  spend.spendAlerts,
  spend.spendAlert,
  spend.projectSpendAlerts,
  spend.projectSpendAlert,
  ...usageResources,
];

const resourcesByName = new Map(allResources.map((resource) => [resource.name, resource]));

/** Returns the resource of this name, or undefined if the catalogue has none. */
export function resourceNamed(name: string): Resource | undefined {
  return resourcesByName.get(name);
}
