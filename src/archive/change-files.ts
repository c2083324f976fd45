import { snapshotFile } from './current-files.ts';
import { type ChangeFile, parseChangePath } from './layout.ts';
import type { Manifest } from './manifest.ts';
import { newestReadOn } from './parent-reads.ts';

/** The change log of a resource, by the names of its files: each leads from one content of the snapshot to the next. */
export interface ChangeTrail {
  /** All its files, in the order of their paths. */
  files: ChangeFile[];
  /** Those that lead to what is stored, oldest first. */
  trail: ChangeFile[];
  /** What a run left that died before it wrote the snapshot: the next run told the same changes again. */
  leftover: ChangeFile[];
  /** Paths that no file of the change log has. */
  strange: string[];
}

/** Puts the files of a change log in order. */
export function changeTrail(manifest: Manifest, paths: readonly string[]): ChangeTrail {
  const files = paths.flatMap((path) => parseChangePath(path) ?? []);
  const current = snapshotFile(manifest)?.sha256;
  const leftover = current === undefined ? [] : leftoverChangeFiles(files, current, newestReadOn(manifest));
  const rest = files.filter((file) => !leftover.includes(file));
  const strange = paths.filter((path) => parseChangePath(path) === undefined);
  return { files, trail: inOrder(rest, current ?? ''), leftover, strange };
}

/**
 * Returns the change files of runs that died before they wrote the snapshot that the file leads to.
 *
 * The change log is one trail that ends at the current content: who left that content came back to it, on the same day
 * or later. A file that leaves it and is not followed by one that comes back is left over; so is one that leads where
 * more files arrive than leave, since only the current content is such a place. Only files of the day of the last
 * complete read, or later, can be: every earlier run ended well. Where contents come and go within one day, files are
 * rather kept than removed.
 * @param current SHA-256 of the stored snapshot.
 * @param since UTC day of the last complete read, if any.
 */
export function leftoverChangeFiles(files: ChangeFile[], current: string, since: string | undefined): ChangeFile[] {
  const here = current.slice(0, 12);
  const balance = new Map<string, number>();
  for (const { before, after } of files) {
    balance.set(before, (balance.get(before) ?? 0) - 1);
    balance.set(after, (balance.get(after) ?? 0) + 1);
  }
  const leftover: ChangeFile[] = [];
  let departures = 0;
  for (const file of [...files].sort((a, b) => (a.date < b.date ? 1 : -1))) {
    if (file.before !== here || file.after === here || (since !== undefined && file.date < since)) continue;
    const returns = files.filter(({ after, date }) => after === here && date >= file.date).length;
    const surplus = balance.get(file.after) ?? 0;
    if (surplus > 0 || departures + 1 > returns) {
      balance.set(file.after, surplus - 1);
      leftover.push(file);
    } else {
      departures += 1;
    }
  }
  return leftover;
}

/**
 * Orders the files of one day as they were written: the trail is walked back from the current content. Those that are not
 * on it come first in their day.
 */
function inOrder(files: readonly ChangeFile[], current: string): ChangeFile[] {
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
