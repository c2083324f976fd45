import { openArchive } from '../../archive/archive.ts';
import { formatOfPath, revisionFolder } from '../../archive/layout.ts';
import { cellsReader } from '../../audit/read/row-cells.ts';
import { isPermanent } from '../../catalogue/kinds.ts';
import type { Resource } from '../../catalogue/resource.ts';
import type { StoredFiles } from '../../destinations/destination.ts';
import { standing } from '../../export/write/richer.ts';
import type { Row } from '../../formats/row.ts';
import { fieldComparer, matchingKeys } from './compare-rows.ts';

/**
 * Why the stored version of an event differs from the API's although nothing is lost: it is `fuller`, the API's version is
 * `aside`, below `_revisions/`, or both say the `same` in other words (the order of fields).
 */
export type Kept = 'fuller' | 'aside' | 'same';

/**
 * Reads the versions of events that lie below `_revisions/`.
 * @returns a function that says why a stored version was kept, or undefined if nothing explains the difference.
 * Throws a `StorageError` if a file there cannot be read.
 */
export async function readKeptVersions(
  destination: StoredFiles,
  resource: Resource,
): Promise<(key: string, stored: Row, fresh: Row) => Kept | undefined> {
  if (!isPermanent(resource)) return () => undefined;
  const aside = new Map<string, Row[]>();
  const keyOf = matchingKeys(resource);
  for (const path of await destination.list(revisionFolder(resource.name))) {
    if (!formatOfPath(path)) continue;
    await openArchive(destination).rows(resource, path, ({ row, value }) => {
      const key = keyOf(value);
      aside.set(key, [...(aside.get(key) ?? []), { ...row, key }]);
    });
  }
  const fieldsIn = fieldComparer(resource);
  const cellsOf = cellsReader(resource);
  const asCells = (row: Row): Row => ({ ...row, json: JSON.stringify(cellsOf(row)) });
  return (key, stored, fresh) => {
    if (aside.get(key)?.some((row) => fieldsIn(row, fresh).length === 0)) return 'aside';
    const isTable = stored.form === 'cells' || fresh.form === 'cells';
    const how = isTable ? standing(asCells(stored), asCells(fresh)) : standing(stored, fresh);
    return how === 'richer' ? 'fuller' : how === 'same' ? 'same' : undefined;
  };
}
