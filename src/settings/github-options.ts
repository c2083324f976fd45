import type { DestinationConfig } from '../destinations/location.ts';
import type { CommitConfig, GitHubEnvironment, PullRequestConfig } from '../github/github-options.ts';
import { headerSafe } from '../text/addresses.ts';
import type { FailOn, ReportConfig } from './config.ts';
import { staleAge } from './fields.ts';
import type { Mistakes } from './mistakes.ts';
import type { RunOptions } from './settings.ts';

/** Returns what is wrong with the token, never quoting it; undefined for one that may work. */
export function tokenProblem(token: string): string | undefined {
  return token === '' || headerSafe.test(token)
    ? undefined
    : "'github-token' holds a blank, a line break or another character that no token has: check how the secret was pasted";
}

/** Returns what is committed how, or undefined; what stands in its way is added as mistakes. */
export function commitOf(
  options: RunOptions,
  destination: DestinationConfig | undefined,
  gitHub: GitHubEnvironment | undefined,
  workspaceFolder: (name: string) => boolean,
  mistakes: Mistakes,
): CommitConfig | undefined {
  const mode = options.commit;
  if (mode === 'none') {
    if (options.branch !== undefined)
      mistakes.add("'branch' says where to commit to: give `commit` too (push or pull-request)");
    return undefined;
  }
  if (!gitHub?.token) {
    mistakes.add(
      `'commit' is "${mode}", but ${gitHub ? "'github-token' is empty" : 'GITHUB_REPOSITORY is not set: it works inside GitHub Actions alone'}`,
    );
  }
  if (destination) refuseUncommittable(mode, destination, workspaceFolder, mistakes);
  return {
    mode,
    ...(options.branch && { branch: options.branch }),
    ...(options['commit-message'] && { message: options['commit-message'] }),
  };
}

/** Returns how pull requests are dressed. */
export function pullRequestOptions({ 'pull-request': own = {} }: RunOptions): PullRequestConfig {
  return {
    ...(own.title && { title: own.title }),
    labels: own.labels ?? [],
    reviewers: own.reviewers ?? [],
    teamReviewers: own['team-reviewers'] ?? [],
    draft: own.draft ?? false,
  };
}

function refuseUncommittable(
  mode: string,
  { location, identity, writeOnly, settledOnly, manifests }: DestinationConfig,
  workspaceFolder: (name: string) => boolean,
  mistakes: Mistakes,
): void {
  if (location.kind !== 'folder' || !workspaceFolder(location.name)) {
    mistakes.add(
      `'commit' is "${mode}", but 'destination' is ${identity}: only a folder of the workspace can be committed`,
    );
  }
  if (writeOnly || settledOnly || manifests) {
    mistakes.add(
      `'commit' cannot be used with 'access', 'settled-only' or 'manifest-prefix' under destination-options: a branch keeps every version by itself`,
    );
  }
}

/** Returns the forms of the report that are asked for. */
export function reportOptions(
  options: RunOptions,
  gitHub: GitHubEnvironment | undefined,
  mistakes: Mistakes,
): ReportConfig {
  const words = options.report;
  if (words.includes('none') && words.length > 1)
    mistakes.add('\'report\' holds "none" beside others: it must stand alone');
  for (const word of ['comment', 'access-review']) {
    if (words.includes(word) && !gitHub?.token) mistakes.add(`'report' holds "${word}", which needs 'github-token'`);
  }
  return {
    summary: words.includes('summary'),
    comment: words.includes('comment'),
    html: words.includes('html'),
    accessReview: words.includes('access-review'),
  };
}

/** Returns what makes the step fail. */
export function failOnOptions(options: RunOptions, mistakes: Mistakes): FailOn {
  const words = options['fail-on'];
  if (words.includes('never') && words.length > 1) {
    mistakes.add('\'fail-on\' holds "never" beside others: it must stand alone');
  }
  const severities = (['low', 'medium', 'high'] as const).filter((severity) => words.includes(`finding:${severity}`));
  const ages = words.flatMap((word) => staleAge(word) ?? []);
  if (ages.length > 1) mistakes.add('\'fail-on\' holds more than one age behind "stale:": one is enough');
  const [staleSeconds] = ages;
  return {
    // Who says how old data may become says by it that a single failed night may pass.
    error: staleSeconds === undefined ? !words.includes('never') : words.includes('error'),
    ...(severities[0] && { finding: severities[0] }),
    ...(staleSeconds !== undefined && { staleSeconds }),
  };
}

/** A gate that could never close must not look like one: what was found before is not known there. */
export function refuseBlindGate({ writeOnly, settledOnly }: DestinationConfig, mistakes: Mistakes): void {
  const option = writeOnly ? '`access: write-only`' : settledOnly ? '`settled-only`' : undefined;
  if (option === undefined) return;
  mistakes.add(`'fail-on' asks for findings, but with ${option} no run can know what earlier ones found: leave it out`);
}
