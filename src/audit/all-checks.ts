import type { Check } from './check.ts';
import { adminKeyAdded, adminKeyOwnerLeft } from './checks/admin-key-owners.ts';
import * as adminKeys from './checks/admin-keys.ts';
import { certificateExpiring, projectCertificateExpiring } from './checks/certificates.ts';
import { dataStale } from './checks/freshness.ts';
import * as limits from './checks/limits.ts';
import { auditLogSilent, failedLoginsThenSuccess } from './checks/logins.ts';
import * as owners from './checks/owners.ts';
import * as people from './checks/people.ts';
import * as permissions from './checks/permissions.ts';
import { projectKeyOwnerRemoved } from './checks/project-key-owners.ts';
import { projectKeyExpiring, projectKeyOld, projectKeyUnused } from './checks/project-keys.ts';
import { hostedToolEnabled, modelPermissionWidened } from './checks/project-settings.ts';
import * as protection from './checks/protection.ts';
import { rateLimitRaised } from './checks/rate-limits.ts';
import { dataRetentionWeakened, projectDataRetentionWeakened } from './checks/retention.ts';
import { dailySpendAbove, projectSpendJump, spendJump } from './checks/spend.ts';
import { organizationNearSpendLimit, projectNearSpendLimit } from './checks/spend-limits.ts';
import { suddenlyEmpty } from './checks/sudden-emptiness.ts';
import { keyCreatedByUnusualActor, keyCreatedOutsideHours } from './checks/unusual.ts';

/** Every check, by topic: the order of reports and of the documentation. */
export const allChecks: readonly Check[] = [
  adminKeyOwnerLeft,
  adminKeyAdded,
  adminKeys.adminKeyNeverUsed,
  adminKeys.adminKeyUnused,
  adminKeys.adminKeyOld,
  adminKeys.adminKeyWithoutExpiry,
  adminKeys.adminKeyExpiring,
  projectKeyOwnerRemoved,
  projectKeyUnused,
  projectKeyOld,
  projectKeyExpiring,
  owners.ownerAdded,
  owners.tooManyOwners,
  owners.singleOwner,
  owners.serviceAccountOwner,
  people.ownerInvited,
  people.invitePending,
  people.inviteOutsideDomains,
  people.userOutsideDomains,
  permissions.roleWidened,
  permissions.projectRoleWidened,
  permissions.rolePermissionsAdded,
  permissions.projectOwnerAdded,
  protection.scimDisabled,
  protection.scimDeletionRequested,
  protection.ssoConnectionDeleted,
  protection.ipAllowListOff,
  protection.ipAllowListOpen,
  protection.externalKeyRemoved,
  failedLoginsThenSuccess,
  auditLogSilent,
  certificateExpiring,
  projectCertificateExpiring,
  dataRetentionWeakened,
  projectDataRetentionWeakened,
  modelPermissionWidened,
  hostedToolEnabled,
  rateLimitRaised,
  projectNearSpendLimit,
  organizationNearSpendLimit,
  limits.projectWithoutSpendLimit,
  limits.organizationWithoutSpendLimit,
  limits.projectWithoutSpendAlert,
  limits.organizationWithoutSpendAlert,
  spendJump,
  projectSpendJump,
  dailySpendAbove,
  dataStale,
  suddenlyEmpty,
  keyCreatedByUnusualActor,
  keyCreatedOutsideHours,
];
