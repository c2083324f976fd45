import { leftoverChangeFiles } from '../../archive/change-files.ts';
import { snapshotFile } from '../../archive/current-files.ts';
import { type ChangeFile, changeFolder, parseChangePath } from '../../archive/layout.ts';
import type { Manifest } from '../../archive/manifest.ts';
import { openFile, unreadable } from '../../archive/open-file.ts';
import { storedResource } from '../../archive/stored-resource.ts';
import type { Destination } from '../../destinations/destination.ts';
import { storedForm } from '../../formats/registry.ts';
import { textLines } from '../../spool/text-lines.ts';
import type { Change } from '../audit-data.ts';
import { changeOf } from './change-cells.ts';
import { cellsReader } from './row-cells.ts';

/** Which entries of the change log are wanted. */
export interface ChangeSelection {
  /** First UTC day. */
  since: string;
  /** Further narrows the files: for example to those that a pull request brings. */
  isWanted?: ((path: string) => boolean) | undefined;
}

/** Reads a resource's change log, oldest entry first. Throws a `StorageError` where a file of it cannot be read. */
export async function readChanges(
  destination: Pick<Destination, 'description' | 'read' | 'list'>,
  manifest: Manifest,
  { since, isWanted = () => true }: ChangeSelection,
): Promise<Change[]> {
  const paths = await destination.list(changeFolder(manifest.resource));
  const all = paths.flatMap((path) => parseChangePath(path) ?? []);
  const current = snapshotFile(manifest)?.sha256 ?? '';
  // What a run left that died before it wrote the snapshot: the next run told the same changes again.
  const leftover = new Set(current === '' ? [] : leftoverChangeFiles(all, current, manifest.read_on));
  const trail = inOrder(
    all.filter((file) => !leftover.has(file)),
    current,
  );
  const resource = storedResource(manifest);
  const context = { resource, cellsOf: cellsReader(resource), form: storedForm(manifest.shape.formats) };
  const changes: Change[] = [];
  for (const { path, date } of trail) {
    if (date < since || !isWanted(path)) continue;
    const file = (await openFile(destination, path)).setEncoding('utf8');
    try {
      for await (const lines of textLines(file)) {
        for (const line of lines) if (line !== '') changes.push(...[changeOf(context, line, date) ?? []].flat());
      }
    } catch (error) {
      throw unreadable(destination, path, error);
    }
  }
  return changes;
}

/**
 * Files of one day in the order in which they were written: the trail is walked back from the current content. Those that are not
 * on it come first in their day.
 */
export function inOrder(files: readonly ChangeFile[], current: string): ChangeFile[] {
  // Not `Map.groupBy`, which Node 20 lacks: the command line runs there too.
  const byDay = new Map<string, ChangeFile[]>();
  for (const file of files) byDay.set(file.date, [...(byDay.get(file.date) ?? []), file]);
  let here = current.slice(0, 12);
  const newestFirst: ChangeFile[] = [];
  for (const day of [...byDay.keys()].sort().reverse()) {
    const rest = (byDay.get(day) ?? []).sort((a, b) => (a.path < b.path ? 1 : -1));
    for (let at = 0; at !== -1; ) {
      at = rest.findIndex(({ after }) => after === here);
      const [found] = at === -1 ? [] : rest.splice(at, 1);
      if (found) {
        newestFirst.push(found);
        here = found.before;
      }
    }
    newestFirst.push(...rest);
  }
  return newestFirst.reverse();
}
