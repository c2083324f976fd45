import type { AuditData, Cells } from '../audit-data.ts';
import type { Check, Discovery } from '../check.ts';
import { memberIds } from './admin-key-owners.ts';
import { whyNotComparable } from './hidden-ids.ts';
import { keySubject, personOf, projectKeyFacts, usableProjectKeys } from './project-keys.ts';
import { facts, named, projectNames, rowsOf } from './stored.ts';

/** A project's key whose owner left the organisation or lost access to the project. */
export const projectKeyOwnerRemoved: Check<Record<never, number>> = {
  id: 'project-key-owner-removed',
  severity: 'high',
  title: 'Project key of a removed user',
  meaning:
    "A project's key belongs to a person who is no member of the organisation any more, or has lost access to the project (then medium).",
  why: 'Access that was taken away may live on in a copy of the key.',
  remedy: 'Delete the key; create one for a service account or a member of the project where it is needed.',
  controls: ['SOC 2 CC6.2', 'SOC 2 CC6.3', 'ISO 27001 A.5.18', 'ISO 27001 A.6.5', 'NIST 800-53 PS-4', 'CIS 6.2'],
  needs: { snapshots: ['project_api_keys', 'users'] },
  thresholds: {},
  cannotTell(data) {
    const owners = usableProjectKeys(data).flatMap((key) => personOf(key)?.id ?? []);
    const ofProjects = new Set(rowsOf(data, 'project_users').flatMap(({ id }) => id ?? []));
    return whyNotComparable(owners, memberIds(data), ofProjects);
  },
  find(data) {
    const project = projectNames(data);
    const members = memberIds(data);
    const lost = lostAccess(data);
    return usableProjectKeys(data).flatMap((key): Discovery[] => {
      const person = personOf(key);
      if (person === undefined) return [];
      const left = !members.has(person.id);
      if (!left && !lost(key, person.id)) return [];
      const why = left ? 'is no member of the organisation any more' : 'has lost access to the project';
      return [
        {
          subject: keySubject(key),
          text: `Key ${named(key)} of project ${project(key.project_id)} belongs to ${person.text}, who ${why}`,
          evidence: { ...projectKeyFacts(key), ...facts({ owner_project_access: key.owner_project_access }) },
          ...(left ? {} : { severity: 'medium' as const }),
        },
      ];
    });
  },
};

/**
 * Returns whether a key's owner has lost access to its project. The API says so itself (`owner_project_access`); where it
 * does not, only a person who is neither a member of the project, nor an owner of the organisation, nor could be in one of
 * the project's groups, surely has.
 */
function lostAccess(data: AuditData): (key: Cells, owner: string) => boolean {
  const known = ['project_users', 'project_groups'].every((resource) => data.snapshots.get(resource)?.complete);
  const members = new Set(rowsOf(data, 'project_users').map((row) => `${row.project_id}/${row.id}`));
  const withGroups = new Set(rowsOf(data, 'project_groups').map((row) => row.project_id));
  const owners = new Set(rowsOf(data, 'users').flatMap((row) => (row.role === 'reader' ? [] : [row.id])));
  return (key, owner) => {
    if (key.owner_project_access) return key.owner_project_access === 'inactive';
    return known && !members.has(`${key.project_id}/${owner}`) && !withGroups.has(key.project_id) && !owners.has(owner);
  };
}
