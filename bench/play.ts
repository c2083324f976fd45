import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { runChild } from './child.ts';
import { OURS } from './contestants/action.ts';
import type { Assignment, Contestant } from './contestants/contestant.ts';
import type { Traffic } from './server/meter.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';
import type { Task } from './tasks.ts';

/** One run of one contestant. */
export interface Measurement extends Omit<Traffic, 'firstAt'> {
  /** From the start of the process to its end. */
  seconds: number;
  /** Of these, from the first request on. */
  readingSeconds: number;
  megabytes: number;
}

/** How a task went. */
export interface Played {
  measured: Map<string, Measurement[]>;
  /** Why others did not do it, by their names. */
  failed: Map<string, string>;
}

/**
 * Lets contestants do a task, in turns, so that whatever else the machine does is shared by all. Who ends with an error, or with
 * other events than there are, has failed; throws if that is the action.
 */
export async function playTask(
  task: Task,
  contestants: ReadonlyMap<string, Contestant>,
  mostRounds: number,
  onRun: (name: string, measurement: Measurement) => void,
): Promise<Played> {
  const played: Played = { measured: new Map(), failed: new Map() };
  const server = await startServerProcess(task.server);
  try {
    for (let round = 0; round < mostRounds; round += 1) {
      for (const [name, rounds] of Object.entries(task.rounds)) {
        const contestant = contestants.get(name);
        if (!contestant || round >= rounds || played.failed.has(name)) continue;
        try {
          const measurement = await playOnce(task, contestant, server);
          onRun(name, measurement);
          played.measured.set(name, [...(played.measured.get(name) ?? []), measurement]);
        } catch (error) {
          if (name === OURS) throw error;
          played.failed.set(name, (error as Error).message);
        }
      }
    }
  } finally {
    await server.stop();
  }
  return played;
}

async function playOnce(task: Task, contestant: Contestant, server: ServerProcess): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const { url, adminKey, from, to } = server;
  const { resources, isIncremental = false } = task;
  const assignment: Assignment = { url, adminKey, folder, from, to, resources, isIncremental };
  try {
    if (isIncremental) {
      await server.take(to - 86_400);
      await runChild(contestant.command(assignment));
    }
    await server.take();
    const { startedAt, endedAt, megabytes } = await runChild(contestant.command(assignment));
    const { firstAt, ...traffic } = await server.take();
    if (task.server.kind === 'events') await checkEvents(contestant.name, folder, task.server.events);
    return {
      seconds: (endedAt - startedAt) / 1000,
      readingSeconds: (endedAt - firstAt) / 1000,
      megabytes,
      ...traffic,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Where each contestant puts the events. */
const EVENT_FILE = /^(?!.*pipelines)(.*audit_logs[\\/].*|events)\.jsonl(\.gz)?$/;

async function checkEvents(name: string, folder: string, expected: number): Promise<void> {
  let lines = 0;
  for (const path of await readdir(folder, { recursive: true })) {
    if (!EVENT_FILE.test(path) || path.includes('_manifests')) continue;
    const file = createReadStream(join(folder, path));
    const text: AsyncIterable<Buffer> = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
    for await (const chunk of text) for (const byte of chunk) if (byte === 10) lines += 1;
  }
  if (lines !== expected) throw new Error(`${name} wrote ${lines} events, not ${expected}.`);
}
