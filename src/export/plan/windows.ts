import type { Period } from '../../archive/periods.ts';
import type { ResourceOptions } from '../../archive/selection.ts';
import { askedDimensions } from '../../catalogue/kinds.ts';
import type { BucketsResource, BucketWidth, EventsResource } from '../../catalogue/resource.ts';
import { type EventPass, eventPasses } from './event-passes.ts';
import { joinPeriods, type Plan } from './plan.ts';

/** Seconds of a bucket. */
export const BUCKET_SECONDS: Record<BucketWidth, number> = { '1m': 60, '1h': 3600, '1d': 86_400 };

/** A time of events to read in one walk. Its start moves up while it is read if another connection takes the older part. */
export interface EventWindow extends Period {
  pass: EventPass;
  /** Events a second that can be expected; absent if nothing is known. */
  density?: number;
  /** True if the order of its events cannot be trusted: it is read to the end of its list, and shared by being split. */
  isCareful?: boolean;
  /** How often it was split off a longer one; absent for never. */
  splits?: number;
  /** Set when the run stops half way: partitions from this second on were read whole. */
  wholeFrom?: number;
}

/** One request's worth of buckets, and the dimensions to ask for. */
export interface BucketWindow extends Period {
  dimensions: string[];
}

/**
 * Returns the walks to begin reading events with; busy ones are shared as they go. The tenant's come first: they are short,
 * and no partition is whole without them.
 */
export function eventWindows(resource: EventsResource, options: ResourceOptions, plan: Plan): EventWindow[] {
  const all = plannedPeriods(plan);
  return eventPasses(resource, options)
    .reverse()
    .flatMap((pass) =>
      joinPeriods(pass.name === 'tenant' ? all : plan.periods, plan.end).map((span) => ({ ...span, pass })),
    );
}

/** Returns every partition that the plan may write, in order of time. */
export function plannedPeriods(plan: Plan): Period[] {
  return [...plan.periods, ...plan.withoutTenant].sort((a, b) => a.from - b.from);
}

/** Returns the requests to begin reading buckets with, each as long as one page can be. */
export function bucketWindows(resource: BucketsResource, options: ResourceOptions, plan: Plan): BucketWindow[] {
  const { groupBy, bucketWidth } = options;
  const dimensions = askedDimensions(resource, groupBy);
  const length = BUCKET_SECONDS[bucketWidth] * (resource.widths[bucketWidth] ?? 1);
  return joinPeriods(plan.periods, plan.end).flatMap((span) => chunk(span, length, dimensions));
}

function chunk(span: Period, length: number, dimensions: string[]): BucketWindow[] {
  const windows: BucketWindow[] = [];
  for (let from = span.from; from < span.to; from += length) {
    windows.push({ from, to: Math.min(from + length, span.to), dimensions });
  }
  return windows;
}
