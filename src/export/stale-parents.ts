import { createHash } from 'node:crypto';
import type { SnapshotResource } from '../catalogue/resource.ts';
import type { Row } from '../formats/row.ts';
import type { Ids } from './snapshot-reader.ts';

/**
 * How the manifest names a parent whose rows are stale: its ids joined by `/`. Manifests go into a cache that anyone who
 * can open a pull request can read, so a person's id stands there as a hash.
 */
export function staleName(ids: Ids): string {
  return Object.entries(ids)
    .map(([name, id]) => (name === 'user_id' ? createHash('sha256').update(id).digest('hex').slice(0, 12) : id))
    .join('/');
}

/**
 * Tells of a row whether its parent was stale when the last snapshot was made and had no rows in it: then this is the
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

/** The names that a row's parents would have: of the first id alone, of the first two, and so on. */
function namesAbove(resource: SnapshotResource, value: Record<string, unknown>): string[] {
  return resource.parentIds.map((_, index) => {
    const ids = resource.parentIds.slice(0, index + 1).map((name) => [name, String(value[name])]);
    return staleName(Object.fromEntries(ids));
  });
}
