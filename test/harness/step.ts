import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inputVariables, readActionFile } from './action-file.ts';
import { ROOT, type RunOptions, type RunResult } from './run-action.ts';
import { createRunnerFiles } from './runner-files.ts';
import { readRunnerLog } from './workflow-commands.ts';
import { createTemporaryFolder } from './workspace.ts';

/** What the runner sets up for a step. */
export interface Step {
  workspace: string;
  environment: Record<string, string>;
}

/** How a step ended. */
export type StepEnd = Pick<RunResult, 'exitCode' | 'signal' | 'stdout' | 'stderr'>;

/** Sets a step up as the runner does, lets it run, and returns what the runner would learn of it. */
export async function runStep(options: RunOptions, run: (step: Step) => Promise<StepEnd>): Promise<RunResult> {
  const action = await readActionFile(options.actionFile ?? join(ROOT, 'action.yml'));
  const workspace = options.workspace ?? (await createTemporaryFolder('workspace'));
  const temp = options.temp ?? (await createTemporaryFolder('runner-temp'));
  const files = await createRunnerFiles({});
  try {
    const started = performance.now();
    const environment = {
      ...runnerVariables(),
      ...files.environment,
      HOME: files.home,
      GITHUB_WORKSPACE: workspace,
      RUNNER_TEMP: temp,
      ...inputVariables(action, options.inputs),
      ...options.env,
    };
    const end = await run({ workspace, environment });
    const durationMs = performance.now() - started;
    return { ...end, log: readRunnerLog(end.stdout + end.stderr), durationMs, ...(await files.read()) };
  } finally {
    await files.remove();
    if (options.workspace === undefined) await rm(workspace, { recursive: true, force: true });
    if (options.temp === undefined) await rm(temp, { recursive: true, force: true });
  }
}

/** What every step is told, and nothing of the machine that the tests run on but where to find `tar` and `zstd`. */
function runnerVariables(): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_ACTOR: 'octocat',
    // Loopback, where nobody answers: a test that talks to GitHub names a server of its own.
    GITHUB_API_URL: 'http://127.0.0.1:9',
    GITHUB_GRAPHQL_URL: 'http://127.0.0.1:9/graphql',
    GITHUB_EVENT_NAME: 'schedule',
    GITHUB_JOB: 'export',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_REPOSITORY: 'octo-org/audit',
    GITHUB_REPOSITORY_OWNER: 'octo-org',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '1001',
    GITHUB_RUN_NUMBER: '1',
    // Another host would send @actions/cache to the older cache service.
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: '0000000000000000000000000000000000000001',
    GITHUB_WORKFLOW: 'export',
    RUNNER_ARCH: 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'runner',
    RUNNER_OS: 'Linux',
  };
}
