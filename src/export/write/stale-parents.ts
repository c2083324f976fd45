import { parentName } from '../../archive/parent-reads.ts';
import type { SnapshotResource } from '../../catalogue/resource.ts';
import type { Row } from '../../formats/row.ts';
import { type Notice, notice } from '../../notices/notice.ts';
import { groupBy } from '../../text/group-by.ts';
import type { Ids } from '../job/snapshot-export.ts';

/** A parent whose rows could not be read, as messages may show it. */
export interface UnreadParent {
  ids: Ids;
  why: string;
  /** Equal for parents that could not be read for the same reason. */
  kind: string;
  /** Parents that are not meant, though `ids` fit them. */
  otherThan?: Ids[] | undefined;
}

/** Stands in no id. */
const SEPARATOR = '\0';
/** Most reasons, and most parents of each, that a message names. */
const MOST_REASONS = 5;
const MOST_NAMES = 3;

/** Returns true if the row belongs to the parent (or is that entry itself), or may belong to it because nobody knows its id. */
export function isOfStale(
  resource: SnapshotResource,
  value: Record<string, unknown>,
  { ids, otherThan }: UnreadParent,
): boolean {
  return isBelow(resource, value, ids) && !otherThan?.some((other) => isBelow(resource, value, other));
}

/** Returns the problem of what could not be read, reason by reason, and what became of its rows. */
export function staleProblem(stale: readonly UnreadParent[], kept: number): Notice {
  const reasons = [...groupBy(stale, ({ why }) => why)];
  const shown = reasons.slice(0, MOST_REASONS).map(([why, parents]) => `${namesOf(parents)} (${why})`);
  const others = reasons.slice(MOST_REASONS).reduce((sum, [, parents]) => sum + parents.length, 0);
  const more = others > 0 ? ` and ${others} more` : '';
  const rows = kept > 0 ? 'their rows of the last snapshot are kept' : 'there are no earlier rows of them to keep';
  const text = `Could not be read below ${shown.join(', ')}${more}; ${rows}. The next run tries again.`;
  const kinds = [...new Set(stale.map(({ kind }) => kind))].sort();
  return notice(text, 'part-not-read', { kind: kinds.join(' '), passes: true });
}

function namesOf(parents: readonly UnreadParent[]): string {
  const named = parents.slice(0, MOST_NAMES).map(({ ids }) => Object.values(ids).join('/') || 'an entry without id');
  const others = parents.length - named.length;
  return `${named.join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
}

/**
 * Returns whether the parent of a row was stale when the last snapshot was made and had no rows in it: then this is the
 * first time that the parent is read, and its rows are no more added than those of a first snapshot.
 * @param stale the parents' names as the last manifest has them.
 */
export async function firstReadOfParent(
  resource: SnapshotResource,
  stale: string[],
  before: AsyncIterable<Row[]>,
): Promise<(value: Record<string, unknown>) => boolean> {
  if (stale.length === 0) return () => false;
  const unseen = new Set(stale);
  for await (const batch of before) {
    for (const { json } of batch) for (const name of namesAbove(resource, JSON.parse(json))) unseen.delete(name);
  }
  return (value) => namesAbove(resource, value).some((name) => unseen.has(name));
}

/** Returns the names that a row's parents would have: of the first id alone, of the first two, and so on. */
function namesAbove(resource: SnapshotResource, value: Record<string, unknown>): string[] {
  return resource.parentIds.map((_, index) => {
    const ids = resource.parentIds.slice(0, index + 1).map((name) => [name, String(value[name])]);
    return parentName(Object.fromEntries(ids));
  });
}

/** Returns true if the row belongs to the parent (or is that entry itself) with these ids. */
export function isBelow(resource: SnapshotResource, value: Record<string, unknown>, ids: Ids): boolean {
  return Object.entries(ids).every(([name, id]) => {
    const field = fieldOf(resource, name);
    return field === undefined || String(value[field]) === id;
  });
}

/** Returns whether a row belongs to one of these parents, however many they are. */
export function belowAnyOf(
  resource: SnapshotResource,
  parents: readonly Ids[],
): (value: Record<string, unknown>) => boolean {
  const bySet = groupBy(parents, (ids) => Object.keys(ids).join(SEPARATOR));
  const sets = [...bySet.values()].map((all) => {
    const names = Object.keys(all[0] ?? {}).filter((name) => fieldOf(resource, name) !== undefined);
    return { names, known: new Set(all.map((ids) => names.map((name) => ids[name]).join(SEPARATOR))) };
  });
  return (value) =>
    sets.some(({ names, known }) =>
      known.has(names.map((name) => String(value[fieldOf(resource, name) as string])).join(SEPARATOR)),
    );
}

/** Returns the field of a row that holds the id of this name; undefined if none does. */
function fieldOf(resource: SnapshotResource, name: string): string | undefined {
  if (resource.parentIds.includes(name)) return name;
  return name === resource.idParameter ? (resource.key[0] ?? 'id') : undefined;
}
