import { fileURLToPath } from 'node:url';
import type { RunOptions } from './run-action.ts';

const PRELOAD = fileURLToPath(new URL('disk-fault-preload.ts', import.meta.url));

/** Calls of the file system that fail, as a disk makes them. */
export interface DiskFault {
  /** Of the error, such as `ENOSPC`. */
  code: string;
  /** Matches the paths that fail. */
  path: RegExp;
  /** Names of the calls; `open` is `open for reading` or `open for writing`. */
  calls: string[];
  /** So many of these calls go well first. */
  after?: number;
}

/** What to run the action with so that its disk fails. */
export function withDiskFault({ code, path, calls, after = 0 }: DiskFault): Pick<RunOptions, 'env' | 'nodeArguments'> {
  return {
    nodeArguments: ['--import', PRELOAD],
    env: { DISK_FAULT: JSON.stringify({ code, path: path.source, calls, after }) },
  };
}
