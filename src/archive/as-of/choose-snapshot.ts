import { formatOfPath } from '../layout.ts';
import type { HistoryEntry, Manifest } from '../manifest.ts';

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
  const last = history.findLastIndex((entry) => entry.read_on <= day && !entry.incomplete);
  if (last < 0) return undefined;
  // The newest of each format: one whose content stayed the same is not kept again.
  const newest = new Map<string | undefined, { path: string; sha256: string }>();
  for (const { path, sha256, incomplete } of history.slice(0, last + 1)) {
    if (!incomplete) newest.set(formatOfPath(path)?.extension, { path, sha256 });
  }
  return { readOn: (history[last] as HistoryEntry).read_on, files: [...newest.values()] };
}
