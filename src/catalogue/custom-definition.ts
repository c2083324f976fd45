import type { BucketWidth, Kind, Pagination } from './resource.ts';

/** A resource that the catalogue lacks, as the user describes it. */
export interface CustomDefinition {
  /** `snapshot` where not given. */
  kind?: Kind | undefined;
  /** Names the files too: lower-case letters, digits and `_`. */
  name: string;
  /** Below the base URL; may hold `{placeholders}` of the parent. */
  path: string;
  /** `data` where not given; the whole answer for a single object. */
  dataSelector?: string | undefined;
  /** Query parameters. */
  params?: Record<string, string> | undefined;
  /** Fields that identify a row; without them rows keep the API's order. */
  primaryKey?: string[] | undefined;
  /** Name of the list that the resource is read for. */
  parent?: string | undefined;
  /** `last_id` where not given: an answer without `has_more` is then the only page. */
  pagination?: Pagination | undefined;
  /** Of buckets: every dimension, which is asked for. */
  groupBy?: string[] | undefined;
  /** Of buckets: the only width that the endpoint takes. */
  bucketWidth?: BucketWidth | undefined;
  /** Of events: the field with their time, Unix seconds. */
  timeField?: string | undefined;
}
