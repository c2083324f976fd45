import { byCodeUnits } from '../text/order.ts';
import { formatOfPath, resourceFolder, stemOf } from './layout.ts';
import type { Entry, HistoryEntry, Manifest } from './manifest.ts';
import { newestReadOn } from './parent-reads.ts';
import { type Period, parsePeriodName } from './periods.ts';

/** The file to read of those that hold a partition, or what came late for it. */
export interface PartitionFile extends Period {
  path: string;
  rows: number;
  sha256?: string;
}

/** A stored snapshot: its files, one for each format. */
export interface ChosenSnapshot {
  /** UTC day of the read. */
  readOn: string;
  files: { path: string; sha256: string | undefined }[];
}

/** Of several files with the same rows, the one that keeps most: JSON before tables. */
export function mostFaithful(paths: string[]): string | undefined {
  return [...paths].sort((a, b) => rank(a) - rank(b) || byCodeUnits(a, b))[0];
}

function rank(path: string): number {
  return formatOfPath(path)?.keepsShape ? 0 : 1;
}

function faithful<Listed extends { path?: string }>(entries: Listed[]): Listed | undefined {
  const path = mostFaithful(entries.flatMap((entry) => entry.path ?? []));
  return entries.find((entry) => entry.path === path);
}

/** Returns the newest kept snapshot of each format: one whose content stayed the same is not kept again. */
function newestOfEach(history: readonly HistoryEntry[]): HistoryEntry[] {
  return [...new Map(history.map((entry) => [formatOfPath(entry.path)?.extension, entry])).values()];
}

/**
 * Returns the file that holds a snapshot as it is now; undefined if there is none. In a store that refuses overwriting it is
 * the newest one of the history.
 */
export function snapshotFile(manifest: Manifest): Pick<Entry, 'path' | 'sha256' | 'rows'> | undefined {
  const current = manifest.entries.filter(({ path }) => path !== undefined);
  return faithful(current.length > 0 ? current : newestOfEach(manifest.history ?? []));
}

/**
 * Returns true if a snapshot is stored where its manifest says.
 * @param files paths in the resource's own folder; the history is not looked through.
 */
export function areThere({ resource, entries }: Manifest, files: ReadonlySet<string>): boolean {
  const paths = entries.flatMap(({ path }) => path ?? []);
  const isThere = (path: string) => files.has(path) || !path.startsWith(resourceFolder(resource));
  return paths.length > 0 && paths.every(isThere);
}

/**
 * Returns the newest complete read on or before a day, of those that a manifest knows: the current one, else one that was
 * kept. Undefined if none is so old. A read whose rows were partly kept from an earlier one is not complete.
 * @param day UTC day, `2026-10-01`.
 */
export function snapshotAsOf(manifest: Manifest, day: string): ChosenSnapshot | undefined {
  const { read_on: readOn, entries, history = [] } = manifest;
  const newestRead = newestReadOn(manifest);
  if (readOn !== undefined && newestRead !== undefined && newestRead <= day && !manifest.stale_parents?.length) {
    return { readOn, files: entries.flatMap(({ path, sha256 }) => (path === undefined ? [] : [{ path, sha256 }])) };
  }
  const last = history.findLastIndex((entry) => entry.read_on <= day && !entry.incomplete);
  const complete = history.slice(0, last + 1).filter(({ incomplete }) => !incomplete);
  const newest = complete.at(-1);
  return newest && { readOn: newest.read_on, files: newestOfEach(complete) };
}

/**
 * Returns the files of the partitions that overlap `[from, to)`, oldest first, one for each partition, whatever its formats, and
 * those that hold what came late for it. Corrected files take the place of those that they supersede.
 */
export function partitionFiles(
  manifest: Manifest,
  from = Number.NEGATIVE_INFINITY,
  to = Number.POSITIVE_INFINITY,
): PartitionFile[] {
  const superseded = new Set(manifest.entries.flatMap(({ supersedes }) => supersedes ?? []));
  const byStem = new Map<string, PartitionFile[]>();
  for (const { period: name, path, rows, sha256 } of manifest.entries) {
    if (name === undefined || path === undefined || superseded.has(path)) continue;
    const period = parsePeriodName(name);
    if (period.to <= from || period.from >= to) continue;
    const stem = stemOf(path);
    const file = { ...period, path, rows, ...(sha256 !== undefined && { sha256 }) };
    byStem.set(stem, [...(byStem.get(stem) ?? []), file]);
  }
  const files = [...byStem.values()].flatMap((same) => faithful(same) ?? []);
  return files.sort((a, b) => a.from - b.from || byCodeUnits(a.path, b.path));
}
