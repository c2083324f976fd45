import type { AuditData, Cells } from '../audit-data.ts';
import type { Check } from '../check.ts';
import { dayOf } from './days.ts';
import { expiry, isExpired, isNeverUsed, isOlder, isUnused } from './key-use.ts';
import { facts, label, named, projectNames, rowsInUse } from './stored.ts';

type Days = { days: number };

const needs = { snapshots: ['project_api_keys'] };

/** Returns the keys of projects that are in use, without those that have expired. */
export function usableProjectKeys(data: AuditData): Cells[] {
  return rowsInUse(data, 'project_api_keys').filter((key) => !isExpired(data, key));
}

/** Returns what identifies a project's key: its id is unique only inside the project. */
export function keySubject(key: Cells): string {
  return `${key.project_id}/${key.id}`;
}

/** Returns the evidence that every finding about a project's key has. */
export function projectKeyFacts(
  key: Cells,
  more: Record<string, string | null | undefined> = {},
): Record<string, string> {
  return facts({
    project_id: key.project_id,
    created_at: key.created_at,
    owner: key.owner__user__name ?? key.owner__service_account__name,
    owner_id: key.owner__user__id ?? key.owner__service_account__id,
    ...more,
  });
}

/** A project's key that nobody uses. */
export const projectKeyUnused: Check<Days> = {
  id: 'project-key-unused',
  severity: 'low',
  title: 'Project key unused',
  meaning: "A project's key was last used at least {days} days ago, or was created then and never used.",
  why: 'A key that is no longer needed can still be stolen, and spends on your account.',
  remedy: 'Ask its owner, then delete the key.',
  controls: ['SOC 2 CC6.1', 'SOC 2 CC6.3', 'ISO 27001 A.5.18', 'NIST 800-53 AC-2(3)', 'NIST 800-53 IA-5', 'CIS 5.3'],
  needs,
  thresholds: { days: 90 },
  find(data, { days }) {
    const project = projectNames(data);
    return usableProjectKeys(data)
      .filter((key) => isUnused(data, key, days) || isNeverUsed(data, key, days))
      .map((key) => {
        const use = key.last_used_at
          ? `was last used on ${dayOf(key.last_used_at)}`
          : `, created on ${dayOf(key.created_at)}, was never used`;
        return {
          subject: keySubject(key),
          text: `Key ${named(key)} of project ${project(key.project_id)} ${use}`.replace(' ,', ','),
          evidence: projectKeyFacts(key, { last_used_at: key.last_used_at }),
        };
      });
  },
};

/** A project's key that was not replaced for a long time. */
export const projectKeyOld: Check<Days> = {
  id: 'project-key-old',
  severity: 'low',
  title: 'Project key old',
  meaning: "A project's key was created at least {days} days ago.",
  why: 'The longer a key lives, the more places hold a copy of it. Replacing keys limits how long a leaked one works.',
  remedy: 'Create a new key, put it where the old one is used, and delete the old one.',
  controls: ['SOC 2 CC6.1', 'ISO 27001 A.5.17', 'NIST 800-53 IA-5'],
  needs,
  thresholds: { days: 365 },
  find(data, { days }) {
    const project = projectNames(data);
    return usableProjectKeys(data)
      .filter((key) => isOlder(data, key, days))
      .map((key) => ({
        subject: keySubject(key),
        text: `Key ${named(key)} of project ${project(key.project_id)} was created on ${dayOf(key.created_at)}`,
        evidence: projectKeyFacts(key),
      }));
  },
};

/** A project's key that ends soon. */
export const projectKeyExpiring: Check<Days> = {
  id: 'project-key-expiring',
  severity: 'low',
  title: 'Project key expiring',
  meaning: "A project's key expires within {days} days.",
  why: 'What uses the key stops working when it expires.',
  remedy: 'Replace it in time where it is still used.',
  controls: ['SOC 2 CC6.1', 'ISO 27001 A.5.17', 'NIST 800-53 IA-5'],
  needs,
  thresholds: { days: 14 },
  find(data, { days }) {
    const project = projectNames(data);
    return usableProjectKeys(data).flatMap((key) => {
      const ends = expiry(data, key.expires_at, days);
      if (ends === undefined) return [];
      return {
        subject: keySubject(key),
        text: `Key ${named(key)} of project ${project(key.project_id)} ${ends}`,
        evidence: projectKeyFacts(key, { expires_at: key.expires_at }),
      };
    });
  },
};

/** Returns the person a key belongs to as people know them, or undefined where it belongs to a service account. */
export function personOf(key: Cells): { id: string; text: string } | undefined {
  const id = key.owner__user__id;
  if (!id || key.owner__type === 'service_account') return undefined;
  return { id, text: label(key.owner__user__name || key.owner__user__email, id) };
}
