import type { AuditData, Cells } from '../../audit/audit-data.ts';
import { groupBy } from '../../text/group-by.ts';

/** Resolves ids to display names; unknown ids are returned unchanged. */
export interface Names {
  /** "Ann Example (ann@example.org)". */
  person(id: string | null | undefined): string;
  project(id: string | null | undefined): string;
  group(id: string | null | undefined): string;
  /** Who a key belongs to. */
  owner(key: Cells): string;
}

/** Where people and service accounts are named, the best source first. */
const PEOPLE = ['users', 'organization_members', 'project_users', 'group_users', 'project_service_accounts'];

/** Returns the names of all that is stored, and of what the change log holds the last of. */
export function namesOf({ snapshots, changes }: AuditData): Names {
  const rowsOf = (resource: string): Cells[] => [
    ...(snapshots.get(resource)?.rows ?? []),
    ...changes.entries
      .filter((entry) => entry.resource === resource && entry.change !== 'changed')
      .map(({ before, after }) => ({ ...before, ...after })),
  ];
  const collect = (resources: string[], id: string, nameOf: (row: Cells) => string): Map<string, string> => {
    const found = new Map<string, string>();
    for (const row of resources.flatMap(rowsOf)) {
      const name = nameOf(row);
      if (row[id] && name !== '' && !found.has(row[id])) found.set(row[id], name);
    }
    return found;
  };
  const people = collect(PEOPLE, 'id', (row) => personName(row.name ?? row.user__name, row.email ?? row.user__email));
  const projects = apart(collect(['projects'], 'id', ({ name }) => name ?? ''));
  const groups = collect(['groups'], 'id', ({ name }) => name ?? '');
  for (const [id, name] of collect(['project_groups'], 'group_id', ({ group_name: name }) => name ?? '')) {
    if (!groups.has(id)) groups.set(id, name);
  }
  const lookUp = (names: Map<string, string>) => (id: string | null | undefined) =>
    names.get(id ?? '') ?? id ?? 'unknown';
  const person = lookUp(people);
  return { person, project: lookUp(projects), group: lookUp(groups), owner: (key) => ownerOf(key, person) };
}

/** Puts the id behind names that several have: nothing keeps two projects from being called the same. */
function apart(names: ReadonlyMap<string, string>): Map<string, string> {
  const uses = groupBy(names.keys(), (id) => names.get(id));
  return new Map([...names].map(([id, name]) => [id, (uses.get(name)?.length ?? 0) > 1 ? `${name} (${id})` : name]));
}

function ownerOf(key: Cells, person: Names['person']): string {
  if (key.owner__service_account__id) {
    return `service account ${key.owner__service_account__name || person(key.owner__service_account__id)}`;
  }
  const id = key.owner__user__id ?? key.owner__id;
  const known = person(id);
  if (id && known !== id) return known;
  return personName(key.owner__user__name ?? key.owner__name, key.owner__user__email) || id || 'unknown';
}

/** Returns a name with the address; the one of both that there is; nothing if there is neither. */
export function personName(name: string | null | undefined, email: string | null | undefined): string {
  return name && email ? `${name} (${email})` : name || email || '';
}
