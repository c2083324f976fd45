import type { BucketsResource } from './resource.ts';

/** Returns every dimension that `group-by` may name for a resource. */
export function dimensionsOf({ dimensions, undescribedDimensions = [] }: BucketsResource): string[] {
  return [...dimensions, ...undescribedDimensions];
}
