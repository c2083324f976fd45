import type { PartitionBy } from '../archive/periods.ts';
import type { Filters, ResourceOptions } from '../archive/selection.ts';
import { type BucketFilter, bucketFilterNames } from '../catalogue/filters.ts';
import { dimensionsOf, hasFilter, isBuckets, isSnapshot } from '../catalogue/kinds.ts';
import type { BucketWidth, Resource } from '../catalogue/resource.ts';
import { formatChoices } from '../formats/registry.ts';
import type { SchemaOptions } from '../schema/schema-options.ts';
import { defaultOptions, type OwnOptions, type RunOptions } from './settings.ts';

const day = 24 * 3600;

/** Late events and late usage were seen after hours, invoices weeks after the month's end; see the README. */
const defaultLookback = { events: 3 * day, usage: 3 * day, costs: 35 * day };

const partitionOrder: readonly PartitionBy[] = ['hour', 'day', 'month'];
const finestPartition: Record<BucketWidth, PartitionBy> = { '1m': 'hour', '1h': 'hour', '1d': 'day' };

/** Returns whether partitions are finer than the buckets in them. */
export function isFinerThan(partitionBy: PartitionBy, width: BucketWidth): boolean {
  return partitionOrder.indexOf(partitionBy) < partitionOrder.indexOf(finestPartition[width]);
}

/** Returns a resource's bucket width: its own, else the run's where the endpoint has it, else a day. */
export function bucketWidthOf(resource: Resource, own: OwnOptions, run: RunOptions): BucketWidth {
  const runWidth = run['bucket-width'];
  const hasRunWidth = isBuckets(resource) && resource.widths[runWidth] !== undefined;
  const [only = '1d'] =
    isBuckets(resource) && !resource.widths['1d'] ? (Object.keys(resource.widths) as BucketWidth[]) : [];
  return own['bucket-width'] ?? (hasRunWidth ? runWidth : only);
}

function partitionByOf(resource: Resource, width: BucketWidth, own: OwnOptions, run: RunOptions): PartitionBy {
  const given = own['partition-by'] ?? run['partition-by'];
  if (!isBuckets(resource)) return given ?? 'day';
  if (given === undefined) return 'month';
  return isFinerThan(given, width) ? finestPartition[width] : given;
}

function lookbackOf(resource: Resource, own: OwnOptions, run: RunOptions): number {
  const kind = resource.name === 'costs' ? 'costs' : isBuckets(resource) ? 'usage' : 'events';
  return own.lookback ?? run.lookback?.[kind] ?? defaultLookback[kind];
}

function groupByOf(resource: Resource, own: OwnOptions, run: RunOptions): ResourceOptions['groupBy'] {
  const given = own['group-by'] ?? run['group-by'];
  if (!isBuckets(resource)) return 'default';
  // The manifest must say what a user's own endpoint is grouped by: no catalogue explains a word.
  const usual = resource.custom ? resource.dimensions : 'default';
  if (given.includes('default')) return usual;
  if (given.includes('all')) return resource.custom ? usual : 'all';
  if (given.length === 0 || given.includes('none')) return [];
  const taken = dimensionsOf(resource).filter((dimension) => given.includes(dimension));
  return taken.length === 0 ? usual : taken;
}

/** Returns what happens to fields that the catalogue does not know; undefined if they are written as they are. */
export function schemaOf(own: OwnOptions, run: RunOptions): SchemaOptions | undefined {
  const mode = own['on-schema-change'] ?? run['on-schema-change'];
  return mode === 'evolve' ? undefined : { mode, knownFields: own['known-fields'] ?? [] };
}

function filtersFor(resource: Resource, own: OwnOptions, run: RunOptions): Filters {
  const filter = (name: BucketFilter | 'event-types'): string[] =>
    hasFilter(resource, name) ? [own[name] ?? run[name] ?? []].flat().map(String) : [];
  const given = bucketFilterNames.map((name) => [name, filter(name)] as const);
  return {
    projects: filter('projects'),
    eventTypes: filter('event-types'),
    models: filter('models'),
    ...Object.fromEntries(given.filter(([, values]) => values.length > 0)),
  };
}

/**
 * Returns the complete options of a resource. What is set for the run holds as far as the resource can take it: a bucket
 * width or a dimension that the endpoint lacks is left out, and partitions are never finer than buckets.
 */
export function completeOptions(
  resource: Resource,
  own: OwnOptions = {},
  run: RunOptions = defaultOptions,
): ResourceOptions {
  const bucketWidth = bucketWidthOf(resource, own, run);
  const refreshFrom = own['refresh-from'] ?? run['refresh-from'];
  const schema = schemaOf(own, run);
  const everyDays = isSnapshot(resource) ? (own.every ?? run.every) : undefined;
  return {
    formats: (own.format ?? run.format).flatMap((extension) => formatChoices.get(extension) ?? []),
    partitionBy: partitionByOf(resource, bucketWidth, own, run),
    start: own['start-date'] ?? run['start-date'],
    end: own['end-date'] ?? run['end-date'],
    ...(refreshFrom && { refreshFrom }),
    lookbackSeconds: lookbackOf(resource, own, run),
    bucketWidth,
    groupBy: groupByOf(resource, own, run),
    filters: filtersFor(resource, own, run),
    csvEscapeFormulas: own['csv-escape-formulas'] ?? run['csv-escape-formulas'],
    ...(schema && { schema }),
    ...(everyDays !== undefined && { everyDays }),
  };
}
