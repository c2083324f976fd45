import type { AuditData, Cells } from '../audit-data.ts';
import type { Discovery } from '../check.ts';
import { dayOf, daysAgo } from './days.ts';
import { facts } from './stored.ts';

/** What differs between keys of the organisation and keys of projects. */
export interface KeyKind {
  /** Returns the keys that the checks look at. */
  keysIn(data: AuditData): readonly Cells[];
  subjectOf(key: Cells): string;
  /** Returns a function that names a key for people: "Admin key Backup (key_1)". */
  namer(data: AuditData): (key: Cells) => string;
  /** Returns the evidence of every finding about a key. */
  factsOf(key: Cells): Record<string, string>;
}

/** Returns how a sentence about a key goes on, if there is something to say: " was created on 2026-01-02". */
type Tell = (key: Cells, data: AuditData, days: number) => string | undefined;

/** What the checks of old, unused and expiring keys say of both kinds. */
export const oldKey = {
  why: 'The longer a key lives, the more places hold a copy of it. Replacing keys limits how long a leaked one works.',
  remedy: 'Create a new key, put it where the old one is used, and delete the old one.',
  controls: ['SOC 2 CC6.1', 'ISO 27001 A.5.17', 'NIST 800-53 IA-5'],
  thresholds: { days: 365 },
};
export const unusedKey = {
  remedy: 'Ask its owner, then delete the key.',
  controls: ['SOC 2 CC6.1', 'SOC 2 CC6.3', 'ISO 27001 A.5.18', 'NIST 800-53 AC-2(3)', 'NIST 800-53 IA-5', 'CIS 5.3'],
  thresholds: { days: 90 },
};
export const expiringKey = { controls: oldKey.controls, thresholds: { days: 14 } };

/**
 * Returns the `find` of a check of keys. A finding about an expired key is of low severity.
 * @param column what the evidence holds besides the usual facts.
 */
export function findKeys(kind: KeyKind, tell: Tell, column?: 'last_used_at' | 'expires_at') {
  return (data: AuditData, { days }: { days: number }): Discovery[] => {
    const nameOf = kind.namer(data);
    return kind.keysIn(data).flatMap((key): Discovery[] => {
      const predicate = tell(key, data, days);
      if (predicate === undefined) return [];
      const evidence = { ...kind.factsOf(key), ...(column && facts({ [column]: key[column] })) };
      const severity = isExpired(data, key) && { severity: 'low' as const };
      return [{ subject: kind.subjectOf(key), text: nameOf(key) + predicate, evidence, ...severity }];
    });
  };
}

/** Returns true for a key that can no longer be used: what else is wrong with it does not matter. */
export function isExpired(data: AuditData, key: Cells): boolean {
  return (daysAgo(data, key.expires_at) ?? 0) > 0;
}

function isLongAgo(time: string | null | undefined, key: Cells, data: AuditData, days: number): boolean {
  return (daysAgo(data, time) ?? -1) >= days && !isExpired(data, key);
}

export const createdLongAgo: Tell = (key, data, days) =>
  isLongAgo(key.created_at, key, data, days) ? ` was created on ${dayOf(key.created_at)}` : undefined;

export const usedLongAgo: Tell = (key, data, days) =>
  isLongAgo(key.last_used_at, key, data, days) ? ` was last used on ${dayOf(key.last_used_at)}` : undefined;

export const neverUsed: Tell = (key, data, days) =>
  (key.last_used_at ?? null) === null && isLongAgo(key.created_at, key, data, days)
    ? `, created on ${dayOf(key.created_at)}, was never used`
    : undefined;

export const expiring: Tell = (key, data, days) => expiry(data, key.expires_at, days);

/** Returns " expired on …" or " expires on …" for a time that has passed or passes in the next days; else undefined. */
export function expiry(data: AuditData, time: string | null | undefined, days: number): string | undefined {
  const passed = daysAgo(data, time);
  if (passed === undefined || passed < -days) return undefined;
  return ` ${passed > 0 ? 'expired' : 'expires'} on ${dayOf(time)}`;
}
