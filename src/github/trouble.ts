import { RequestError } from '@octokit/request-error';
import { StorageError } from '../errors.ts';

/** What a request to GitHub was for, as its error tells it. */
export interface Purpose {
  /** "commit to the branch main of octo-org/data". */
  what: string;
  /** The permission that it takes: `contents: write`. */
  permission: string;
}

const RULES: { when: (error: RequestError) => boolean; remedy: (purpose: Purpose) => string }[] = [
  {
    when: (error) => /rate limit/i.test(error.message),
    remedy: () =>
      "GitHub's rate limit is used up. Nothing is lost: the next run exports the same again. Run less often, or give a token of a GitHub App of your own, which has a larger limit, as `github-token`.",
  },
  {
    when: (error) => /not permitted to create or approve pull requests/i.test(error.message),
    remedy: () =>
      'The setting "Allow GitHub Actions to create and approve pull requests" is off (repository or organisation settings, Actions, General, Workflow permissions).',
  },
  {
    when: (error) =>
      /rule violations|through a pull request|protected branch|required status check|signed commits/i.test(text(error)),
    remedy: () =>
      'The branch is protected. Use `commit: pull-request`, give another `branch`, or let the rule be bypassed by the app whose token is given as `github-token`.',
  },
  {
    when: (error) => /archived/i.test(error.message),
    remedy: () => 'The repository is archived, and takes no commits.',
  },
  {
    when: (error) => /repository is empty/i.test(error.message),
    remedy: () => 'The repository has no commit yet: make a first one (a README will do), then run again.',
  },
  {
    when: (error) => error.status === 413 || /too large|too_large|exceeds|maximum size/i.test(text(error)),
    remedy: () =>
      'A file is too large for GitHub. Cut the partitions finer (`partition-by: day` or `hour`), compress them (`format: jsonl.gz`), or use a bucket as `destination`.',
  },
  {
    when: (error) => error.status === 401,
    remedy: () => '`github-token` is not valid (any more): tokens of a job end with it, others expire.',
  },
  {
    when: (error) => error.status === 403 || error.status === 404,
    remedy: ({ permission }) =>
      `The token may not do this: add \`${permission}\` to the \`permissions\` of the job, or give another token as \`github-token\`. In pull requests of forks and of Dependabot the token can only read.`,
  },
];

/** GitHub's refusal as an error that says what happened, to what, and what to do; every other error as it is. */
export function explainGitHub(error: unknown, purpose: Purpose): unknown {
  if (!(error instanceof RequestError)) return error;
  const rule = RULES.find(({ when }) => when(error));
  const remedy = rule?.remedy(purpose) ?? 'Run again; see https://www.githubstatus.com if it goes on.';
  return new StorageError(`Failed to ${purpose.what}: ${sentence(error)} ${remedy}`, { cause: error });
}

/** Does something at GitHub, and explains a refusal. */
export async function asking<Result>(purpose: Purpose, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw explainGitHub(error, purpose);
  }
}

/** True where GitHub says that there is no such thing. */
export function isMissing(error: unknown): boolean {
  return error instanceof RequestError && error.status === 404;
}

/** True where a repository has no commit yet. */
export function isEmptyRepository(error: unknown): boolean {
  return error instanceof RequestError && error.status === 409 && /empty/i.test(error.message);
}

/** GitHub's own words on one line, without the link to its documentation, and its status. */
function sentence(error: RequestError): string {
  const words = error.message
    .replace(/ - https:\/\/docs\.github\.com\S*/, '')
    .replace(/\s+/g, ' ')
    .trim();
  return `${words.slice(0, 300).replace(/[.]?$/, '.')} (status ${error.status})`;
}

function text(error: RequestError): string {
  return `${error.message} ${JSON.stringify(error.response?.data ?? '')}`;
}
