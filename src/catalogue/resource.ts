import type { BucketFilter } from './filters.ts';

/** How a resource is read and partitioned. */
export type Kind = 'events' | 'buckets' | 'snapshot';

/** How a list names its next page: the envelope's `last_id`, `next` or `next_page`; `none` is a single object. */
export type Pagination = 'last_id' | 'next' | 'next_page' | 'none';

/** What a column holds; `time` is Unix seconds in JSON and an ISO 8601 UTC text in tables. */
export type ColumnType = 'text' | 'number' | 'boolean' | 'time' | 'json';

/**
 * Kinds of personal data. Each is the prefix of its pseudonyms. `person` is an object that tells of somebody: what is
 * hidden inside it depends on the names of its fields.
 */
export const personalKinds = [
  'name',
  'email',
  'ip',
  'picture',
  'agent',
  'fingerprint',
  'place',
  'phone',
  'id',
  'text',
  'person',
] as const;

export type PersonalKind = (typeof personalKinds)[number];

/** One column of the table form of a resource. */
export interface Column {
  /** Path in the row, joined with `__`. */
  name: string;
  type: ColumnType;
  /** Moves without anybody having changed anything (`last_used_at`): data, but never an entry of the change log. */
  volatile?: true;
  /** What it says about a person, for `privacy` to hide. In a JSON column, all texts inside are meant. */
  personal?: PersonalKind;
}

/** The list whose entries a resource is read for, one read an entry. */
export interface Parent {
  /** Name of the parent resource; its own parents follow from its own declaration. */
  resource: string;
  /** Placeholder of this resource's path -> field of the parent's row. */
  parameters: Record<string, string>;
  /** Query parameter -> field of the parent's row (`group_type` of a project's group). */
  query?: Record<string, string>;
}

/** What every declaration has. */
interface Declaration {
  /** Name in inputs, paths and manifests. */
  name: string;
  /** Path below the base URL, with `{placeholders}`. */
  path: string;
  pagination: Pagination;
  /** Largest `limit` the API takes; absent if the endpoint has no `limit`. */
  pageSize?: number;
  /** Fixed query parameters, besides those that the kind adds. */
  query?: Record<string, string>;
  /** Where the rows are in the answer: `data`, or a path such as `result.items`. */
  dataSelector: string;
  /** The same columns, in this order, in every file of this resource. Empty for custom resources. */
  columns: Column[];
  /**
   * Column that takes, as JSON text, what the API puts under a key named like the row's own `type`
   * (`"api_key.created": {…}`); only audit logs have one.
   */
  payloadColumn?: string;
  /** True for the resources of a user's own `resources` list. */
  custom?: true;
  /** Fields that, after the parents' ids, identify a row; empty for one row a parent, and for buckets, which their dimensions tell apart. */
  key: string[];
  /** Ids put in front of a row of a snapshot that lacks them, in this order (`project_id`, `user_id`, `group_id`). */
  parentIds: string[];
  parent?: Parent;
  /** Placeholder that the ids given by the user fill (`key_id` of `admin_api_key`); absent if ids make no sense. */
  idParameter?: string;
  /** True if only ids given by the user make it readable (`audit_log`). */
  idsRequired?: true;
  /** Another resource's name to read, with a notice, when the API answers that this path does not exist. */
  fallback?: string;
  /** Field of the row by which it falls into a period, Unix seconds; absent for snapshots, which have no periods. */
  timeField?: string;
}

/** Audit logs: partitioned by the time of the event. */
export interface EventsResource extends Declaration {
  kind: 'events';
  timeField: string;
}

/** A dimension that rows are rather exported without than not at all. */
export interface RefusableDimension {
  dimension: string;
  /** Dimensions and filters together with which the API may refuse it, though it serves each alone. */
  notWith?: { dimensions: string[]; filters: BucketFilter[] };
}

export type BucketWidth = '1m' | '1h' | '1d';

/** Usage and costs: aggregates by bucket, partitioned by the bucket's start. */
export interface BucketsResource extends Declaration {
  kind: 'buckets';
  timeField: 'start_time';
  /** Bucket widths the API takes -> most buckets a page. */
  widths: Partial<Record<BucketWidth, number>>;
  /** Every dimension that `group_by` takes, the one most often refused last. */
  dimensions: string[];
  /** Dimensions that `default` leaves out, known from the official package or from users: sent only if `group-by` names them, or is `all`. */
  undescribedDimensions?: string[];
  /**
   * Dimensions that the API may refuse while it serves the others, in the order in which they are given up, and none but these; absent if
   * it may be any of them, the last one first.
   */
  refusable?: RefusableDimension[];
  /** Config filter -> name of the query parameter, for the filters the endpoint has. */
  filters: Partial<Record<BucketFilter, string>>;
}

/** Everything else: read in full, compared with the last one. */
export interface SnapshotResource extends Declaration {
  kind: 'snapshot';
  timeField?: never;
}

export type Resource = EventsResource | BucketsResource | SnapshotResource;
