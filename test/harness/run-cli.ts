import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The built command line. */
export const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** What a command did. */
export interface Printed {
  code: number;
  stdout: string;
  stderr: string;
}

export interface CliOptions {
  /** Variables beside PATH and HOME, which are all that it gets. */
  env?: Record<string, string>;
  /** Arguments of Node. */
  nodeArguments?: readonly string[];
  /** A stream that nobody reads: it is closed at once. */
  closed?: 'stdout' | 'stderr';
}

/** Runs the command line as a user's shell does, and waits for its end. */
export async function runCli(
  cwd: string,
  args: readonly string[],
  { env = {}, nodeArguments = [], closed }: CliOptions = {},
): Promise<Printed> {
  const child = spawn(process.execPath, [...nodeArguments, CLI, ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: cwd, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { stdout: '', stderr: '' };
  if (closed) child[closed].destroy();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      printed[name] += text;
    });
  }
  const [code] = await once(child, 'close');
  return { code: code ?? -1, ...printed };
}
