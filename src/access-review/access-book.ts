import {
  type AccessKind,
  type AccessPrefix,
  type AccessRow,
  accessName,
  ORGANIZATION,
  type Way,
} from './access-row.ts';
import type { Directory } from './directory.ts';

/** Rows as they are gathered, resource by resource. */
export interface AccessBook {
  directory: Directory;
  rows: Map<string, AccessRow>;
  accepted: Map<string, string>;
}

/** Who or what a row is about. */
interface Subject {
  prefix: AccessPrefix;
  kind: AccessKind;
  id: string;
  name: string;
  email?: string;
}

/** Returns the row of a subject at a place, made if it is new; undefined in an archived project, where nobody has access. */
export function openRow(book: AccessBook, subject: Subject, place: string): AccessRow | undefined {
  const { archived, projects } = book.directory;
  if (archived.has(place) || subject.id === '') return undefined;
  const access = accessName(subject.prefix, subject.id, place);
  const known = book.rows.get(access);
  if (known) return known;
  const row: AccessRow = {
    access,
    kind: subject.kind,
    id: subject.id,
    name: subject.name,
    email: subject.email ?? '',
    projectId: place === ORGANIZATION ? '' : place,
    project: place === ORGANIZATION ? '' : (projects.get(place) ?? ''),
    ways: [],
    addedAt: '',
    lastUsedAt: '',
    owner: '',
    findings: [],
  };
  book.rows.set(access, row);
  return row;
}

/** Returns the row of a person or service account at a place. */
export function openAccountRow(book: AccessBook, id: string, place: string): AccessRow | undefined {
  const account = book.directory.accounts.get(id);
  const kind = account?.isServiceAccount ? 'service account' : 'person';
  const subject = { prefix: 'user', kind, id, name: account?.name ?? '', email: account?.email ?? '' } as const;
  return openRow(book, subject, place);
}

/** Adds a way to a row; where the row has it already, only the roles that are new. */
export function addWay(row: AccessRow | undefined, way: Omit<Way, 'roles'> & { roles: readonly string[] }): void {
  if (!row) return;
  let known = row.ways.find(({ key }) => key === way.key);
  if (!known) {
    known = { ...way, roles: [] };
    row.ways.push(known);
  }
  for (const role of way.roles) {
    // The API gives a member's role twice: as a field of the member, and as a predefined role that is assigned.
    const isKnown = known.roles.some((other) => other.toLowerCase() === role.toLowerCase());
    if (role !== '' && !isKnown) known.roles.push(role);
  }
}
