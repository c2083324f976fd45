import { randomUUID } from 'node:crypto';
import type { DestinationConfig } from '../destinations/location.ts';
import { ConfigurationError } from '../notices/errors.ts';
import type { GitHub } from './client.ts';
import type { CommitTarget } from './commit.ts';
import type { CommitConfig, GitHubEnvironment } from './github-options.ts';
import { asking } from './trouble.ts';

/** The branch of the pull request, unless the workflow names another. */
const ROLLING_BRANCH = 'openai-admin-export';

/** The settings that decide where a run commits to. */
export interface CommitSettings {
  commit?: CommitConfig;
  destination: DestinationConfig;
  gitHub?: GitHubEnvironment;
  environment: { runIdentity: string };
}

/** Returns the branch that the workflow runs on, else the repository's default branch. */
export async function baseBranch(gitHub: GitHub, environment: GitHubEnvironment | undefined): Promise<string> {
  const known = environment?.branch ?? environment?.defaultBranch;
  if (known) return known;
  const { owner, repo } = gitHub.repository;
  const purpose = { what: `look at the repository ${owner}/${repo}`, permission: 'contents: read' };
  const { data } = await asking(purpose, () => gitHub.rest.repos.get(gitHub.repository));
  return data.default_branch;
}

/** Where a run commits to. Throws a `ConfigurationError` if the pull request's branch would be its own base. */
export async function commitTarget(gitHub: GitHub, config: CommitSettings): Promise<CommitTarget | undefined> {
  const { commit, destination, environment } = config;
  if (!commit || destination.location.kind !== 'folder') return undefined;
  const base = await baseBranch(gitHub, config.gitHub);
  const branch = commit.branch ?? (commit.mode === 'push' ? base : ROLLING_BRANCH);
  if (commit.mode === 'pull-request' && branch === base) {
    throw new ConfigurationError(
      'branch-not-usable',
      `The pull request's branch would be ${base}, the one that it is to be merged into: give another \`branch\`, or run the workflow on another one.`,
    );
  }
  const message = commit.message ?? `data: OpenAI admin export to ${destination.identity}`;
  return {
    branch,
    base,
    takesBase: commit.mode === 'pull-request',
    folder: destination.location.name,
    message,
    keepsBytes: true,
    // All jobs of a matrix have the same run.
    label: `${environment.runIdentity}-${randomUUID().slice(0, 8)}`,
  };
}
