import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';

/** How often memory is looked at: the kernel itself remembers the highest, so only what grew since the last look is missed. */
const LOOK_MILLISECONDS = 20;

/** A program to run and measure. */
export interface Command {
  program: string;
  args: string[];
  folder: string;
  env?: Record<string, string>;
  /** The file that its standard output goes to. */
  output?: string;
  /** The status that it has to end with; 0 if left out. */
  status?: number;
}

/** How a program ran. */
export interface ChildRun {
  /** Unix milliseconds. */
  startedAt: number;
  endedAt: number;
  /** Peak of resident memory (`VmHWM`); not a number where the kernel does not tell. */
  megabytes: number;
}

/** Runs a program to its end. Throws, with what it printed, if it ends with another status. */
export async function runChild({ program, args, folder, env, output, status = 0 }: Command): Promise<ChildRun> {
  const startedAt = performance.timeOrigin + performance.now();
  const child = spawn(program, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let megabytes = Number.NaN;
  const look = setInterval(() => {
    megabytes = peakOf(child.pid) ?? megabytes;
  }, LOOK_MILLISECONDS);
  let printed = '';
  const keep = (text: Buffer) => {
    printed = (printed + text).slice(-10_000);
  };
  if (output === undefined) child.stdout.on('data', keep);
  else child.stdout.pipe(createWriteStream(output));
  child.stderr.on('data', keep);
  const [code] = await once(child, 'close').finally(() => clearInterval(look));
  const endedAt = performance.timeOrigin + performance.now();
  if (code !== status) throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${printed}`);
  return { startedAt, endedAt, megabytes };
}

/** Returns the peak of a process's resident memory in megabytes (10⁶ bytes); undefined if it has ended. */
function peakOf(pid: number | undefined): number | undefined {
  try {
    const kibibytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kibibytes === undefined ? undefined : (Number(kibibytes) * 1024) / 1e6;
  } catch {
    return undefined;
  }
}
