import type { Severity } from './audit/check.ts';
import type { CheckSettings } from './audit/check-settings.ts';
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

/**
 * Adjustments of what counts as personal data: `<resource>.<column>`, with `*` for any resource or any one field and `**`
 * for any number of fields. Nested fields follow with a dot (or `__`, as tables name them), the payload of an audit event
 * is `details`, whatever its type; a list's entries have the path of the list. What is named holds for all that is inside:
 *
 *     include: [project_api_keys.name, '*.user_id', audit_logs.details.changes_requested.title]
 *     exclude: [audit_logs.actor.session.ip_address, '*.owner.name']
 *
 * Where both name a field, it is left as it is.
 */
export interface PrivacyColumns {
  /** Texts that are replaced although the catalogue does not say that they are personal. */
  include: string[];
  /** Fields that are left as they are, even where they look like an address. */
  exclude: string[];
}

/**
 * What happens to personal data before it leaves memory: nothing; each value becomes the text `redacted` (null stays null);
 * or each becomes a pseudonym, `email_3f2a…`, that is the same for the same value everywhere as long as the key is the same.
 */
export type PrivacyOptions =
  | { mode: 'none' }
  | { mode: 'redact'; columns: PrivacyColumns }
  | { mode: 'pseudonymize'; key: string; columns: PrivacyColumns };

/** What a run may use up before it ends cleanly. */
export type StopAfter =
  | { kind: 'time'; seconds: number; text: string }
  | { kind: 'requests'; count: number; text: string };

/** What happens to fields that the catalogue does not know; `evolve` lets them follow. */
export type SchemaMode = 'evolve' | 'freeze' | 'discard-columns' | 'discard-rows';

/** A contract on what rows may hold. */
export interface SchemaOptions {
  mode: Exclude<SchemaMode, 'evolve'>;
  /** Fields that may follow although the catalogue does not know them, as tables name them (`seat__kind`). */
  knownFields: string[];
}

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

/** What the runner says of the repository and of the event that started the workflow. */
export interface GitHubEnvironment {
  token?: string;
  apiUrl: string;
  serverUrl: string;
  owner: string;
  repo: string;
  /** The branch that the workflow runs on; absent for tags and pull requests. */
  branch?: string;
  defaultBranch?: string;
  runUrl?: string;
  /** True where anybody can read the repository; absent where the event does not say. */
  isPublic?: boolean;
  event: {
    name: string;
    byDependabot: boolean;
    pullRequest?: { number: number; fromFork: boolean };
  };
}

/** Whether and how the data folder is committed. */
export interface CommitConfig {
  mode: 'push' | 'pull-request';
  /** The branch to commit to, or of the pull request. */
  branch?: string;
  message?: string;
}

/** How pull requests are dressed. */
export interface PullRequestConfig {
  /** Words before the colon of the title. */
  title?: string;
  labels: string[];
  reviewers: string[];
  teamReviewers: string[];
  draft: boolean;
}

/** Which dresses of the report are made. */
export interface ReportConfig {
  summary: boolean;
  comment: boolean;
  html: boolean;
  accessReview: boolean;
}

/** What makes the step fail. */
export interface FailOn {
  /** A resource that could not be exported. */
  error: boolean;
  /** A new finding of this severity or a higher one. */
  finding?: Severity;
  /** A resource whose data is complete only until longer ago than that. */
  staleSeconds?: number;
}

/** How a workflow came to run this. */
export interface Invocation {
  /** Repository and ref of the action; absent for `uses: ./`. */
  actionRepository?: string;
  actionRef?: string;
  workflow?: string;
  job?: string;
  /** Of the workflow's repository. */
  commit?: string;
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
  /** Absent where a run goes on until everything is read. */
  stopAfter?: StopAfter;
  /** The plan is told, and nothing is written. */
  dryRun: boolean;
  /** What happens to personal data in every row. The options of all selections carry the same object. */
  privacy: PrivacyOptions;
  /** Absent where nothing is committed. */
  commit?: CommitConfig;
  pullRequest: PullRequestConfig;
  report: ReportConfig;
  failOn: FailOn;
  /** What the audit is told; absent where nothing shows or keeps what it finds. */
  audit?: { checks: CheckSettings; labels?: string };
  allowPublicPersonalData: boolean;
  /** Absent outside Actions. */
  gitHub?: GitHubEnvironment;
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
    /** Absent outside Actions. */
    invocation?: Invocation;
    /** True where the Actions cache service is offered to this step. */
    cacheAvailable: boolean;
    /** Address of the files of this version of the tool; absent where nobody says, as outside Actions. */
    toolFiles?: string;
  };
  /** The inputs that select the work, as text: hashed into the cache key. */
  selectionFingerprint: string;
}
