import { remedy } from '../api/explain.ts';
import { ApiError } from '../errors.ts';
import type { Period } from '../state/periods.ts';
import type { DatedExport } from './dated-export.ts';
import { drain } from './drain.ts';
import { closePeriod, removeReplacedFiles } from './finish-period.ts';

/**
 * Reads windows side by side, the oldest first, and writes each partition as soon as all windows over it are read.
 *
 * A window that fails costs only the partitions it overlaps. Throws the `ApiError` that `endsAll` recognises, after
 * what could be read has been written.
 * @param read reads one window; resolves to the windows to read in its stead, or to none when it is done.
 * @param endsAll true for an answer that every other window would get too, so that they are not asked for.
 */
export async function readWindows<Window extends Period>(
  job: DatedExport,
  windows: Window[],
  read: (window: Window) => Promise<Window[]>,
  endsAll: (error: ApiError) => boolean,
): Promise<void> {
  const { board, context, outcome } = job;
  let final: ApiError | undefined;
  board.open(windows);

  async function work(window: Window): Promise<Window[]> {
    let parts: Window[] = [];
    try {
      if (final) board.fail(window);
      else parts = await read(window);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (endsAll(error)) final ??= error;
      else outcome.problems.push(`${error.message}. ${remedy(error)}`.trim());
      board.fail(window);
    }
    board.open(parts);
    for (const period of board.close(window)) await closePeriod(job, period);
    return parts;
  }

  await drain(windows, context.concurrency, (a, b) => a.from - b.from, work);
  await removeReplacedFiles(job);
  if (final) throw final;
}
