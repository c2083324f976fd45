import type { Selection } from '../archive/selection.ts';
import type { Severity } from '../audit/check.ts';
import type { CheckSettings } from '../audit/check-settings.ts';
import type { DestinationConfig } from '../destinations/location.ts';
import type { CommitConfig, GitHubEnvironment, PullRequestConfig } from '../github/github-options.ts';
import type { PrivacyOptions } from '../privacy/privacy-options.ts';
import type { StopAfter } from '../stop/stop-after.ts';

/** Which forms of the report are made. */
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
  /** Absent if a run goes on until everything is read. */
  stopAfter?: StopAfter;
  /** The plan is printed, and nothing is written. */
  dryRun: boolean;
  /** What happens to personal data in every row. The options of all selections carry the same object. */
  privacy: PrivacyOptions;
  /** Absent if nothing is committed. */
  commit?: CommitConfig;
  pullRequest: PullRequestConfig;
  report: ReportConfig;
  failOn: FailOn;
  /** Settings of the audit; absent if nothing shows or keeps what it finds. */
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
    /** True if the Actions cache service is offered to this step. */
    cacheAvailable: boolean;
    /** Address of the files of this version of the tool; absent if nobody says, as outside Actions. */
    toolFiles?: string;
  };
  /** The inputs that select the work, as text: hashed into the cache key. */
  selectionFingerprint: string;
}
