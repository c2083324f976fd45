import { noticeOf } from '../api/explain.ts';
import { isTransient } from '../api/request-error.ts';
import type { Period } from '../archive/periods.ts';
import { periodStart } from '../archive/periods.ts';
import { ApiError } from '../notices/errors.ts';
import { reworded } from '../notices/notice.ts';
import { RunStopped } from '../stop/run-stopped.ts';
import type { DatedExport } from './job/dated-export.ts';
import type { PeriodWork } from './job/period-work.ts';
import { drain } from './read/drain.ts';
import { isJudgedWithOthers, judgeTogether } from './write/doubt-period.ts';
import { closePeriod } from './write/finish-period.ts';
import { removeReplacedFiles } from './write/replaced-files.ts';

/** Windows whose answers make no progress, after which the others are not asked for. */
const MOST_WITHOUT_PROGRESS = 3;
/** Periods that are parted from all others, at most: each costs as many halves as the number of periods can be halved. */
const MOST_PARTED = 8;

/** How the windows of one kind of resource are read. */
export interface Reader<Window> {
  /** Reads one window; resolves to the windows to read instead, or to none when it is done. Calls `wake` if it may be shared now. */
  read(window: Window, wake: () => void): Promise<Window[]>;
  /** Returns true for an answer that every other window would get too, so that they are not asked for. */
  endsAll(error: ApiError): boolean;
  /** Takes the older part from a window that is being read, and returns it; absent if windows are as short as can be. */
  share?(): Window | undefined;
}

/**
 * Reads windows side by side, the oldest first, and writes each partition as soon as all windows over it are read.
 *
 * A window that fails costs only the partitions it overlaps, and it is halved until that is as few as can be: one day
 * that the API cannot serve must not cost the others. In an outage, when nothing can be read, that ends after the first
 * halves. Throws the `ApiError` that `endsAll` recognises, after what could be read has been written.
 */
export async function readWindows<Window extends Period & { wholeFrom?: number }>(
  job: DatedExport,
  windows: Window[],
  { read, endsAll, share }: Reader<Window>,
): Promise<void> {
  const { board, context, outcome } = job;
  const halved = new Set<Window>();
  const waiting: PeriodWork[] = [];
  let anyRead = false;
  let final: ApiError | undefined;
  let withoutProgress = 0;
  let halvingsLeft = MOST_PARTED * (1 + Math.ceil(Math.log2(Math.max(1, board.all.length))));
  const progress = context.progress.of(job.resource.name);
  progress.plan(lengthOf(windows));
  board.open(windows);

  async function work(window: Window, wake: () => void): Promise<Window[]> {
    let parts: Window[] = [];
    try {
      if (final) board.fail(window);
      else {
        parts = await read(window, wake);
        anyRead ||= parts.length === 0;
      }
    } catch (error) {
      if (error instanceof RunStopped) return stopAt(window);
      if (!(error instanceof ApiError)) throw error;
      parts = endsAll(error) || !(anyRead || !halved.has(window)) ? [] : halves(window, error);
      for (const part of parts) halved.add(part);
      if (parts.length === 0) giveUp(window, error);
    }
    board.open(parts);
    await close(window);
    progress.finish(lengthOf([window]) - lengthOf(parts));
    return parts;
  }

  /** The partitions that are whole by now are kept; what else was read of the window is given up. */
  async function stopAt(window: Window): Promise<Window[]> {
    outcome.isStopped = true;
    const { wholeFrom = window.to } = window;
    if (wholeFrom < window.to) {
      await close({ ...window, from: wholeFrom });
      window.to = wholeFrom;
    }
    board.fail(window);
    await close(window);
    return [];
  }

  /** Writes the partitions that are whole by now, but those that are judged when all are. */
  async function close(window: Window): Promise<void> {
    for (const period of board.close(window)) {
      if (isJudgedWithOthers(job, period)) waiting.push(period);
      else await closePeriod(job, period);
    }
  }

  function giveUp(window: Window, error: ApiError): void {
    if (error.topic === 'no-progress') withoutProgress += 1;
    if (endsAll(error) || withoutProgress >= MOST_WITHOUT_PROGRESS) final ??= error;
    else {
      const period = `${minuteName(window.from)} to ${minuteName(window.to)}`;
      outcome.problems.push(reworded(noticeOf(error), (text) => `${period}: ${text}`));
    }
    board.fail(window);
  }

  /** The window's two halves, parted where a partition begins; none if it lies in one partition. */
  function halves(window: Window, error: ApiError): Window[] {
    const mayLieInThePeriod =
      (error.isRefusal && error.status === 400) || error.status === 0 || (isTransient(error) && error.status !== 429);
    // Who makes no progress in a walk makes none in two.
    if (!mayLieInThePeriod || error.topic === 'no-progress' || halvingsLeft === 0) return [];
    const middle = periodStart(Math.floor((window.from + window.to) / 2), job.selection.options.partitionBy);
    const next = board.overlapping(window).find(({ period }) => period.from > window.from)?.period.from;
    const boundary = middle > window.from ? middle : next;
    if (boundary === undefined || boundary >= window.to) return [];
    halvingsLeft -= 1;
    return [
      { ...window, to: boundary },
      { ...window, from: boundary },
    ];
  }

  const take = () => (final || outcome.isStopped ? undefined : share?.());
  await drain(windows, context.concurrency, (a, b) => a.from - b.from, work, take);
  judgeTogether(job, waiting);
  for (const period of waiting) await closePeriod(job, period);
  await removeReplacedFiles(job);
  if (final) throw final;
}

/** Seconds that the windows cover. */
function lengthOf(windows: Period[]): number {
  return windows.reduce((sum, { from, to }) => sum + to - from, 0);
}

function minuteName(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 16).replace('T00:00', '');
}
