import type { BucketFilter } from '../catalogue/filters.ts';
import type { BucketWidth, Resource } from '../catalogue/resource.ts';
import type { FormatChoice } from '../formats/format.ts';
import type { PrivacyOptions } from '../privacy/privacy-options.ts';
import type { SchemaOptions } from '../schema/schema-options.ts';
import type { PartitionBy } from './periods.ts';

/** A point in time as the user gave it; ages count back from the run's own now. */
export type DateExpression =
  | { kind: 'absolute'; seconds: number }
  | { kind: 'age'; seconds: number }
  | { kind: 'earliest' }
  | { kind: 'now' };

/** Values of each filter. Those that only usage and costs have are absent if nothing is filtered by them. */
export interface Filters extends Partial<Record<BucketFilter, string[]>> {
  projects: string[];
  eventTypes: string[];
  models: string[];
}

/** Everything that can differ from resource to resource (`resource-options`). */
export interface ResourceOptions {
  formats: FormatChoice[];
  partitionBy: PartitionBy;
  start: DateExpression;
  end: DateExpression;
  /** Read again and rewrite from here, whatever the state says. */
  refreshFrom?: DateExpression;
  /** Snapshots: left until so many days after their last complete read; absent if each run reads them. */
  everyDays?: number;
  /** A period is settled when it was read this long after its end. */
  lookbackSeconds: number;
  bucketWidth: BucketWidth;
  /** `default` is every dimension that OpenAI describes, `all` every one that the endpoint is known to have. */
  groupBy: 'default' | 'all' | string[];
  filters: Filters;
  csvEscapeFormulas: boolean;
  /** Resources of which a read that is suddenly empty is believed at once, the same list for all; absent for none. */
  acceptEmpty?: string[];
  /** Absent for `evolve`. */
  schema?: SchemaOptions;
  /** `Config.privacy`, the same object for all resources; absent for none. */
  privacy?: PrivacyOptions;
}

/** A resource to export, and why. */
export interface Selection {
  resource: Resource;
  /** What a preset brought may be skipped where the key or organisation lacks it; what was named may not. */
  origin: 'named' | 'preset';
  /** Ids given for a detail read; absent means each entry of the list it belongs to. */
  ids?: string[];
  options: ResourceOptions;
}
