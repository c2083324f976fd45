import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import type { Config, Invocation } from './config.ts';

/** Where files that the user names may lie. */
export interface Roots {
  /** What relative paths are relative to. */
  workspace: string;
  runnerTemp: string | undefined;
  /** True outside Actions: people name files of their own machine, which may lie anywhere. */
  isOpen: boolean;
}

/** Returns where files that the user names may lie: inside of the runner's folders if there is a runner. */
export function readRoots(env: NodeJS.ProcessEnv): Roots {
  const { workspace } = readEnvironment(env);
  return { workspace, runnerTemp: env.RUNNER_TEMP || undefined, isOpen: !env.GITHUB_WORKSPACE };
}

/** Returns what the runner says of itself; outside Actions, the current folder is the workspace. */
export function readEnvironment(env: NodeJS.ProcessEnv): Config['environment'] {
  const { GITHUB_RUN_ID: runId, GITHUB_RUN_ATTEMPT: attempt = '1' } = env;
  // The runner offers the cache only to actions; which address counts depends on the service's version:
  // https://github.com/actions/toolkit/blob/main/packages/cache/src/internal/config.ts
  const address = env.ACTIONS_CACHE_SERVICE_V2 ? env.ACTIONS_RESULTS_URL : env.ACTIONS_CACHE_URL;
  const toolFiles = toolFilesAddress(env);
  return {
    workspace: resolve(env.GITHUB_WORKSPACE || '.'),
    temporaryFolder: resolve(env.RUNNER_TEMP || tmpdir()),
    runIdentity: runId ? `${runId}-${attempt}` : 'local',
    ...(runId && { invocation: invocationOf(env) }),
    cacheAvailable: Boolean(address && env.ACTIONS_RUNTIME_TOKEN),
    ...(toolFiles !== undefined && { toolFiles }),
  };
}

/**
 * Address of the files of the action that runs, at the version that runs; undefined outside Actions and for an action that lies
 * in the workspace (`uses: ./`), of which the runner names no repository:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export function toolFilesAddress(env: NodeJS.ProcessEnv): string | undefined {
  const { GITHUB_ACTION_REPOSITORY: repository = '', GITHUB_ACTION_REF: ref = '' } = env;
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || !/^[\w./-]+$/.test(ref)) return undefined;
  const server = (env.GITHUB_SERVER_URL || 'https://github.com').replace(/\/+$/, '');
  return `${server}/${repository}/blob/${ref}`;
}

function invocationOf(env: NodeJS.ProcessEnv): Invocation {
  const { GITHUB_ACTION_REPOSITORY: actionRepository, GITHUB_ACTION_REF: actionRef } = env;
  const { GITHUB_WORKFLOW: workflow, GITHUB_JOB: job, GITHUB_SHA: commit } = env;
  return {
    ...(actionRepository && { actionRepository }),
    ...(actionRef && { actionRef }),
    ...(workflow && { workflow }),
    ...(job && { job }),
    ...(commit && { commit }),
  };
}
