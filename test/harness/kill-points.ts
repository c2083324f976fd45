import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RunOptions, type RunResult, runAction } from './run-action.ts';
import { createTemporaryFolder } from './workspace.ts';

const PRELOAD = fileURLToPath(new URL('kill-point-preload.ts', import.meta.url));

export interface KillPoint {
  /** The process is killed just before this step, counted from 1. */
  step: number;
  /** Where the step writes data: half of it is written first. */
  torn?: boolean;
}

export interface WatchedRun {
  result: RunResult;
  /** The steps that were begun, for example `rename data/users/users.jsonl`; the last one is the one that was killed. */
  steps: string[];
}

/**
 * Runs the action while counting its steps: each call that changes the file system below `folders`. With a kill point
 * the process dies, as by `kill -9`, when it comes to that step, so a loop over all steps tries a crash everywhere.
 */
export async function runWatched(options: RunOptions, folders: string[], killPoint?: KillPoint): Promise<WatchedRun> {
  const folder = await createTemporaryFolder('kill-point');
  const record = join(folder, 'steps');
  try {
    const plan = { folders, record, step: killPoint?.step ?? 0, torn: killPoint?.torn ?? false };
    const result = await runAction({
      ...options,
      nodeArguments: [...(options.nodeArguments ?? []), '--import', PRELOAD],
      env: { ...options.env, KILL_POINT: JSON.stringify(plan) },
    });
    const text = await readFile(record, 'utf8').catch((error) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    return { result, steps: text.split('\n').filter((line) => line !== '') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
