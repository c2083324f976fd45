import { RequestError } from '@octokit/request-error';
import { StorageError } from '../notices/errors.ts';
import type { Topic } from '../notices/topics.ts';

/** What a request to GitHub was for, to be named in its error. */
export interface Purpose {
  /** "commit to the branch main of octo-org/data". */
  what: string;
  /** The permission that it takes: `contents: write`. */
  permission: string;
}

/** A refusal, in whichever of GitHub's two ways of speaking it came. */
interface Refusal {
  status: number;
  message: string;
  /** All that it says. */
  text: string;
}

/** What GitHub's GraphQL API answers, with status 200: https://docs.github.com/en/graphql/guides/using-graphql-error-handling */
interface GraphqlRefusal extends Error {
  errors?: { type?: string; message: string }[];
}

const GRAPHQL_STATUS: Record<string, number> = { FORBIDDEN: 403, NOT_FOUND: 404 };

const RULES: { topic: Topic; when: (error: Refusal) => boolean; remedy: (purpose: Purpose) => string }[] = [
  {
    topic: 'github-rate-limited',
    when: (error) => /rate limit/i.test(error.message),
    remedy: () =>
      "GitHub's rate limit is used up. Nothing is lost: the next run exports the same again. Run less often, or give a token of a GitHub App of your own, which has a larger limit, as `github-token`.",
  },
  {
    topic: 'pull-requests-not-allowed',
    when: (error) => /not permitted to create or approve pull requests/i.test(error.message),
    remedy: () =>
      'The setting "Allow GitHub Actions to create and approve pull requests" is off (repository or organisation settings, Actions, General, Workflow permissions).',
  },
  {
    topic: 'protected-branch',
    when: (error) =>
      /rule violations|through a pull request|protected (?:branch|ref)|required status check|signed commits/i.test(
        error.text,
      ),
    remedy: () =>
      'The branch is protected. Use `commit: pull-request`, give another `branch`, or let the rule be bypassed by the app whose token is given as `github-token`.',
  },
  {
    topic: 'pull-request-settings-refused',
    when: (error) => /draft pull requests are not supported/i.test(error.text),
    remedy: () =>
      'Private repositories of some plans have no drafts: leave out `draft: true` under `pull-request` in `config`.',
  },
  {
    topic: 'pull-request-settings-refused',
    when: (error) =>
      /collaborator|could not resolve to a node|reviews? (?:may|can) only be requested/i.test(error.text),
    remedy: () =>
      'Check `reviewers` and `team-reviewers` under `pull-request`: each needs access to the repository, and a team is named by its slug.',
  },
  {
    topic: 'branch-not-usable',
    when: (error) => /archived/i.test(error.message),
    remedy: () => 'The repository is archived, and takes no commits.',
  },
  {
    topic: 'branch-not-usable',
    when: (error) => /repository is empty/i.test(error.message),
    remedy: () => 'The repository has no commit yet: make a first one (a README will do), then run again.',
  },
  {
    topic: 'file-too-large',
    when: (error) => error.status === 413 || /too large|too_large|exceeds|maximum size/i.test(error.text),
    remedy: () =>
      'A file is too large for GitHub. Cut the partitions finer (`partition-by: day` or `hour`), compress them (`format: jsonl.gz`), or use a bucket as `destination`.',
  },
  {
    topic: 'github-token-not-valid',
    when: (error) => error.status === 401,
    remedy: () => '`github-token` is not valid (any more): tokens of a job end with it, others expire.',
  },
  {
    topic: 'github-permission-missing',
    when: (error) => error.status === 403 || error.status === 404,
    remedy: ({ permission }) =>
      `The token may not do this: add \`${permission}\` to the \`permissions\` of the job, or give another token as \`github-token\`. In pull requests of forks and of Dependabot the token can only read.`,
  },
];

/** GitHub's refusal as an error that says what happened, to what, and what to do; every other error as it is. */
export function explainGitHub(error: unknown, purpose: Purpose): unknown {
  const refusal = refusalOf(error);
  if (!refusal) return error;
  const rule = RULES.find(({ when }) => when(refusal));
  const remedy = rule?.remedy(purpose) ?? 'Run again; see https://www.githubstatus.com if it goes on.';
  const topic = rule?.topic ?? 'commit-refused';
  return new StorageError(topic, `Failed to ${purpose.what}: ${sentence(refusal)} ${remedy}`, { cause: error });
}

/** Returns true for what GitHub itself refused, and for what never reached it. */
export function isRefusal(error: unknown): boolean {
  return refusalOf(error) !== undefined;
}

/** Does something at GitHub, and explains a refusal. */
export async function asking<Result>(purpose: Purpose, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw explainGitHub(error, purpose);
  }
}

/** Returns true if GitHub says that there is no such thing. */
export function isMissing(error: unknown): boolean {
  return error instanceof RequestError && error.status === 404;
}

/** Returns true if a commit through GraphQL was refused because the branch is not where it was expected to be. */
export function isStale(error: unknown): boolean {
  return isGraphqlRefusal(error) && (error.errors?.some(({ type }) => type === 'STALE_DATA') ?? false);
}

/** Returns true if GitHub says that there is such a reference already. */
export function isReferenceThere(error: unknown): boolean {
  return error instanceof RequestError && error.status === 422 && /reference already exists/i.test(error.message);
}

/** GitHub's own words on one line, without the link to its documentation, and its status. */
function sentence(error: Refusal): string {
  const words = error.message
    .replace(/ - https:\/\/docs\.github\.com\S*/, '')
    .replace(/\s+/g, ' ')
    .trim();
  return `${words.slice(0, 300).replace(/[.]?$/, '.')} (status ${error.status})`;
}

function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof RequestError) {
    const { status, message, response } = error;
    return { status, message, text: `${message} ${JSON.stringify(response?.data ?? '')}` };
  }
  if (!isGraphqlRefusal(error)) return undefined;
  const [first] = error.errors ?? [];
  const { type = '', message } = first ?? { message: error.message };
  return { status: GRAPHQL_STATUS[type] ?? 200, message, text: error.message };
}

function isGraphqlRefusal(error: unknown): error is GraphqlRefusal {
  return error instanceof Error && error.name === 'GraphqlResponseError';
}
