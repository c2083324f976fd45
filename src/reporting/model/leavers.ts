import type { Change } from '../../audit/audit-data.ts';
import { countOf } from '../../text/amounts.ts';
import { groupBy } from '../../text/group-by.ts';
import { daysBetween } from '../../text/time.ts';

/** Rows that go when a person leaves: the field that names the person, and what a report counts of them. */
const BELONGINGS: Readonly<Record<string, { person: string; counts: 'projects' | 'groups' | 'roles'; each?: string }>> =
  {
    project_users: { person: 'id', counts: 'projects', each: 'project_id' },
    group_users: { person: 'id', counts: 'groups', each: 'group_id' },
    user_roles: { person: 'user_id', counts: 'roles' },
    project_user_roles: { person: 'user_id', counts: 'roles' },
  };

/** Somebody who left, and what went with them. */
interface Leaver {
  change: Change;
  projects: Set<string>;
  groups: Set<string>;
  roles: Set<string>;
}

/** Returns true for a person who is no longer a member of the organisation. */
export function isLeaver({ resource, change }: Change): boolean {
  return resource === 'users' && change === 'removed';
}

/**
 * Changes without those that only follow from a person's leaving: that day, or a day before or after, as one run may read the members
 * of a project before those of the organisation.
 * @returns what remains, and for a leaver what else ended: "also removed from 3 projects and 2 groups".
 */
export function foldLeavers(changes: readonly Change[]): { kept: Change[]; consequences: Map<Change, string> } {
  const all = changes
    // One whose id is hidden cannot be found again in other rows.
    .filter((change) => isLeaver(change) && change.key.id)
    .map((change): Leaver => ({ change, projects: new Set(), groups: new Set(), roles: new Set() }));
  const byPerson = groupBy(all, ({ change }) => change.key.id ?? '');
  const kept = changes.filter((change) => {
    const belonging = Object.hasOwn(BELONGINGS, change.resource) ? BELONGINGS[change.resource] : undefined;
    if (!belonging || change.change !== 'removed') return true;
    const leaver = byPerson
      .get(change.key[belonging.person] ?? '')
      ?.find((one) => Math.abs(daysBetween(one.change.day, change.day)) <= 1);
    if (!leaver) return true;
    const { counts, each } = belonging;
    leaver[counts].add(each ? (change.key[each] ?? '') : `${change.resource} ${JSON.stringify(change.key)}`);
    return false;
  });
  return { kept, consequences: new Map(all.map((leaver) => [leaver.change, consequence(leaver)])) };
}

function consequence({ projects, groups, roles }: Leaver): string {
  const places = [
    ...(projects.size > 0 ? [countOf(projects.size, 'project')] : []),
    ...(groups.size > 0 ? [countOf(groups.size, 'group')] : []),
  ];
  const left = places.length > 0 ? [`also removed from ${places.join(' and ')}`] : [];
  const lost = roles.size > 0 ? [`also lost ${countOf(roles.size, 'role assignment')}`] : [];
  return [...left, ...lost].join('; ');
}
