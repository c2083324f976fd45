import type { BucketFilter } from './filters.ts';
import type { BucketsResource, EventsResource, Resource, SnapshotResource } from './resource.ts';

export type DatedResource = EventsResource | BucketsResource;

/** Returns true for what is partitioned by time: everything but snapshots. */
export function isDated(resource: Resource): resource is DatedResource {
  return resource.kind !== 'snapshot';
}

/** Returns true for what is read as a whole. */
export function isSnapshot(resource: Resource): resource is SnapshotResource {
  return resource.kind === 'snapshot';
}

/** Returns true for rows that stay as they are once they exist. Buckets are restated, and snapshots replaced. */
export function isPermanent(resource: Resource): resource is EventsResource {
  return resource.kind === 'events';
}

export function isBuckets(resource: Resource): resource is BucketsResource {
  return resource.kind === 'buckets';
}

/** Returns true if a filter of the config leaves out requests or rows of a resource. */
export function hasFilter(resource: Resource, filter: BucketFilter | 'event-types'): boolean {
  if (resource.kind === 'events') return !resource.custom && (filter === 'projects' || filter === 'event-types');
  if (resource.kind === 'buckets') return filter !== 'event-types' && resource.filters[filter] !== undefined;
  return (
    filter === 'projects' && (resource.parent?.resource === 'projects' || resource.parentIds.includes('project_id'))
  );
}

/** Returns every dimension that `group-by` may name for a resource. */
export function dimensionsOf({ dimensions, undescribedDimensions = [] }: BucketsResource): string[] {
  return [...dimensions, ...undescribedDimensions];
}

/** Returns the dimensions that rows are rather exported without than not at all if more is asked for than what OpenAI describes. */
export function refusableOf({ refusable, undescribedDimensions = [] }: BucketsResource): string[] {
  return refusable?.map(({ dimension }) => dimension) ?? undescribedDimensions;
}

/** Returns the dimensions by which a `group-by` asks to group a resource. */
export function askedDimensions(resource: BucketsResource, groupBy: 'default' | 'all' | string[]): string[] {
  if (groupBy === 'all') return dimensionsOf(resource);
  return groupBy === 'default' ? resource.dimensions : groupBy;
}

/**
 * Returns a resource as it is stored when it is grouped by these dimensions: rows of a user's own buckets stand in the order of what
 * was asked for, because their manifest names nothing else.
 */
export function groupedBy(resource: Resource, groupBy: string | readonly string[]): Resource {
  if (!isBuckets(resource) || !resource.custom || typeof groupBy === 'string') return resource;
  return { ...resource, dimensions: [...groupBy] };
}
