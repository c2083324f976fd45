import type { AuditData, Cells } from '../audit-data.ts';
import type { Check } from '../check.ts';
import {
  createdLongAgo,
  expiring,
  expiringKey,
  findKeys,
  isExpired,
  type KeyKind,
  neverUsed,
  oldKey,
  unusedKey,
  usedLongAgo,
} from './key-use.ts';
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

/** Returns the evidence of every finding about a project's key. */
export function projectKeyFacts(key: Cells): Record<string, string> {
  return facts({
    project_id: key.project_id,
    created_at: key.created_at,
    owner: key.owner__user__name ?? key.owner__service_account__name,
    owner_id: key.owner__user__id ?? key.owner__service_account__id,
  });
}

const projectKeys: KeyKind = {
  keysIn: usableProjectKeys,
  subjectOf: keySubject,
  namer(data) {
    const project = projectNames(data);
    return (key) => `Key ${named(key)} of project ${project(key.project_id)}`;
  },
  factsOf: projectKeyFacts,
};

/** A project's key that nobody uses. */
export const projectKeyUnused: Check<Days> = {
  ...unusedKey,
  id: 'project-key-unused',
  severity: 'low',
  title: 'Project key unused',
  meaning: "A project's key was last used at least {days} days ago, or was created then and never used.",
  why: 'A key that is no longer needed can still be stolen, and spends on your account.',
  needs,
  find: findKeys(projectKeys, (...about) => usedLongAgo(...about) ?? neverUsed(...about), 'last_used_at'),
};

/** A project's key that was not replaced for a long time. */
export const projectKeyOld: Check<Days> = {
  ...oldKey,
  id: 'project-key-old',
  severity: 'low',
  title: 'Project key old',
  meaning: "A project's key was created at least {days} days ago.",
  needs,
  find: findKeys(projectKeys, createdLongAgo),
};

/** A project's key that ends soon. */
export const projectKeyExpiring: Check<Days> = {
  ...expiringKey,
  id: 'project-key-expiring',
  severity: 'low',
  title: 'Project key expiring',
  meaning: "A project's key expires within {days} days.",
  why: 'What uses the key stops working when it expires.',
  remedy: 'Replace it in time where it is still used.',
  needs,
  find: findKeys(projectKeys, expiring, 'expires_at'),
};

/** Returns the person a key belongs to as people know them, or undefined if it belongs to a service account. */
export function personOf(key: Cells): { id: string; text: string } | undefined {
  const id = key.owner__user__id;
  if (!id || key.owner__type === 'service_account') return undefined;
  return { id, text: label(key.owner__user__name || key.owner__user__email, id) };
}
