import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { RequestError } from '@octokit/request-error';
import type { MergedReview } from '../access-review/newest-decisions.ts';
import { decodeReview } from '../access-review/review-text.ts';
import { FOLDERS, periodOfReview } from '../archive/layout.ts';
import type { Destination } from '../destinations/destination.ts';
import { folderDestination } from '../destinations/folder/folder.ts';
import { type BranchWork, openBranchWork } from '../github/branch-work.ts';
import type { GitHub } from '../github/client.ts';
import { asking } from '../github/trouble.ts';
import type { Config } from '../settings/config.ts';

/** Where reviews lie: next to a data folder of the repository, else at the repository's root. */
const FOLDER = FOLDERS.reviews;
/** Older ones have had their time; a decision of a year ago that still stands shows in the newer ones. */
const MOST_REVIEWS = 8;

/** Returns the folder of all reviews in the repository. */
export function reviewFolder({ destination: { location } }: Pick<Config, 'destination'>): string {
  return location.kind === 'folder' && !location.name.startsWith('RUNNER_TEMP') ? `${location.name}/${FOLDER}` : FOLDER;
}

/**
 * Opens the reviews on a branch for a while; nothing of them stays in the temporary folder.
 * @param branch the branch of a review; the base itself to read what was merged.
 */
export async function withReviews<Result>(
  { gitHub, config, branch, base }: { gitHub: GitHub; config: Config; branch: string; base: string },
  use: (reviews: BranchWork) => Promise<Result>,
): Promise<Result> {
  const root = await mkdtemp(path.join(config.environment.temporaryFolder, 'openai-admin-export-reviews-'));
  const target = {
    branch,
    base,
    takesBase: branch !== base,
    folder: reviewFolder(config),
    message: `data: access review to decide on`,
    label: `${config.environment.runIdentity}-review`,
    keepsBytes: false,
  };
  try {
    return await use(await openBranchWork(gitHub, target, folderDestination(root, FOLDER), root));
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** Returns every review that was merged into the base, newest first, with who merged it and when, as far as GitHub knows. */
export async function mergedReviews(gitHub: GitHub, config: Config, base: string): Promise<MergedReview[]> {
  return withReviews({ gitHub, config, branch: base, base }, async ({ destination }) => {
    const paths = (await destination.list('')).filter((below) => periodOfReview(`${FOLDER}/${below}`) !== undefined);
    const reviews: MergedReview[] = [];
    for (const below of paths.sort().reverse().slice(0, MOST_REVIEWS)) {
      const text = await readReview(destination, below);
      const record = await recordOf(gitHub, `${reviewFolder(config)}/${below}`, base);
      if (text !== undefined) reviews.push({ period: periodOfReview(`${FOLDER}/${below}`) as string, text, ...record });
    }
    return reviews;
  });
}

/** Returns the text of a review as people left it, whatever their spreadsheet made of it; undefined if there is none. */
export async function readReview(destination: Destination, below: string): Promise<string | undefined> {
  const file = await destination.read(below);
  if (file === undefined) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of file) chunks.push(chunk as Buffer);
  return decodeReview(Buffer.concat(chunks));
}

/** Who merged the last change of a file, when, and as which commit. */
async function recordOf(github: GitHub, file: string, base: string): Promise<Omit<MergedReview, 'period' | 'text'>> {
  const { rest, repository } = github;
  const purpose = { what: `look up who merged ${file}`, permission: 'contents: read' };
  return asking(purpose, async () => {
    const { data } = await rest.repos.listCommits({ ...repository, path: file, sha: base, per_page: 1 });
    const [commit] = data;
    if (!commit) return {};
    const pull = await pullRequestOf(github, commit.sha);
    const reviewer = pull?.merged_by?.login ?? commit.author?.login;
    const day = (pull?.merged_at ?? commit.commit.committer?.date)?.slice(0, 10);
    return { commit: commit.sha, ...(reviewer && { reviewer }), ...(day && { day }) };
  });
}

/** The pull request that brought a commit; undefined if there was none, or the token may not read pull requests. */
async function pullRequestOf({ rest, repository }: GitHub, commit_sha: string) {
  try {
    const { data } = await rest.repos.listPullRequestsAssociatedWithCommit({ ...repository, commit_sha });
    const merged = data.find((pull) => pull.merged_at);
    return merged && (await rest.pulls.get({ ...repository, pull_number: merged.number })).data;
  } catch (error) {
    if (error instanceof RequestError && error.status === 403 && !/rate limit/i.test(error.message)) return undefined;
    throw error;
  }
}
