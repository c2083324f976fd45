import { spawn } from 'node:child_process';
import { appendFile, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const SIMULATOR = fileURLToPath(new URL('../../simulator/main.ts', import.meta.url));
const LONGEST_START_MILLISECONDS = 30_000;
const LOOK_AGAIN_MILLISECONDS = 100;

/** A simulator that outlives the program that started it. */
export interface StartedSimulator {
  url: string;
  adminKey: string;
  processId: number;
}

/**
 * Starts the simulated organisation as a process that goes on after this one, as a workflow needs it between its steps. Its clock
 * stands where the machine's is now. What it prints goes to `simulator.log` in the folder.
 */
export async function startDetached(folder: string, now = Math.floor(Date.now() / 1000)): Promise<StartedSimulator> {
  const log = join(folder, 'simulator.log');
  const file = await open(log, 'w');
  const child = spawn(process.execPath, [SIMULATOR, '--now', String(now)], {
    detached: true,
    stdio: ['ignore', file.fd, file.fd],
    windowsHide: true,
  });
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  child.unref();
  try {
    const { url, adminKey } = JSON.parse(await Promise.race([firstLine(log), failed]));
    return { url, adminKey, processId: child.pid as number };
  } finally {
    await file.close();
  }
}

/** The first whole line of a file that somebody else is writing. */
async function firstLine(path: string): Promise<string> {
  const deadline = performance.now() + LONGEST_START_MILLISECONDS;
  for (;;) {
    const text = await readFile(path, 'utf8');
    const end = text.indexOf('\n');
    if (text.startsWith('{') && end !== -1) return text.slice(0, end);
    if (performance.now() > deadline) throw new Error(`Failed to start the simulator: it printed only this:\n${text}`);
    await sleep(LOOK_AGAIN_MILLISECONDS);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { RUNNER_TEMP = '.', GITHUB_OUTPUT } = process.env;
  const { url, adminKey, processId } = await startDetached(RUNNER_TEMP);
  console.log(`A simulated organisation answers at ${url} (process ${processId}).`);
  if (GITHUB_OUTPUT !== undefined) await appendFile(GITHUB_OUTPUT, `url=${url}\nadmin-key=${adminKey}\n`);
}
