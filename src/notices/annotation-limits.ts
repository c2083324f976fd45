import { countOf } from '../text/amounts.ts';
import type { Log } from './log.ts';
import { type Message, rendered } from './notice.ts';

type Annotated = 'error' | 'warning' | 'notice';

/**
 * The runner keeps ten annotations of a type for a step and drops the others without a word, and cuts their texts:
 * https://github.com/actions/runner/blob/main/src/Runner.Worker/ExecutionContext.cs. One place is for the sentence that tells how
 * many more there are; a second one of the errors is for what ends the process.
 */
const MOST: Record<Annotated, number> = { error: 8, warning: 9, notice: 9 };
const LONGEST_CHARACTERS = 4000;

/** Until the report has its turn, so that what it tells, which matters more, still finds a place. */
const MOST_BEFORE_REPORT: Record<Annotated, number> = { error: 4, warning: 3, notice: 8 };

/** A log that makes as many annotations as the runner shows. */
export interface LimitedLog extends Log {
  /** From here on the report is told: all places are free for it. */
  beginReport(): void;
  /** Tells how many more errors, warnings and notices there are, and where. */
  close(): void;
}

/**
 * Returns a log that passes on what it is told: each text once as an annotation, as many as the runner shows; what goes beyond
 * that as plain lines, so that the log still has all of it.
 */
export function limitAnnotations(log: Log): LimitedLog {
  const known = { error: new Set<string>(), warning: new Set<string>(), notice: new Set<string>() };
  const left: Record<Annotated, number> = { error: 0, warning: 0, notice: 0 };
  let most = MOST_BEFORE_REPORT;

  const limited = (level: Annotated) => (notice: Message) => {
    const message = rendered(notice);
    const shown = known[level];
    if (shown.has(message)) return;
    if (shown.size >= most[level]) {
      left[level] += 1;
      log.info(`${level}: ${message}`);
      return;
    }
    shown.add(message);
    if (message.length <= LONGEST_CHARACTERS) return log[level](message);
    log[level](`${message.slice(0, LONGEST_CHARACTERS).toWellFormed()}… The rest is in the log.`);
    log.info(message);
  };

  return {
    debug: log.debug,
    info: log.info,
    notice: limited('notice'),
    warning: limited('warning'),
    error: limited('error'),
    beginReport() {
      most = MOST;
    },
    close() {
      for (const level of ['error', 'warning', 'notice'] as const) {
        if (left[level] === 0) continue;
        log[level](`${countOf(left[level], `more ${level}`)}: see the log of this step and the job summary.`);
        left[level] = 0;
      }
    },
  };
}
