import type { AuditData, Cells } from '../audit-data.ts';
import type { Check } from '../check.ts';
import { lapsesWithTheLog } from './lapsing.ts';
import { rowHistories } from './row-history.ts';
import { facts, named, projectNames, rowsInUse, rowsOf } from './stored.ts';

const leastPrivilege = ['SOC 2 CC6.3', 'ISO 27001 A.8.2', 'NIST 800-53 AC-6', 'NIST 800-53 AC-6(5)', 'CIS 5.4'];

/** People who own the organisation and can sign in. */
function owners(data: AuditData): Cells[] {
  return rowsOf(data, 'users').filter(
    (user) =>
      user.role === 'owner' &&
      user.is_service_account !== 'true' &&
      user.user__enabled !== 'false' &&
      user.user__banned !== 'true',
  );
}

/** More owners than needed. */
export const tooManyOwners: Check<{ owners: number }> = {
  id: 'too-many-owners',
  severity: 'medium',
  title: 'Many owners',
  meaning:
    'More than {owners} people are owners of the organisation; service accounts and disabled users do not count.',
  why: 'Every owner can create admin keys, invite people and change every setting: each is one account to take over.',
  remedy: 'Make readers of those who do not administer the organisation.',
  controls: leastPrivilege,
  needs: { snapshots: ['users'] },
  thresholds: { owners: 5 },
  find(data, limits) {
    const count = owners(data).length;
    if (count <= limits.owners) return [];
    return [
      {
        subject: 'organization',
        text: `The organisation has ${count} owners`,
        evidence: facts({ owners: count, limit: limits.owners }),
      },
    ];
  },
};

/** One person on whom all administration depends. */
export const singleOwner: Check<Record<never, number>> = {
  id: 'single-owner',
  severity: 'medium',
  title: 'Only one owner',
  meaning: 'Exactly one person is owner of the organisation; service accounts and disabled users do not count.',
  why: 'When that person leaves or loses the account, nobody can remove access or keys.',
  remedy: 'Make a second person owner.',
  controls: ['SOC 2 CC9.1', 'ISO 27001 A.5.29', 'NIST 800-53 CP-2'],
  needs: { snapshots: ['users'] },
  thresholds: {},
  find(data) {
    const [only, ...others] = owners(data);
    if (only === undefined || others.length > 0) return [];
    return [
      {
        subject: 'organization',
        text: `${named(only)} is the only owner of the organisation`,
        evidence: facts({ owner_id: only.id }),
      },
    ];
  },
};

/** Somebody who became owner of the organisation. */
export const ownerAdded: Check<Record<never, number>> = {
  id: 'owner-added',
  severity: 'high',
  title: 'Owner added',
  meaning: 'Somebody became owner of the organisation in the days that are looked at, and still is.',
  why: 'An owner can do everything: this is how a taken-over account makes itself at home.',
  remedy: 'Make sure that somebody asked for it; else make the user a reader again and look at the audit log.',
  controls: [...leastPrivilege, 'NIST 800-53 AC-2(4)'],
  needs: { snapshots: ['users'], changes: ['users'] },
  thresholds: {},
  find: (data) =>
    rowHistories(data, 'users').flatMap(({ now, changes }) => {
      const gained = changes.findLast(({ before, after }) => after?.role === 'owner' && before?.role !== 'owner');
      if (now?.role !== 'owner' || gained === undefined) return [];
      const before = gained.before?.role ?? 'no role';
      return {
        subject: now.id ?? '',
        text:
          gained.before === undefined
            ? `${named(now)} joined the organisation as owner`
            : `${named(now)} became owner of the organisation, from ${before}`,
        evidence: facts({
          noticed: gained.day,
          role_before: gained.before?.role,
          role: 'owner',
          added_at: now.added_at,
        }),
      };
    }),
  afterwards: lapsesWithTheLog,
};

/** A service account that may do everything. */
export const serviceAccountOwner: Check<Record<never, number>> = {
  id: 'service-account-owner',
  severity: 'medium',
  title: 'Service account with owner role',
  meaning: 'A service account is owner of a project in use, or of the organisation (then high).',
  why: 'The key of a program, which lies in its configuration, can then give and take access.',
  remedy: 'Give the service account the role member, or replace it by one that has it.',
  controls: ['SOC 2 CC6.3', 'ISO 27001 A.8.2', 'NIST 800-53 AC-6', 'NIST 800-53 AC-6(5)', 'CIS 5.5'],
  needs: { snapshots: ['project_service_accounts', 'users'] },
  thresholds: {},
  find(data) {
    const project = projectNames(data);
    const ofProjects = rowsInUse(data, 'project_service_accounts')
      .filter(({ role }) => role === 'owner')
      .map((account) => ({
        subject: `${account.project_id}/${account.id}`,
        text: `Service account ${named(account)} is owner of project ${project(account.project_id)}`,
        evidence: facts({ project_id: account.project_id, role: account.role, created_at: account.created_at }),
      }));
    const ofOrganization = rowsOf(data, 'users')
      .filter(({ role, is_service_account }) => role === 'owner' && is_service_account === 'true')
      .map((account) => ({
        subject: `organization/${account.id}`,
        text: `Service account ${named(account)} is owner of the organisation`,
        evidence: facts({ role: account.role, added_at: account.added_at }),
        severity: 'high' as const,
      }));
    return [...ofProjects, ...ofOrganization];
  },
};
