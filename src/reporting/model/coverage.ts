import { partitionFiles, snapshotFile } from '../../archive/current-files.ts';
import type { Manifest } from '../../archive/manifest.ts';
import { boundaryName, periodStart } from '../../archive/periods.ts';
import { intersect, type Ranges, subtract } from '../../archive/ranges.ts';
import { type Removal, removalRanges, removedRanges } from '../../archive/removals.ts';
import { storedResource } from '../../archive/stored-resource.ts';
import { completeUntil, coveredRanges } from '../../audit/read/covered.ts';
import type { Outcome } from '../../export/job/outcome.ts';
import type { ReportCoverage } from './model.ts';

/**
 * Returns how completely each resource was read, in the order of this run, then those that only earlier runs read.
 * @param newest ends of the newest rows that are stored, Unix seconds, where known: the period that is open counts as far as them
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
    const ranges = manifest ? wholePeriods(manifest, byResource.get(name), newest.get(name)) : [];
    return coverageOf(name, manifest, byResource.get(name), ranges);
  });
}

/** The seconds that were read, in whole days, or hours where partitions are hours: an open period ends anywhere. */
function wholePeriods(manifest: Manifest, outcome: Outcome | undefined, newest = Number.NEGATIVE_INFINITY): Ranges {
  const by = manifest.shape.partition_by === 'hour' ? 'hour' : 'day';
  return coveredRanges(manifest, outcome, newest).flatMap(([from, to]): Ranges => {
    const end = periodStart(to, by);
    return end > from ? [[from, end]] : [];
  });
}

function coverageOf(
  resource: string,
  manifest: Manifest | undefined,
  outcome: Outcome | undefined,
  ranges: Ranges,
): ReportCoverage {
  const kind = storedResource({ resource }).kind;
  const unavailable = manifest?.unavailable ?? [];
  const removed = manifest ? removedRanges(manifest) : [];
  const until = kind === 'snapshot' ? undefined : dataUntil(manifest, outcome);
  return {
    resource,
    kind,
    status: outcome?.status ?? 'other run',
    rows: manifest ? rowsOf(manifest, kind) : 0,
    ranges: named(ranges),
    gaps: named(gapsBetween(ranges, [...unavailable, ...removed])),
    unavailable: named(unavailable),
    ...(removed.length > 0 && { removed: withReasons(manifest?.removed ?? [], removed) }),
    ...(manifest?.read_on !== undefined && { readOn: manifest.read_on }),
    staleParents: manifest?.stale_parents?.length ?? 0,
    ...(until !== undefined && { dataUntil: until }),
  };
}

function rowsOf(manifest: Manifest, kind: ReportCoverage['kind']): number {
  if (kind === 'snapshot') return snapshotFile(manifest)?.rows ?? 0;
  const files = partitionFiles(manifest, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  return files.reduce((sum, { rows }) => sum + rows, 0);
}

/** What lies between the first and the last period that was read, and could have been. */
function gapsBetween(ranges: Ranges, known: Ranges): Ranges {
  const [first, last] = [ranges[0], ranges.at(-1)];
  return first && last ? subtract([[first[0], last[1]]], [...ranges, ...known]) : [];
}

/** The periods that are still given up, each with the reason of the removal that it belongs to. */
function withReasons(removals: readonly Removal[], removed: Ranges): NonNullable<ReportCoverage['removed']> {
  return removals.flatMap((removal) =>
    named(intersect(removalRanges(removal), removed)).map((period) => ({ period, reason: removal.reason })),
  );
}

function named(ranges: Ranges): [string, string][] {
  return ranges.map(([from, to]) => [boundaryName(from), boundaryName(to)]);
}

function dataUntil(manifest: Manifest | undefined, outcome: Outcome | undefined): string | undefined {
  if (outcome?.status === 'ok' && outcome.dataUntil !== undefined) {
    return `${new Date(outcome.dataUntil * 1000).toISOString().slice(0, 19)}Z`;
  }
  const day = manifest && completeUntil(manifest, outcome);
  return day === undefined ? undefined : `${day}T00:00:00Z`;
}
