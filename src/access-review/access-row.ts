import { byCodeUnits } from '../text/order.ts';
/** What has access. */
export type AccessKind = 'person' | 'service account' | 'invite' | 'admin key' | 'project key' | 'federation rule';

/** The place of what is not in a project. */
export const ORGANIZATION = 'organization';

/** One way in which access was obtained; a person can be in a project directly and by two groups. */
export interface Way {
  /** Identifies a way: `direct`, `group:group_abc`. */
  key: string;
  /** For people: `direct`, `SCIM`, `by invite`, `by SCIM group Search team`. */
  how: string;
  roles: string[];
  /** ISO 8601 time before which it did not exist; absent if the API does not say. */
  since?: string;
  /** True if `since` is the exact time of the grant. */
  dated: boolean;
}

/** Somebody or something that has access, and where: a row of the review. */
export interface AccessRow {
  /** Identifies the row from run to run: `user:user-abc@organization`, `key:key_abc@proj_1`. */
  access: string;
  kind: AccessKind;
  id: string;
  name: string;
  email: string;
  /** Empty for the organisation. */
  projectId: string;
  project: string;
  ways: Way[];
  /** When it was added, created or sent (ISO 8601); empty if the API does not say. */
  addedAt: string;
  lastUsedAt: string;
  /** Of a key, and the service account of a federation rule. */
  owner: string;
  /** Ids of the findings that are about it. */
  findings: string[];
}

/** Everything that has access. */
export interface Population {
  /** In the order of `compareAccess`. */
  rows: AccessRow[];
  /** Sentences about what the rows may lack; empty if everything needed was read completely. */
  missing: string[];
  /** From the `access` of an invite that was accepted to that of the member it made, for the places where there is one. */
  accepted: ReadonlyMap<string, string>;
}

/** What begins the name of a row, in the order of rows. */
const prefixes = ['user', 'invite', 'key', 'rule'] as const;

export type AccessPrefix = (typeof prefixes)[number];

/** Returns what identifies a row. People and service accounts share a prefix: the API lists some of them as both. */
export function accessName(prefix: AccessPrefix, id: string, place: string): string {
  return `${prefix}:${id}@${place}`;
}

/** Returns the parts of what identifies a row; undefined for a text that people wrote. */
export function accessParts(access: string): { prefix: AccessPrefix; id: string; place: string } | undefined {
  const [, prefix, id, place] = /^(user|invite|key|rule):(.+)@([^@]+)$/.exec(access) ?? [];
  return prefix && id && place ? { prefix: prefix as AccessPrefix, id, place } : undefined;
}

/**
 * Orders rows: the organisation, then projects by id; in each, people and service accounts, invites, keys, federation rules, by id. Names
 * play no part, so that a new name moves no row. What people wrote comes last, in its own order.
 */
export function compareAccess(a: string, b: string): number {
  const [first, second] = [accessParts(a), accessParts(b)];
  if (!first || !second) return Number(!first) - Number(!second);
  const place = byCodeUnits(placeOrder(first.place), placeOrder(second.place));
  const prefix = prefixes.indexOf(first.prefix) - prefixes.indexOf(second.prefix);
  return place || prefix || byCodeUnits(first.id, second.id);
}

function placeOrder(place: string): string {
  return place === ORGANIZATION ? '' : place;
}

/** Returns all roles of a row, each once. */
export function rolesOf({ ways }: AccessRow): string[] {
  const roles = new Map<string, string>();
  for (const role of ways.flatMap((way) => way.roles)) {
    if (!roles.has(role.toLowerCase())) roles.set(role.toLowerCase(), role);
  }
  return [...roles.values()];
}

/** Returns how access was obtained: `direct`, or with the roles of each way where there is more than one. */
export function obtainedText({ ways }: AccessRow): string {
  if (ways.length === 1) return ways[0]?.how ?? '';
  return ways.map(({ how, roles }) => (roles.length > 0 ? `${how} (${roles.join(', ')})` : how)).join('; ');
}
