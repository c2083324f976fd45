import { type ChildProcess, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { RunnerFileContent } from './runner-files.ts';
import { runStep } from './step.ts';
import type { RunnerLog } from './workflow-commands.ts';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** The runtime that `using: node24` stands for. */
const NODE_24 = join(ROOT, 'node_modules/node/bin/node');
/** Refuses connections that leave this machine. */
const LOOPBACK_ONLY = ['--import', new URL('loopback-only.mjs', import.meta.url).href];

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

/** Runs the built action in a process of its own, as the runner does, and returns what the runner would learn of it. */
export function runAction(options: RunOptions): Promise<RunResult> {
  return runStep(options, async ({ workspace, environment }) => {
    const nodeArguments = [...LOOPBACK_ONLY, ...(options.nodeArguments ?? []), ...stillClock(options.clock)];
    const child = spawn(options.node ?? NODE_24, [...nodeArguments, options.entry ?? join(ROOT, 'dist/index.js')], {
      cwd: workspace,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environment,
    });
    const ended = new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, signal) => resolve([code, signal]));
    });
    options.onSpawn?.(child);
    const onLine = (line: string) => {
      if (options.killWhen?.(line)) child.kill('SIGKILL');
    };
    const [[exitCode, signal], stdout, stderr] = await Promise.all([
      ended,
      collect(child.stdout, onLine),
      collect(child.stderr, onLine),
    ]);
    return { exitCode, signal, stdout, stderr };
  });
}

/** Arguments by which a process believes that it is this second. */
function stillClock(seconds: number | undefined): string[] {
  if (seconds === undefined) return [];
  const still = `Date.now = () => ${seconds * 1000};`;
  return ['--import', `data:text/javascript,${encodeURIComponent(still)}`];
}

async function collect(stream: Readable, onLine: (line: string) => void): Promise<string> {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk) => chunks.push(chunk));
  for await (const line of createInterface({ input: stream })) onLine(line);
  return Buffer.concat(chunks).toString('utf8');
}
