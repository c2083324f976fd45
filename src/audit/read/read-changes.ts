import type { Archive } from '../../archive/archive.ts';
import type { Manifest } from '../../archive/manifest.ts';
import type { Change } from '../audit-data.ts';
import { changeReader } from './change-cells.ts';

/** Which entries of the change log are wanted. */
export interface ChangeSelection {
  /** First UTC day. */
  since: string;
  /** Further narrows the files: for example to those that a pull request brings. */
  isWanted?: ((path: string) => boolean) | undefined;
}

/** Reads a resource's change log, oldest entry first. Throws a `StorageError` if a file of it cannot be read. */
export async function readChanges(
  archive: Archive,
  manifest: Manifest,
  { since, isWanted = () => true }: ChangeSelection,
): Promise<Change[]> {
  const { trail } = await archive.changes(manifest);
  const lineOf = changeReader(manifest);
  const changes: Change[] = [];
  for (const { path, date } of trail) {
    if (date < since || !isWanted(path)) continue;
    await archive.lines(path, (line) => changes.push(...[lineOf(line, date) ?? []].flat()));
  }
  return changes;
}
