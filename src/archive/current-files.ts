import { formatOfPath, stemOf } from './layout.ts';
import type { Entry, Manifest } from './manifest.ts';
import { type Period, parsePeriodName } from './periods.ts';
import { mostFaithful } from './stored-rows.ts';

/** The file to read of those that hold a partition, or what came late for it. */
export interface PartitionFile extends Period {
  path: string;
  rows: number;
}

/**
 * Returns the file that holds a snapshot as it is now; undefined where there is none. In a store that
 * refuses overwriting it is the newest one of the history.
 */
export function snapshotFile(manifest: Manifest): Pick<Entry, 'path' | 'sha256' | 'rows'> | undefined {
  const current = manifest.entries.filter(({ path }) => path !== undefined);
  if (current.length > 0) return faithful(current);
  // The newest of each format: one whose content stayed the same is not kept again.
  const newest = new Map(manifest.history?.map((entry) => [formatOfPath(entry.path)?.extension, entry]));
  return faithful([...newest.values()]);
}

function faithful<Listed extends { path?: string }>(entries: Listed[]): Listed | undefined {
  const path = mostFaithful(entries.flatMap((entry) => entry.path ?? []));
  return entries.find((entry) => entry.path === path);
}

/**
 * Returns the files of the partitions that overlap `[from, to)`, oldest first, one for each partition, whatever its formats, and
 * those that hold what came late for it. Corrected files take the place of those that they supersede.
 */
export function partitionFiles(manifest: Manifest, from: number, to: number): PartitionFile[] {
  const superseded = new Set(manifest.entries.flatMap(({ supersedes }) => supersedes ?? []));
  const byStem = new Map<string, PartitionFile[]>();
  for (const { period: name, path, rows } of manifest.entries) {
    if (name === undefined || path === undefined || superseded.has(path)) continue;
    const period = parsePeriodName(name);
    if (period.to <= from || period.from >= to) continue;
    const stem = stemOf(path);
    byStem.set(stem, [...(byStem.get(stem) ?? []), { ...period, path, rows }]);
  }
  const files = [...byStem.values()].flatMap((same) => faithful(same) ?? []);
  return files.sort((a, b) => a.from - b.from || (a.path < b.path ? -1 : 1));
}
