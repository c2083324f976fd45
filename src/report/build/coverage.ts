import { completeUntil } from '../../audit/read/covered.ts';
import { partitionFiles, snapshotFile } from '../../audit/read/current-files.ts';
import { storedResource } from '../../audit/read/stored-resource.ts';
import type { Outcome } from '../../export/outcome.ts';
import type { Manifest } from '../../state/manifest.ts';
import { boundaryName } from '../../state/periods.ts';
import { type Ranges, subtract } from '../../state/ranges.ts';
import type { ReportCoverage } from '../model.ts';

/** Returns how completely each resource was read, in the order of this run, then those that only earlier runs read. */
export function buildCoverage(
  manifests: ReadonlyMap<string, Manifest>,
  outcomes: readonly Outcome[],
): ReportCoverage[] {
  const names = new Set([...outcomes.map(({ resource }) => resource), ...manifests.keys()]);
  const byResource = new Map(outcomes.map((outcome) => [outcome.resource, outcome]));
  return [...names].map((name) => coverageOf(name, manifests.get(name), byResource.get(name)));
}

function coverageOf(resource: string, manifest: Manifest | undefined, outcome: Outcome | undefined): ReportCoverage {
  const kind = storedResource({ resource }).kind;
  const ranges = manifest?.ranges ?? [];
  const unavailable = manifest?.unavailable ?? [];
  const until = kind === 'snapshot' ? undefined : dataUntil(manifest, outcome);
  return {
    resource,
    kind,
    status: outcome?.status ?? 'other run',
    rows: manifest ? rowsOf(manifest, kind) : 0,
    ranges: named(ranges),
    gaps: named(gapsBetween(ranges, unavailable)),
    unavailable: named(unavailable),
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
function gapsBetween(ranges: Ranges, unavailable: Ranges): Ranges {
  const [first, last] = [ranges[0], ranges.at(-1)];
  return first && last ? subtract([[first[0], last[1]]], [...ranges, ...unavailable]) : [];
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
