import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export interface ServerCommand {
  /** What the server is called in errors. */
  name: string;
  /** A module that Node runs, or a program. */
  command: { module: string } | { program: string };
  args: string[];
  /** Variables beside those that every program needs; the test's own are not handed on. */
  environment?: Record<string, string>;
  /** Printed by the server once it answers, its first group the address; or the address, which is asked until it answers. */
  ready: RegExp | { url: string };
  /** How long the server may take until then. */
  timeoutSeconds?: number;
}

export interface ServerProcess {
  /** Where the server answers. */
  url: string;
  /** What the server has printed. */
  output(): string;
  /** Ends the server and returns when it has gone. */
  stop(): Promise<void>;
}

const EXIT_WITH_PARENT = new URL('exit-with-parent.ts', import.meta.url).href;
const KEEP = fileURLToPath(new URL('keep.ts', import.meta.url));
/** A slow machine whose cores are busy with other tests needs many seconds to start even a small server. */
const START_TIMEOUT_SECONDS = 600;
const ASK_AGAIN_MILLISECONDS = 20;

/**
 * Starts a server and returns once it is ready. It ends when it is stopped or when this process does, however that
 * happens; it does not keep this process from ending.
 */
export async function startServerProcess(server: ServerCommand): Promise<ServerProcess> {
  const child = spawn(process.execPath, nodeArguments(server), {
    stdio: 'pipe',
    env: { ...neededVariables(), ...server.environment },
  });
  const exited = once(child, 'exit');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      child.emit('printed');
    });
  }
  // A server that has gone already has closed the pipe.
  child.stdin.on('error', () => {});
  const stop = async () => {
    child.ref();
    child.stdin.end();
    await exited;
  };
  const timeout = AbortSignal.timeout((server.timeoutSeconds ?? START_TIMEOUT_SECONDS) * 1000);
  const over = new AbortController();
  const signal = AbortSignal.any([timeout, over.signal]);
  const gone = exited.then(([status]) => {
    throw new Error(`it ended with status ${status}`);
  });
  try {
    const { ready } = server;
    const answers =
      ready instanceof RegExp ? printed(child, ready, () => output, signal) : answering(ready.url, signal);
    const url = await Promise.race([answers, gone]);
    for (const held of [child, child.stdin, child.stdout, child.stderr]) (held as Partial<NodeJS.RefCounted>).unref?.();
    return { url, output: () => output, stop };
  } catch (error) {
    child.stdin.end();
    await exited.catch(() => {});
    const why = timeout.aborted ? 'it is not ready in time' : (error as Error).message;
    throw new Error(`Failed to start ${server.name}: ${why}\n${output}`, { cause: error });
  } finally {
    over.abort();
    gone.catch(() => {});
  }
}

function nodeArguments({ command, args }: ServerCommand): string[] {
  return 'module' in command
    ? ['--import', EXIT_WITH_PARENT, command.module, ...args]
    : [KEEP, command.program, ...args];
}

async function printed(
  child: ChildProcess,
  pattern: RegExp,
  output: () => string,
  signal: AbortSignal,
): Promise<string> {
  for (;;) {
    const match = pattern.exec(output());
    if (match) return match[1] ?? match[0];
    await once(child, 'printed', { signal });
  }
}

async function answering(url: string, signal: AbortSignal): Promise<string> {
  for (;;) {
    const response = await fetch(url, { signal }).catch(() => undefined);
    await response?.body?.cancel();
    if (response) return url;
    await sleep(ASK_AGAIN_MILLISECONDS, undefined, { signal });
  }
}

/** No cloud credentials, proxies or Node options of whoever runs the tests. */
function neededVariables(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'USERPROFILE', 'LOCALAPPDATA'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}
