import { sliceValues, withFields } from '../../api/json-text.ts';
import type { RawRow } from '../../api/pages.ts';
import type { Bucket } from '../../api/row-shape.ts';
import type { ResourceOptions } from '../../archive/selection.ts';
import { bucketFilterNames, bucketFilters, leavesOut } from '../../catalogue/filters.ts';
import type { BucketsResource } from '../../catalogue/resource.ts';
import { BUCKET_SECONDS, type BucketWindow } from '../plan/windows.ts';
import { type BucketRowIdentity, bucketRowIdentity, isSameMeasure } from './bucket-identity.ts';
import { addUnrequested, noUnrequested, type UnrequestedRows } from './unrequested.ts';

/** What an answer for a window of buckets holds, each row once. */
export interface BucketAnswer {
  /** Rows that were asked for, the bucket's times in front, by the bucket's start (Unix seconds). */
  rows: Map<number, RawRow[]>;
  /** Rows that were not asked for. */
  unrequested: UnrequestedRows;
  /** Starts of buckets of which a row came twice, with different numbers. */
  contradicting: Set<number>;
}

/** Sorts out an answer whose buckets have been judged already. */
export function sortOutBuckets(
  resource: BucketsResource,
  options: ResourceOptions,
  window: BucketWindow,
  buckets: RawRow[],
): BucketAnswer {
  const answer: BucketAnswer = { rows: new Map(), unrequested: noUnrequested(), contradicting: new Set() };
  const seen = new Map<string, BucketRowIdentity>();
  const width = BUCKET_SECONDS[options.bucketWidth];
  for (const raw of buckets) {
    const bucket = raw.value as unknown as Bucket;
    const { start_time: start, end_time: end, results } = bucket;
    // It reaches into the window, or begins with its end: it is read with the window that holds its start.
    const reachesIn = start < window.from && end > window.from && end - start <= width;
    if (reachesIn || start === window.to) continue;
    if (!(start >= window.from && start < window.to)) addUnrequested(answer.unrequested, 'time', start);
    else if (!hasWidth(bucket, width, window)) addUnrequested(answer.unrequested, 'width', start);
    else if (results.length > 0) takeRows(resource, options, { ...bucket, text: raw.text }, answer, seen);
  }
  return answer;
}

/** At the window's edges a bucket may be cut off. */
function hasWidth({ start_time: start, end_time: end }: Bucket, width: number, window: BucketWindow): boolean {
  const length = end - start;
  return length === width || (length > 0 && length < width && (start === window.from || end === window.to));
}

function takeRows(
  resource: BucketsResource,
  { filters }: ResourceOptions,
  { start_time: start, end_time: end, text, results }: Bucket & { text: string },
  answer: BucketAnswer,
  seen: Map<string, BucketRowIdentity>,
): void {
  const rows = answer.rows.get(start) ?? [];
  answer.rows.set(start, rows);
  for (const [index, result] of (sliceValues(text, 'results') ?? []).entries()) {
    const value = results[index] as Record<string, unknown>;
    const left = bucketFilterNames.find(
      (name) => resource.filters[name] && leavesOut(name, filters[name] ?? [], value[bucketFilters[name].dimension]),
    );
    if (left !== undefined) {
      addUnrequested(answer.unrequested, left, start);
      continue;
    }
    const identity = bucketRowIdentity(resource, start, value);
    const before = seen.get(identity.key);
    if (before === undefined) {
      seen.set(identity.key, identity);
      const times = { start_time: start, end_time: end };
      rows.push({ text: withFields(result, times), value: { ...times, ...value } });
    } else if (!isSameMeasure(before, identity)) answer.contradicting.add(start);
  }
}
