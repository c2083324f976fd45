import type { Log } from '../notices/log.ts';
import { createStopSwitch, type StopSwitch } from './stop-switch.ts';

/**
 * After SIGINT the runner waits 7.5 seconds before it goes on to SIGTERM, and 2.5 more before it kills:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation
 */
const ENDS_WITHIN_MILLISECONDS = 3500;
/** What clearing up may take beyond that. */
const CLEARS_UP_WITHIN_MILLISECONDS = 1000;

/** A stop that signals pull. */
export interface SignalStop {
  stop: StopSwitch;
  /** Does this before the process ends where the run did not end in time by itself. */
  atTheLatest(clearUp: () => Promise<unknown>): void;
  /** 128 and the signal's number where one came; undefined if none did. */
  exitCode(): number | undefined;
}

/**
 * Has SIGINT and SIGTERM end the run: what is read is published, what is not is given up. A run that has not ended by itself
 * after three and a half seconds is cleared up after and ended.
 * @param end reports what is left to report and ends the process.
 */
export function stopOnSignals(log: Log, end: (exitCode: number) => void): SignalStop {
  const stop = createStopSwitch();
  const lastWords: (() => Promise<unknown>)[] = [];
  let exitCode: number | undefined;
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
  ] as const) {
    // A second signal changes nothing: the first one's time is already running.
    process.on(signal, () => {
      if (exitCode !== undefined) return;
      exitCode = 128 + number;
      // No warning yet: the report says what is left.
      log.info(`Stopped by ${signal}: what is read by now is kept, the rest is given up. The next run carries on.`);
      stop.stopNow(`${signal} stopped the run.`);
      setTimeout(async () => {
        const deadline = new Promise((resolve) => setTimeout(resolve, CLEARS_UP_WITHIN_MILLISECONDS));
        await Promise.race([Promise.allSettled(lastWords.map((clearUp) => clearUp())), deadline]);
        end(128 + number);
      }, ENDS_WITHIN_MILLISECONDS).unref();
    });
  }
  return { stop, atTheLatest: (clearUp) => void lastWords.push(clearUp), exitCode: () => exitCode };
}
