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
  /** True if anybody can read the repository; absent if the event does not say. */
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
