import { accessRows } from '../access-review/access-rows.ts';
import { mergeReview } from '../access-review/merge-review.ts';
import type { MergedReview } from '../access-review/newest-decisions.ts';
import { outstandingRevokes } from '../access-review/outstanding-revokes.ts';
import { reviewPeriod } from '../access-review/review-period.ts';
import { reviewFile } from '../archive/layout.ts';
import { dayName } from '../archive/periods.ts';
import type { Audit } from '../audit/audit.ts';
import { findingsOf } from '../audit/findings-file.ts';
import type { BranchWork } from '../github/branch-work.ts';
import type { GitHub } from '../github/client.ts';
import { findPullRequest, keepPullRequest, type PullRequest } from '../github/pull-request.ts';
import { StorageError } from '../notices/errors.ts';
import type { Log } from '../notices/log.ts';
import { reviewBody, reviewTitle } from '../reporting/markdown/access-review.ts';
import type { Config } from '../settings/config.ts';
import { readReview, reviewFolder, withReviews } from './review-folder.ts';

const MOST_ATTEMPTS = 5;

/** What an access review is made from. */
export interface ReviewJob {
  gitHub: GitHub;
  config: Config;
  audit: Audit;
  base: string;
  /** Reviews that were merged before. */
  merged: readonly MergedReview[];
  log: Log;
}

/**
 * Brings the review of this quarter up to date and keeps its pull request open. What people have written in it stays.
 * @returns undefined if the review was merged already: it is the record then.
 */
export async function deliverAccessReview(job: ReviewJob): Promise<PullRequest | undefined> {
  const { gitHub, config, audit, base, merged, log } = job;
  const period = reviewPeriod(audit.data.now);
  const branch = `openai-admin-export-review-${period}`;
  const isMerged = merged.some((review) => review.period === period);
  if (isMerged && !(await findPullRequest(gitHub, branch, base))) {
    log.notice(`The access review ${period} is merged already: it stays as it is. The next one is due next quarter.`);
    return undefined;
  }
  return withReviews({ gitHub, config, branch, base }, (reviews) => keepReview(job, period, reviews));
}

async function keepReview(job: ReviewJob, period: string, work: BranchWork): Promise<PullRequest | undefined> {
  const { gitHub, config, audit, base, merged, log } = job;
  const day = dayName(audit.data.now);
  const { branch } = work.target;
  const findings = findingsOf(audit.results);
  const population = accessRows(audit.data, findings);
  const file = reviewFile(period);
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const stored = await readReview(work.destination, file);
    const { text, tally } = mergeReview(stored, { population, data: audit.data, day });
    if (text !== stored) await work.destination.writeText(file, text);
    const result = await work.commit();
    if (result.kind === 'moved') {
      // Somebody is deciding just now: what they have written goes first.
      work.destination.forget([file]);
      continue;
    }
    const { outstanding, problems } = outstandingRevokes(merged, audit.data);
    const path = `${reviewFolder(config)}/${file}`;
    const { serverUrl = 'https://github.com', owner, repo } = config.gitHub ?? {};
    const link = encodeURI(`${serverUrl}/${owner}/${repo}/blob/${branch}/${path}`);
    const model = { period, day, path, link, population, tally, findings, outstanding, problems };
    const wish = { ...config.pullRequest, branch, base, title: reviewTitle(model), body: reviewBody(model) };
    return keepPullRequest(gitHub, wish, log, serverUrl);
  }
  throw new StorageError(
    'overlapping-runs',
    `Failed to update the access review on the branch ${branch}: others committed to it each time. Run again.`,
  );
}
