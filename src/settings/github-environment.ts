import type { GitHubEnvironment } from '../github/github-options.ts';
import type { ReadFile } from './reading.ts';
import { variableOf } from './table.ts';

/** The parts of an event that matter here: https://docs.github.com/en/webhooks/webhook-events-and-payloads */
interface EventPayload {
  repository?: { full_name?: string; visibility?: string; private?: boolean; default_branch?: string };
  pull_request?: { number?: number; head?: { repo?: { full_name?: string } | null } };
}

/**
 * Returns what the runner says of the repository and the event that started the workflow; undefined outside Actions.
 * @param env variables of the runner: https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export async function readGitHubEnvironment(
  env: NodeJS.ProcessEnv,
  token: string,
  readFile: ReadFile,
): Promise<GitHubEnvironment | undefined> {
  const [owner, repo] = (env.GITHUB_REPOSITORY ?? '').split('/');
  if (!owner || !repo) return undefined;
  const payload = await readPayload(env.GITHUB_EVENT_PATH, readFile);
  const serverUrl = env.GITHUB_SERVER_URL || 'https://github.com';
  const { visibility, private: isPrivate, default_branch: defaultBranch } = payload.repository ?? {};
  const isBranch = env.GITHUB_REF_TYPE === 'branch' && !/^\d+\/merge$/.test(env.GITHUB_REF_NAME ?? '');
  return {
    ...(token && { token }),
    apiUrl: env.GITHUB_API_URL || 'https://api.github.com',
    serverUrl,
    owner,
    repo,
    ...(isBranch && env.GITHUB_REF_NAME && { branch: env.GITHUB_REF_NAME }),
    ...(defaultBranch && { defaultBranch }),
    ...(env.GITHUB_RUN_ID && { runUrl: `${serverUrl}/${owner}/${repo}/actions/runs/${env.GITHUB_RUN_ID}` }),
    ...publicity(visibility, isPrivate),
    event: eventOf(env, payload, `${owner}/${repo}`),
  };
}

function eventOf(env: NodeJS.ProcessEnv, payload: EventPayload, repository: string): GitHubEnvironment['event'] {
  const { number, head } = payload.pull_request ?? {};
  const from = head?.repo?.full_name;
  return {
    name: env.GITHUB_EVENT_NAME ?? '',
    byDependabot: env.GITHUB_ACTOR === 'dependabot[bot]',
    // The fork of a pull request may be gone by now.
    ...(number !== undefined && { pullRequest: { number, fromFork: from !== repository } }),
  };
}

/** Anybody can read a public repository; an internal one belongs to an enterprise. */
function publicity(visibility: string | undefined, isPrivate: boolean | undefined): { isPublic?: boolean } {
  if (visibility !== undefined) return { isPublic: visibility === 'public' };
  return isPrivate === undefined ? {} : { isPublic: !isPrivate };
}

/** Runners of other makers may write no event, or one of their own form: then nothing is known of it. */
async function readPayload(path: string | undefined, readFile: ReadFile): Promise<EventPayload> {
  if (!path) return {};
  let text: string;
  try {
    text = await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
  try {
    return (JSON.parse(text) ?? {}) as EventPayload;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** Returns why a step without a key is none that was set up wrongly: GitHub keeps secrets from these workflows. */
export function secretsWithheld({ event }: GitHubEnvironment): string | undefined {
  if (event.byDependabot) return 'Dependabot started this workflow';
  return event.pullRequest?.fromFork ? 'this is a pull request of a fork' : undefined;
}

/**
 * Returns why a step without a key is as it should be: then there is nothing to do, and nothing is wrong. Undefined if a key is
 * given, or should have been.
 */
export async function withheldSecrets(env: NodeJS.ProcessEnv, readFile: ReadFile): Promise<string | undefined> {
  if ((env[variableOf('api-key')] ?? '').trim() !== '') return undefined;
  const environment = await readGitHubEnvironment(env, '', readFile);
  return environment && secretsWithheld(environment);
}
