import type { AuditData, Cells } from '../audit-data.ts';
import type { Check } from '../check.ts';
import { dayOf } from './days.ts';
import { expiry, isExpired, isNeverUsed, isOlder, isUnused } from './key-use.ts';
import { facts, named, rowsOf } from './stored.ts';

type Days = { days: number };

const needs = { snapshots: ['admin_api_keys'] };
const staleKeyControls = [
  'SOC 2 CC6.1',
  'SOC 2 CC6.3',
  'ISO 27001 A.5.18',
  'NIST 800-53 AC-2(3)',
  'NIST 800-53 IA-5',
  'CIS 5.3',
];

function usable(data: AuditData): Cells[] {
  return rowsOf(data, 'admin_api_keys').filter((key) => !isExpired(data, key));
}

function keyFacts(key: Cells, more: Record<string, string | null | undefined> = {}): Record<string, string> {
  return facts({ created_at: key.created_at, owner: key.owner__name, owner_id: key.owner__id, ...more });
}

/** An admin key that nobody ever used. */
export const adminKeyNeverUsed: Check<Days> = {
  id: 'admin-key-never-used',
  severity: 'medium',
  title: 'Admin key never used',
  meaning: 'An admin key was created at least {days} days ago, and the API knows of no use.',
  why: 'An admin key can read and change the whole organisation. One that nobody needs is only a risk.',
  remedy: 'Ask its owner, then delete the key.',
  controls: staleKeyControls,
  needs,
  thresholds: { days: 30 },
  find: (data, { days }) =>
    usable(data)
      .filter((key) => isNeverUsed(data, key, days))
      .map((key) => ({
        subject: key.id ?? '',
        text: `Admin key ${named(key)}, created on ${dayOf(key.created_at)}, was never used`,
        evidence: keyFacts(key),
      })),
};

/** An admin key that was used once, but not for a long time. */
export const adminKeyUnused: Check<Days> = {
  id: 'admin-key-unused',
  severity: 'medium',
  title: 'Admin key unused',
  meaning: 'An admin key was last used at least {days} days ago.',
  why: 'A key that is no longer needed is one that nobody would miss when it is stolen.',
  remedy: 'Ask its owner, then delete the key.',
  controls: staleKeyControls,
  needs,
  thresholds: { days: 90 },
  find: (data, { days }) =>
    usable(data)
      .filter((key) => isUnused(data, key, days))
      .map((key) => ({
        subject: key.id ?? '',
        text: `Admin key ${named(key)} was last used on ${dayOf(key.last_used_at)}`,
        evidence: keyFacts(key, { last_used_at: key.last_used_at }),
      })),
};

/** An admin key that was not replaced for a long time. */
export const adminKeyOld: Check<Days> = {
  id: 'admin-key-old',
  severity: 'medium',
  title: 'Admin key old',
  meaning: 'An admin key was created at least {days} days ago.',
  why: 'The longer a key lives, the more places hold a copy of it. Replacing keys limits how long a leaked one works.',
  remedy: 'Create a new key, put it where the old one is used, and delete the old one.',
  controls: ['SOC 2 CC6.1', 'ISO 27001 A.5.17', 'NIST 800-53 IA-5'],
  needs,
  thresholds: { days: 365 },
  find: (data, { days }) =>
    usable(data)
      .filter((key) => isOlder(data, key, days))
      .map((key) => ({
        subject: key.id ?? '',
        text: `Admin key ${named(key)} was created on ${dayOf(key.created_at)}`,
        evidence: keyFacts(key),
      })),
};

/** An admin key that works until somebody deletes it. */
export const adminKeyWithoutExpiry: Check<Record<never, number>> = {
  id: 'admin-key-without-expiry',
  severity: 'low',
  title: 'Admin key without expiry',
  meaning: 'An admin key has no expiry date.',
  why: 'A key that is forgotten, or copied, works until somebody notices.',
  remedy: 'Replace it by a key with an expiry date, and plan its replacement.',
  controls: ['SOC 2 CC6.1', 'ISO 27001 A.5.17', 'NIST 800-53 IA-5'],
  needs,
  thresholds: {},
  find: (data) =>
    rowsOf(data, 'admin_api_keys')
      .filter((key) => (key.expires_at ?? null) === null)
      .map((key) => ({
        subject: key.id ?? '',
        text: `Admin key ${named(key)} has no expiry date`,
        evidence: keyFacts(key),
      })),
};

/** An admin key that ends soon, or has ended. */
export const adminKeyExpiring: Check<Days> = {
  id: 'admin-key-expiring',
  severity: 'medium',
  title: 'Admin key expiring',
  meaning: 'An admin key expires within {days} days, or has expired and is still listed (then low).',
  why: 'What uses the key stops working when it expires. An expired key that is still listed hides the ones that matter.',
  remedy: 'Replace it in time where it is still used; delete it where not.',
  controls: ['SOC 2 CC6.1', 'ISO 27001 A.5.17', 'NIST 800-53 IA-5'],
  needs,
  thresholds: { days: 14 },
  find: (data, { days }) =>
    rowsOf(data, 'admin_api_keys').flatMap((key) => {
      const ends = expiry(data, key.expires_at, days);
      if (ends === undefined) return [];
      return {
        subject: key.id ?? '',
        text: `Admin key ${named(key)} ${ends}`,
        evidence: keyFacts(key, { expires_at: key.expires_at }),
        ...(isExpired(data, key) ? { severity: 'low' as const } : {}),
      };
    }),
};
