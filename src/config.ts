import type { BucketWidth, Resource } from './catalogue/resource.ts';
import type { Location } from './destinations/location.ts';

export type PartitionBy = 'hour' | 'day' | 'month';
export type FormatName = 'jsonl' | 'csv';
export type Compression = 'none' | 'gz' | 'zst';

/** One file format to write, for example `csv.gz`. */
export interface FormatChoice {
  name: FormatName;
  compression: Compression;
  /** File extension without the leading dot: `jsonl`, `csv.gz`. */
  extension: string;
}

/** A point in time as the user gave it; ages count back from the run's own now. */
export type DateExpression =
  | { kind: 'absolute'; seconds: number }
  | { kind: 'age'; seconds: number }
  | { kind: 'earliest' }
  | { kind: 'now' };

/** Everything that can differ from resource to resource (`resource-options`). */
export interface ResourceOptions {
  formats: FormatChoice[];
  partitionBy: PartitionBy;
  start: DateExpression;
  end: DateExpression;
  /** Read again and rewrite from here, whatever the state says. */
  refreshFrom?: DateExpression;
  /** A period is settled when it was read this long after its end. */
  lookbackSeconds: number;
  bucketWidth: BucketWidth;
  /** `default` is every dimension that the endpoint has. */
  groupBy: 'default' | string[];
  filters: { projects: string[]; eventTypes: string[]; models: string[] };
  csvEscapeFormulas: boolean;
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

/** Where to write, and what may be done there. */
export interface DestinationConfig {
  location: Location;
  /** Where the manifests lie when they lie apart from the data. */
  manifests?: Location;
  /** For people and outputs: `data`, `s3://bucket/prefix`. */
  identity: string;
  /** What the state belongs to: the identity, and the endpoint where it is no default one. */
  binding: string;
  /** Nothing may be read, listed or deleted: all that is known comes from the cached state. */
  writeOnly: boolean;
  /** The store refuses overwriting: each file is written once, when its period is settled. */
  settledOnly: boolean;
  /** Every different snapshot is kept below `_history/`. */
  history: boolean;
}

/** The one complete, validated description of a run. */
export interface Config {
  apiKey: string;
  /** Without a trailing slash. */
  baseUrl: string;
  organization?: string;
  project?: string;
  selections: Selection[];
  destination: DestinationConfig;
  state: 'auto' | 'cache';
  summary: boolean;
  failOn: 'error' | 'never';
  /** Requests under way at once, at most. */
  concurrency: number;
  requestsPerSecond?: number;
  retries: number;
  requestTimeoutSeconds: number;
  environment: {
    workspace: string;
    /** Where partitions are spooled: `RUNNER_TEMP`, else the system's temporary folder. */
    temporaryFolder: string;
    /** `GITHUB_RUN_ID`-`GITHUB_RUN_ATTEMPT`, which makes the cache key unique; `local` outside Actions. */
    runIdentity: string;
    /** True where the Actions cache service is offered to this step. */
    cacheAvailable: boolean;
  };
  /** The inputs that select the work, as text: hashed into the cache key. */
  selectionFingerprint: string;
}
