import type { ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inputVariables, readActionFile } from './action-file.ts';
import { createRunnerFiles, type RunnerFileContent } from './runner-files.ts';
import { type RunnerLog, readRunnerLog } from './workflow-commands.ts';
import { createTemporaryFolder } from './workspace.ts';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface RunOptions {
  /** As under `with:` in a workflow; what is left out has the default of action.yml. */
  inputs: Record<string, string>;
  /** `GITHUB_WORKSPACE` and the working directory; a fresh empty one, gone after the run, where it is not given. */
  workspace?: string;
  /** `RUNNER_TEMP`; as `workspace`. */
  temp?: string;
  /** Further variables, such as those of a cache service. The action sees nothing else of this process's own but `PATH`. */
  env?: Record<string, string>;
  /** The script to run; `dist/index.js` by default. */
  entry?: string;
  actionFile?: string;
  /** The Node binary; Node 24 by default. */
  node?: string;
  /** Arguments for Node itself, such as those of a kill point. */
  nodeArguments?: string[];
  /** Unix seconds at which the machine's clock stands still; it goes if not given. */
  clock?: number;
  /** The process is killed as soon as a line for which this is true was printed. */
  killWhen?: (line: string) => boolean;
  /** Called with the process once it runs, for example to kill it when a server sees a request. */
  onSpawn?: (child: ChildProcess) => void;
}

export interface RunResult extends RunnerFileContent {
  /** Null where the process was killed. */
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  log: RunnerLog;
  durationMs: number;
}

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
