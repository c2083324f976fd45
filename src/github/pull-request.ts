import { RequestError } from '@octokit/request-error';
import { StorageError } from '../notices/errors.ts';
import type { Log } from '../notices/log.ts';
import { notice } from '../notices/notice.ts';
import type { GitHub } from './client.ts';
import { asking, explainGitHub, type Purpose } from './trouble.ts';

/** The one pull request of a rolling branch. */
export interface PullRequestWish {
  branch: string;
  base: string;
  title: string;
  body: string;
  labels: string[];
  reviewers: string[];
  teamReviewers: string[];
  draft: boolean;
}

/** The pull request as it is now. */
export interface PullRequest {
  number: number;
  url: string;
}

/** Returns the open pull request of the branch; undefined if there is none. */
export async function findPullRequest(github: GitHub, branch: string, base: string): Promise<PullRequest | undefined> {
  const found = await findOpen(github, branch, base);
  return found && { number: found.number, url: found.html_url };
}

/**
 * Opens the pull request, or brings title and body of the open one up to date, once for each commit of the branch. Labels are
 * added and never taken away; reviewers are asked as long as nobody was, and nobody has answered.
 * @returns undefined if a setting of the repository forbids to open one, which is a warning with the way out.
 */
export async function keepPullRequest(
  github: GitHub,
  wish: PullRequestWish,
  log: Log,
  serverUrl: string,
): Promise<PullRequest | undefined> {
  const open = await findOpen(github, wish.branch, wish.base);
  const purpose = purposeOf(open ? `update pull request #${open.number}` : 'open the pull request', wish.branch);
  return asking(purpose, async () => {
    const mark = await headMark(github, wish.branch);
    const body = `${wish.body}\n\n${mark}\n`;
    if (open) {
      const isTold = open.title === wish.title && open.body?.trimEnd().endsWith(mark);
      if (!isTold) await update(github, open.number, { ...wish, body }, log);
      const isAsked = (open.requested_reviewers?.length ?? 0) + (open.requested_teams?.length ?? 0) > 0;
      if (!isTold && !isAsked) await askUnlessAnswered(github, open.number, wish, log);
      return { number: open.number, url: open.html_url };
    }
    return openPullRequest(github, { ...wish, body }, log, serverUrl);
  });
}

async function findOpen({ rest, repository }: GitHub, branch: string, base: string) {
  const head = `${repository.owner}:${branch}`;
  const { data } = await asking(purposeOf('look for the pull request', branch), () =>
    rest.pulls.list({ ...repository, state: 'open', head, base, per_page: 1 }),
  );
  return data[0];
}

/** Returns an invisible mark of the commit that the body is about, so that a run without a commit need not rewrite it. */
async function headMark({ rest, repository }: GitHub, branch: string): Promise<string> {
  const { data } = await rest.git.getRef({ ...repository, ref: `heads/${branch}` });
  return `<!-- ${data.object.sha} -->`;
}

async function update(github: GitHub, number: number, wish: PullRequestWish, log: Log): Promise<void> {
  const { rest, repository } = github;
  const { title, body } = wish;
  await rest.pulls.update({ ...repository, pull_number: number, title, body });
  await label(github, number, wish, log);
}

async function openPullRequest(
  github: GitHub,
  wish: PullRequestWish,
  log: Log,
  serverUrl: string,
): Promise<PullRequest | undefined> {
  const { rest, repository } = github;
  const { title, body, branch, base, draft } = wish;
  let opened: { number: number; html_url: string };
  try {
    opened = (await rest.pulls.create({ ...repository, head: branch, base, title, body, draft })).data;
  } catch (error) {
    if (isForbiddenBySetting(error)) {
      const link = `${serverUrl}/${repository.owner}/${repository.repo}/compare/${encodeURI(base)}...${encodeURI(branch)}?expand=1`;
      log.warning(
        notice(
          `The data is committed to the branch ${branch}, but the pull request was not opened: GitHub Actions is not permitted to. Switch on "Allow GitHub Actions to create and approve pull requests" (settings of the repository or organisation, Actions, General, Workflow permissions), or open it by hand: ${link}`,
          'pull-requests-not-allowed',
        ),
      );
      return undefined;
    }
    // The answer to a request that was repeated: the first one was served.
    const served = isThere(error) ? await findOpen(github, branch, base) : undefined;
    if (!served) throw error;
    opened = served;
  }
  await label(github, opened.number, wish, log);
  await askReviewers(github, opened.number, wish, log);
  return { number: opened.number, url: opened.html_url };
}

/** What decorates the pull request must not keep the run from its end. */
async function label(
  { rest, repository }: GitHub,
  number: number,
  { labels }: PullRequestWish,
  log: Log,
): Promise<void> {
  if (labels.length === 0) return;
  try {
    await rest.issues.addLabels({ ...repository, issue_number: number, labels });
  } catch (error) {
    warn(error, `label pull request #${number}`, 'pull-requests: write', log);
  }
}

/** For a pull request that somebody else has opened, or whose run died before it could ask. */
async function askUnlessAnswered(github: GitHub, number: number, wish: PullRequestWish, log: Log): Promise<void> {
  if (wish.reviewers.length + wish.teamReviewers.length === 0) return;
  const { rest, repository } = github;
  const { data } = await rest.pulls.listReviews({ ...repository, pull_number: number, per_page: 1 });
  if (data.length === 0) await askReviewers(github, number, wish, log);
}

async function askReviewers(
  { rest, repository }: GitHub,
  number: number,
  { reviewers, teamReviewers }: PullRequestWish,
  log: Log,
): Promise<void> {
  if (reviewers.length + teamReviewers.length === 0) return;
  try {
    const asked = { reviewers, team_reviewers: teamReviewers };
    await rest.pulls.requestReviewers({ ...repository, pull_number: number, ...asked });
  } catch (error) {
    warn(
      error,
      `ask ${[...reviewers, ...teamReviewers].join(', ')} for a review of #${number}`,
      'pull-requests: write',
      log,
    );
  }
}

function warn(error: unknown, what: string, permission: string, log: Log): void {
  if (!(error instanceof RequestError)) throw error;
  const explained = explainGitHub(error, { what, permission });
  log.warning(explained instanceof StorageError ? notice(explained.message, explained.topic) : String(explained));
}

function purposeOf(what: string, branch: string): Purpose {
  return { what: `${what} of the branch ${branch}`, permission: 'pull-requests: write' };
}

function isThere(error: unknown): boolean {
  return error instanceof RequestError && error.status === 422 && /already exists/i.test(messages(error));
}

function isForbiddenBySetting(error: unknown): boolean {
  return error instanceof RequestError && error.status === 403 && /not permitted to create/i.test(error.message);
}

function messages(error: RequestError): string {
  return `${error.message} ${JSON.stringify(error.response?.data ?? '')}`;
}
