import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { ROOT, type RunOptions, type RunResult, runStep } from './step.ts';

export type { RunOptions, RunResult } from './step.ts';

/** The runtime that `using: node24` stands for. */
const NODE_24 = join(ROOT, 'node_modules/node/bin/node');
/** Refuses connections that leave this machine. */
const LOOPBACK_ONLY = ['--import', new URL('loopback-only.mjs', import.meta.url).href];

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
