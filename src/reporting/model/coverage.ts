import { type Coverage, coverage, gapsBetween } from '../../archive/coverage.ts';
import { partitionFiles, snapshotFile } from '../../archive/current-files.ts';
import type { Manifest } from '../../archive/manifest.ts';
import { newestReadOn } from '../../archive/parent-reads.ts';
import { boundaryName, periodStart } from '../../archive/periods.ts';
import { intersect, type Ranges } from '../../archive/ranges.ts';
import { type Removal, removalRanges } from '../../archive/removal.ts';
import { removedRanges } from '../../archive/removals.ts';
import { storedResource } from '../../archive/stored-resource.ts';
import type { Outcome } from '../../export/job/outcome.ts';

/** How completely one resource was read. */
export interface ReportCoverage {
  resource: string;
  kind: 'events' | 'buckets' | 'snapshot';
  /** `skipped`: the key or organisation lacks it; `stopped`: the run ended before; `other run`: this run was not asked for it. */
  status: 'ok' | 'failed' | 'skipped' | 'stopped' | 'other run';
  rows: number;
  /** Events and buckets: periods read, `[from, to)` as UTC days (hours if partitions are hours), and the gaps between them. */
  ranges: [string, string][];
  gaps: [string, string][];
  /** Periods that the API no longer served when they were first asked for. */
  unavailable: [string, string][];
  /** Periods whose evidence was given up for good, and why; absent if there are none. */
  removed?: { period: [string, string]; reason: string }[];
  /** Snapshots: UTC day of the last complete read. */
  readOn?: string;
  /** Snapshots: UTC day of the newest rows, if not all parents were read on one. */
  readTo?: string;
  /** Snapshots: UTC day until which `every` leaves it; absent if this run read it. */
  leftUntil?: string;
  /** Parents whose rows are from an earlier read. */
  staleParents: number;
  /** ISO 8601 time until which the data is complete. */
  dataUntil?: string;
}

/**
 * Returns how completely each resource was read, in the order of this run, then those that only earlier runs read.
 * @param newest ends of the newest rows that are stored, Unix seconds, if known: the period that is open counts as far as them
 * after a run that did not read it.
 */
export function buildCoverage(
  manifests: ReadonlyMap<string, Manifest>,
  outcomes: readonly Outcome[],
  newest: ReadonlyMap<string, number> = new Map(),
): ReportCoverage[] {
  const names = new Set([...outcomes.map(({ resource }) => resource), ...manifests.keys()]);
  const byResource = new Map(outcomes.map((outcome) => [outcome.resource, outcome]));
  return [...names].map((name) => {
    const manifest = manifests.get(name);
    const outcome = byResource.get(name);
    return coverageOf(name, manifest, outcome, coverage(manifest, outcome, newest.get(name)));
  });
}

/** Returns these ranges in whole days, or hours if partitions are hours: an open period ends anywhere. */
function wholePeriods(ranges: Ranges, manifest: Manifest | undefined): Ranges {
  const by = manifest?.shape.partition_by === 'hour' ? 'hour' : 'day';
  return ranges.flatMap(([from, to]): Ranges => {
    const end = periodStart(to, by);
    return end > from ? [[from, end]] : [];
  });
}

function coverageOf(
  resource: string,
  manifest: Manifest | undefined,
  outcome: Outcome | undefined,
  covered: Coverage,
): ReportCoverage {
  const kind = storedResource(manifest ?? { resource }).kind;
  const ranges = wholePeriods(covered.ranges, manifest);
  const removed = manifest ? removedRanges(manifest) : [];
  const readTo = manifest?.parents_read && newestReadOn(manifest);
  return {
    resource,
    kind,
    status: outcome?.status ?? 'other run',
    rows: manifest ? rowsOf(manifest, kind) : 0,
    ranges: named(ranges),
    gaps: named(gapsBetween(ranges, manifest)),
    unavailable: named(manifest?.unavailable ?? []),
    ...(removed.length > 0 && { removed: withReasons(manifest?.removed ?? [], removed) }),
    ...(manifest?.read_on !== undefined && { readOn: manifest.read_on }),
    ...(readTo !== undefined && { readTo }),
    ...(outcome?.leftAsRead && { leftUntil: outcome.leftAsRead.dueOn }),
    staleParents: manifest?.stale_parents?.length ?? 0,
    ...(covered.until !== undefined && { dataUntil: `${new Date(covered.until * 1000).toISOString().slice(0, 19)}Z` }),
  };
}

function rowsOf(manifest: Manifest, kind: ReportCoverage['kind']): number {
  if (kind === 'snapshot') return snapshotFile(manifest)?.rows ?? 0;
  return partitionFiles(manifest).reduce((sum, { rows }) => sum + rows, 0);
}

/** Returns the periods that are still given up, each with the reason of the removal that it belongs to. */
function withReasons(removals: readonly Removal[], removed: Ranges): NonNullable<ReportCoverage['removed']> {
  return removals.flatMap((removal) =>
    named(intersect(removalRanges(removal), removed)).map((period) => ({ period, reason: removal.reason })),
  );
}

function named(ranges: Ranges): [string, string][] {
  return ranges.map(([from, to]) => [boundaryName(from), boundaryName(to)]);
}
