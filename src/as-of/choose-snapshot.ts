import type { Manifest } from '../state/manifest.ts';

/** A stored snapshot: its files, one for each format. */
export interface ChosenSnapshot {
  /** UTC day of the read. */
  readOn: string;
  files: { path: string; sha256: string | undefined }[];
}

/**
 * The newest complete read on or before a day, of those that a manifest knows: the current one, else one that was kept in
 * the history. Undefined where none is so old. A read whose rows were partly kept from an earlier one is not complete.
 * @param day UTC day, `2026-10-01`.
 */
export function chooseSnapshot(manifest: Manifest, day: string): ChosenSnapshot | undefined {
  const { read_on: readOn, entries, history = [] } = manifest;
  const isComplete = !manifest.stale_parents?.length;
  if (readOn !== undefined && readOn <= day && isComplete) {
    const files = entries.flatMap(({ path, sha256 }) => (path === undefined ? [] : [{ path, sha256 }]));
    return { readOn, files };
  }
  const kept = history.findLast((entry) => entry.read_on <= day && !entry.incomplete);
  if (!kept) return undefined;
  // The same read in other formats lies beside it: an earlier read of that day has another number of rows or an earlier place.
  const newest = new Map<string, { path: string; sha256: string }>();
  for (const { path, sha256, read_on, incomplete } of history) {
    if (read_on === kept.read_on && !incomplete) newest.set(path.slice(path.indexOf('.')), { path, sha256 });
  }
  return { readOn: kept.read_on, files: [...newest.values()] };
}
