import { RequestError } from '@octokit/request-error';
import type { Log } from '../log.ts';
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

/**
 * The open pull request of the branch; undefined where there is none.
 */
export async function findPullRequest(
  { rest, repository }: GitHub,
  branch: string,
  base: string,
): Promise<PullRequest | undefined> {
  const head = `${repository.owner}:${branch}`;
  const { data } = await asking(purposeOf('look for the pull request', branch), () =>
    rest.pulls.list({ ...repository, state: 'open', head, base, per_page: 1 }),
  );
  const [found] = data;
  return found && { number: found.number, url: found.html_url };
}

/**
 * Opens the pull request, or brings title and body of the open one up to date. Labels are added and never taken away;
 * reviewers are asked when it is opened: who has answered is not asked again each night.
 * @returns undefined where a setting of the repository forbids to open one, which is a warning with the way out.
 */
export async function keepPullRequest(
  github: GitHub,
  wish: PullRequestWish,
  log: Log,
  serverUrl: string,
): Promise<PullRequest | undefined> {
  const { rest, repository } = github;
  const open = await findPullRequest(github, wish.branch, wish.base);
  const purpose = purposeOf(open ? `update pull request #${open.number}` : 'open the pull request', wish.branch);
  try {
    if (open) {
      const { title, body } = wish;
      await rest.pulls.update({ ...repository, pull_number: open.number, title, body });
      await label(github, open.number, wish, log);
      return open;
    }
    const { title, body, base, draft } = wish;
    const { data } = await rest.pulls.create({ ...repository, head: wish.branch, base, title, body, draft });
    await label(github, data.number, wish, log);
    await askReviewers(github, data.number, wish, log);
    return { number: data.number, url: data.html_url };
  } catch (error) {
    // The answer to a request that was repeated: the first one was served.
    if (!open && isThere(error)) return findPullRequest(github, wish.branch, wish.base);
    if (!isForbiddenBySetting(error)) throw explainGitHub(error, purpose);
    const link = `${serverUrl}/${repository.owner}/${repository.repo}/compare/${encodeURI(wish.base)}...${encodeURI(wish.branch)}?expand=1`;
    log.warning(
      `The data is committed to the branch ${wish.branch}, but the pull request was not opened: GitHub Actions is not permitted to. Switch on "Allow GitHub Actions to create and approve pull requests" (settings of the repository or organisation, Actions, General, Workflow permissions), or open it by hand: ${link}`,
    );
    return undefined;
  }
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
  log.warning(explained instanceof Error ? explained.message : String(explained));
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
