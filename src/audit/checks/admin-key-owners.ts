import type { AuditData, Cells } from '../audit-data.ts';
import type { Check } from '../check.ts';
import { dayOf } from './days.ts';
import { whyNotComparable } from './hidden-ids.ts';
import { isExpired } from './key-use.ts';
import { lapsesWithTheLog } from './lapsing.ts';
import { rowHistories } from './row-history.ts';
import { facts, label, named, rowsOf } from './stored.ts';

/** Returns the ids of everybody in the organisation; a member's nested user counts as well. */
export function memberIds(data: AuditData): Set<string> {
  return new Set(
    rowsOf(data, 'users').flatMap((user) => [user.id, user.user__id].filter((id) => typeof id === 'string')),
  );
}

/**
 * Returns true for the owner of an admin key that is a service account: the API calls every owner a user, but its own example is
 * `sa_456`. Service accounts of archived projects are not listed, so that such an owner's absence says nothing.
 */
function isServiceAccount(key: Cells): boolean {
  const type = `${key.owner__type ?? ''} ${key.owner__object ?? ''}`;
  return type.includes('service_account') || /^(sa|svc)[_-]/.test(key.owner__id ?? '');
}

function isOfPerson(key: Cells): boolean {
  return Boolean(key.owner__id) && !isServiceAccount(key);
}

/** An admin key whose owner is no longer in the organisation. */
export const adminKeyOwnerLeft: Check<Record<never, number>> = {
  id: 'admin-key-owner-left',
  severity: 'high',
  title: 'Admin key of someone who left',
  meaning: 'An admin key belongs to a person who is no member of the organisation any more.',
  why: 'A former member may still have a copy, and with it access to the whole organisation.',
  remedy: 'Delete the key at once; create a new one, owned by a service account or a member, where it is needed.',
  controls: ['SOC 2 CC6.2', 'SOC 2 CC6.3', 'ISO 27001 A.5.18', 'ISO 27001 A.6.5', 'NIST 800-53 PS-4', 'CIS 6.2'],
  needs: { snapshots: ['admin_api_keys', 'users', 'project_service_accounts'] },
  thresholds: {},
  cannotTell(data) {
    const owners = rowsOf(data, 'admin_api_keys').flatMap((key) => (isOfPerson(key) ? (key.owner__id ?? []) : []));
    return whyNotComparable(owners, memberIds(data));
  },
  find(data) {
    const members = memberIds(data);
    const accounts = new Set(rowsOf(data, 'project_service_accounts').map(({ id }) => id));
    const gone = (key: Cells) =>
      isOfPerson(key) && !members.has(key.owner__id ?? '') && !accounts.has(key.owner__id ?? '');
    return rowsOf(data, 'admin_api_keys')
      .filter((key) => gone(key) && !isExpired(data, key))
      .map((key) => ({
        subject: key.id ?? '',
        text: `Admin key ${named(key)} belongs to ${label(key.owner__name, key.owner__id)}, who is no member any more`,
        evidence: facts({ created_at: key.created_at, owner: key.owner__name, owner_id: key.owner__id }),
      }));
  },
};

/** An admin key that was created since an earlier run. */
export const adminKeyAdded: Check<Record<never, number>> = {
  id: 'admin-key-added',
  severity: 'medium',
  title: 'Admin key added',
  meaning: 'An admin key that is still there was created in the days that are looked at.',
  why: 'Every admin key is a way to read and change the whole organisation; none should come into being unseen.',
  remedy: 'Make sure that somebody asked for it and that its owner is right; else delete it.',
  controls: ['SOC 2 CC6.1', 'ISO 27001 A.8.2', 'NIST 800-53 AC-6', 'NIST 800-53 IA-5', 'CIS 5.4'],
  needs: { snapshots: ['admin_api_keys'], changes: ['admin_api_keys'] },
  thresholds: {},
  find: (data) =>
    rowHistories(data, 'admin_api_keys').flatMap(({ now, changes }) => {
      const added = changes.findLast(({ before }) => before === undefined);
      if (now === undefined || added === undefined) return [];
      return {
        subject: now.id ?? '',
        text: `Admin key ${named(now)} was created on ${dayOf(now.created_at)} for ${label(now.owner__name, now.owner__id)}`,
        evidence: facts({
          noticed: added.day,
          created_at: now.created_at,
          owner: now.owner__name,
          owner_id: now.owner__id,
        }),
      };
    }),
  afterwards: lapsesWithTheLog,
};
