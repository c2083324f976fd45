import type { BucketsResource, EventsResource, Resource, SnapshotResource } from './resource.ts';

/** True for what is partitioned by time: everything but snapshots. */
export function isDated(resource: Resource): resource is EventsResource | BucketsResource {
  return resource.kind !== 'snapshot';
}

export function isBuckets(resource: Resource): resource is BucketsResource {
  return resource.kind === 'buckets';
}

/** True if a filter of the config leaves out requests or rows of a resource. */
export function hasFilter(resource: Resource, filter: 'projects' | 'event-types' | 'models'): boolean {
  if (resource.kind === 'events') return filter !== 'models';
  if (resource.kind === 'buckets') return filter !== 'event-types' && resource.filters[filter] !== undefined;
  return filter === 'projects' && isReadByProject(resource);
}

function isReadByProject({ parent, parentIds }: SnapshotResource): boolean {
  return parent?.resource === 'projects' || parentIds.includes('project_id');
}

/** Returns every dimension that `group-by` may name for a resource. */
export function dimensionsOf({ dimensions, undescribedDimensions = [] }: BucketsResource): string[] {
  return [...dimensions, ...undescribedDimensions];
}
