import type { Query } from '../../api/client.ts';
import { listPages, type RawRow, readList } from '../../api/pages.ts';
import { shapeOf } from '../../api/row-shape.ts';
import { bucketFilterNames } from '../../catalogue/filters.ts';
import type { BucketsResource } from '../../catalogue/resource.ts';
import type { DatedExport } from '../job/dated-export.ts';
import type { BucketWindow } from '../plan/windows.ts';

/** Reads all buckets of a window. */
export function readBuckets(job: DatedExport, resource: BucketsResource, window: BucketWindow): Promise<RawRow[]> {
  return readList(job.context.client, {
    path: resource.path,
    query: bucketQuery(job, resource, window),
    pagination: resource.pagination,
    pageSize: resource.widths[job.selection.options.bucketWidth],
    dataSelector: resource.dataSelector,
    lane: resource.name,
    shape: shapeOf(resource),
  });
}

/** Asks for one bucket only: whether the API serves a window that begins here. */
export async function probeBuckets(job: DatedExport, resource: BucketsResource, window: BucketWindow): Promise<void> {
  const pages = listPages(job.context.client, {
    path: resource.path,
    query: bucketQuery(job, resource, window),
    pagination: resource.pagination,
    pageSize: 1,
    dataSelector: resource.dataSelector,
    lane: resource.name,
    shape: shapeOf(resource),
  });
  await pages.next();
}

function bucketQuery(job: DatedExport, resource: BucketsResource, window: BucketWindow): Query {
  const { filters, bucketWidth } = job.selection.options;
  const filtered = bucketFilterNames.flatMap((name): Query => {
    const parameter = resource.filters[name];
    return parameter === undefined ? [] : (filters[name] ?? []).map((value) => [parameter, value]);
  });
  return [
    ...Object.entries(resource.query ?? {}),
    ['start_time', String(window.from)],
    ['end_time', String(window.to)],
    ['bucket_width', bucketWidth],
    ...window.dimensions.map((name): [string, string] => ['group_by', name]),
    ...filtered,
  ];
}
