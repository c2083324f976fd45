import type { RequestTally } from '../../api/request-watch.ts';
import { count, countOf, duration } from '../../text/amounts.ts';

/** Seconds between two reports of progress: few enough lines in an hour's log, often enough to see that it moves. */
export const PROGRESS_SECONDS = 10;
/** Most resources in one report of progress, the busiest first. */
const MOST_LINES = 8;

/** How far the reading of one resource has come. */
export interface ResourceProgress {
  /** Rows were read. */
  read(rows: number): void;
  /** More work is known of: seconds of a range, or lists to read. */
  plan(units: number): void;
  /** Part of the planned work is done. */
  finish(units: number): void;
}

/** How far a run has come. */
export interface RunProgress {
  of(resource: string): ResourceProgress;
  /**
   * One line for each resource that has moved since the last call, the busiest first, at most eight.
   * @param seconds since the run began.
   */
  lines(seconds: number): string[];
  /**
   * One line for each resource with retries not reported yet, those with the most first, at most eight.
   * @param seconds in which they were made; undefined at the end of the run.
   */
  retryLines(seconds?: number): string[];
}

interface Progress {
  rows: number;
  planned: number;
  done: number;
  startedAt: number;
  /** As they were when last reported. */
  reported: { rows: number; requests: number };
}

/** Returns the progress of a run that has read nothing yet. */
export function createProgress(tally: Pick<RequestTally, 'lanes'>): RunProgress {
  const resources = new Map<string, Progress>();
  const summedRetries = new Map<string, number>();
  let now = 0;

  const progressOf = (resource: string): Progress => {
    let progress = resources.get(resource);
    if (!progress) {
      progress = { rows: 0, planned: 0, done: 0, startedAt: now, reported: { rows: 0, requests: 0 } };
      resources.set(resource, progress);
    }
    return progress;
  };
  const requestsOf = (resource: string) => tally.lanes.get(resource)?.requests ?? 0;

  return {
    of: (resource) => {
      const progress = progressOf(resource);
      return {
        read(rows) {
          progress.rows += rows;
        },
        plan(units) {
          progress.planned += units;
        },
        finish(units) {
          progress.done += units;
        },
      };
    },
    lines(seconds) {
      now = seconds;
      const moved = [...resources]
        .map(([resource, progress]) => ({ resource, progress, requests: requestsOf(resource) }))
        .filter(
          ({ progress, requests }) => progress.rows > progress.reported.rows || requests > progress.reported.requests,
        )
        .filter(({ progress }) => progress.done < progress.planned)
        .sort((a, b) => b.requests - b.progress.reported.requests - (a.requests - a.progress.reported.requests));
      const lines = moved.slice(0, MOST_LINES).map(({ resource, progress, requests }) => {
        const throttled = tally.lanes.get(resource)?.throttledMilliseconds ?? 0;
        return `${resource}: ${describe(progress, requests, throttled, seconds)}`;
      });
      for (const { progress, requests } of moved) progress.reported = { rows: progress.rows, requests };
      const others = moved.length - lines.length;
      return others > 0 ? [...lines, `and ${countOf(others, 'other resource')}`] : lines;
    },
    retryLines(seconds) {
      const unlogged = [...tally.lanes]
        .map(([lane, { unloggedRetries, lastUnlogged }]) => {
          return { lane, unloggedRetries, lastUnlogged, retries: unloggedRetries - (summedRetries.get(lane) ?? 0) };
        })
        .filter(({ retries }) => retries > 0)
        .sort((a, b) => b.retries - a.retries);
      for (const { lane, unloggedRetries } of unlogged) summedRetries.set(lane, unloggedRetries);
      const when = seconds === undefined ? '' : ` in the last ${duration(seconds)}`;
      const lines = unlogged.slice(0, MOST_LINES).map(({ lane, retries, lastUnlogged }) => {
        return `${lane}: ${countOf(retries, 'more retry', 'more retries')}${when}; last: ${lastUnlogged?.message ?? ''}`;
      });
      const others = unlogged.slice(MOST_LINES);
      const rest = others.reduce((sum, { retries }) => sum + retries, 0);
      const more = `${countOf(rest, 'more retry', 'more retries')} of ${countOf(others.length, 'other resource')}`;
      return others.length > 0 ? [...lines, `and ${more}`] : lines;
    },
  };
}

function describe(progress: Progress, requests: number, throttled: number, seconds: number): string {
  const { rows, done, planned, startedAt } = progress;
  const elapsed = Math.max(1, seconds - startedAt);
  const share = planned > 0 ? done / planned : 0;
  const parts = [
    `${countOf(rows, 'row')} in ${countOf(requests, 'request')}`,
    // Less than one a second says nothing: what is waited for is the API.
    ...(rows >= elapsed ? [`${count(Math.round(rows / elapsed))} a second`] : []),
    `${Math.floor(share * 100)} % done`,
  ];
  // The first hundredths say too little of the rest.
  if (share >= 0.02) parts.push(`about ${duration((elapsed * (1 - share)) / share)} left`);
  if (throttled >= 1000) parts.push(`waits for the rate limit add up to ${duration(throttled / 1000)}`);
  return parts.join(', ');
}
