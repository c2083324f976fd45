import { AsyncLocalStorage } from 'node:async_hooks';
import type { WriteStream } from 'node:tty';
import * as core from '@actions/core';
import Bottleneck from 'bottleneck/light.js';
import { runProgram } from '../../src/run/program.ts';
import { createRunnerTerminal } from '../../src/run/runner-terminal.ts';
import { toolFilesAddress } from '../../src/settings/environment.ts';
import { type RunOptions, type RunResult, runAction } from './run-action.ts';
import { runStep, type Step } from './step.ts';

type Write = WriteStream['write'];

/** What a step that runs in here takes for the process. */
interface StepProcess {
  number: number;
  env: NodeJS.ProcessEnv;
  folder: string;
  now: (() => number) | undefined;
  stdout: { write: Write };
  stderr: { write: Write };
}

const steps = new AsyncLocalStorage<StepProcess>();
let started = 0;

/** Runs a step from source in this process, or the built action in one of its own where the run asks for something of that. */
export function runEither(options: RunOptions): Promise<RunResult> {
  return mayRunSource(options) ? runSource(options) : runAction(options);
}

function mayRunSource({ entry, node, nodeArguments, killWhen, onSpawn, env = {} }: RunOptions): boolean {
  const isOwn = [entry, node, nodeArguments, killWhen, onSpawn].some((option) => option !== undefined);
  return !isOwn && env.NODE_OPTIONS === undefined && env.NODE_EXTRA_CA_CERTS === undefined;
}

/**
 * Runs the action's source in this process, with all that surrounds it as `runAction` has it: only src/main.ts, the bundle and Node's
 * start are left out, which cost most of a run's time. Steps may run side by side, and the servers of a test beside them: each
 * step sees an environment, a working directory, a clock and output of its own.
 */
export function runSource(options: RunOptions): Promise<RunResult> {
  return runStep(options, async ({ workspace, environment }: Step) => {
    const printed = { stdout: '', stderr: '' };
    const { clock } = options;
    started += 1;
    const own: StepProcess = {
      number: started,
      env: { ...environment },
      folder: workspace,
      now: clock === undefined ? undefined : () => clock * 1000,
      stdout: { write: writer((text) => (printed.stdout += text)) },
      stderr: { write: writer((text) => (printed.stderr += text)) },
    };
    const exitCode = await steps.run(own, runAsMain);
    return { exitCode: exitCode === 2 ? 1 : exitCode, signal: null, ...printed };
  });
}

/** What src/main.ts does, which may be done once in a process. */
async function runAsMain(): Promise<number> {
  // The toolkit's own remembers the file of the first step, and its `setFailed` would fail this process.
  const summary = Reflect.construct(core.summary.constructor, []) as typeof core.summary;
  const commands = { ...core, summary, setFailed: (message: string) => core.error(message) };
  const terminal = createRunnerTerminal(
    commands,
    toolFilesAddress(process.env),
    Boolean(process.env.GITHUB_STEP_SUMMARY),
  );
  const exitCode = await runProgram(process.env, terminal);
  terminal.close();
  return exitCode;
}

function writer(take: (text: string) => void): Write {
  return (chunk: string | Uint8Array, ...rest: unknown[]) => {
    take(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    const done = rest.findLast((argument) => typeof argument === 'function');
    if (done !== undefined) process.nextTick(done);
    return true;
  };
}

/** Has a property of an object be what the step that reads it has in its place. */
function divide<Key extends string, Value>(
  object: { [key in Key]: Value },
  key: Key,
  placeOf: (step: StepProcess) => { [key in Key]: Value },
): void {
  const outside = { [key]: object[key] } as { [key in Key]: Value };
  const place = () => {
    const step = steps.getStore();
    return step === undefined ? outside : placeOf(step);
  };
  Object.defineProperty(object, key, {
    configurable: true,
    enumerable: true,
    get: () => place()[key],
    set: (value: Value) => {
      place()[key] = value;
    },
  });
}

divide(process, 'env', (step) => step);
divide(process.stdout, 'write', (step) => step.stdout);
divide(process.stderr, 'write', (step) => step.stderr);

const { now } = Date;
Date.now = () => (steps.getStore()?.now ?? now)();

const { cwd } = process;
process.cwd = () => steps.getStore()?.folder ?? Reflect.apply(cwd, process, []);

// Signals are for the process that runs the tests.
const { on } = process;
process.on = function listen(this: NodeJS.Process, ...args: unknown[]): NodeJS.Process {
  const [event] = args;
  const isStep = steps.getStore() !== undefined;
  return isStep && (event === 'SIGINT' || event === 'SIGTERM') ? this : Reflect.apply(on, this, args);
} as typeof process.on;

// Octokit's throttling counts in a state of the process, by a clock that may stand at a later day in an earlier step.
const { key: keyOf } = Bottleneck.Group.prototype;
Bottleneck.Group.prototype.key = function keyOfStep(this: Bottleneck.Group, text: string): Bottleneck {
  return Reflect.apply(keyOf, this, [`${text} ${steps.getStore()?.number ?? ''}`]);
};
