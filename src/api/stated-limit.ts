import { type HeaderReader, parseDuration } from './retry-delay.ts';

/** Milliseconds after which it is asked again where room may come back little by little. */
const LONGEST_GUESS = 1000;

/** What the headers of answers say about the rate limit. */
export interface StatedLimit {
  /** How many more requests may go out; infinite if no header says it. */
  readonly room: number;
  /** A request goes out. */
  sent(now: number): void;
  /** Takes note of an answer, a refusal included. @param others requests that are still under way. */
  heard(headers: HeaderReader, others: number): void;
  /** Returns how many milliseconds to wait where there is no room left. */
  wait(now: number): number;
  /** The wait is over: one request may go out, whose answer says how much room there is. */
  waited(now: number): void;
  /**
   * A request was refused; returns how many milliseconds to wait.
   * @param isFirst true if it was the first after a wait. @param asked what would be waited without headers.
   */
  refused(isFirst: boolean, asked: number, now: number): number;
}

/**
 * Returns the limit as long as no header was seen. Its room is what the newest answer says is left, less the requests under way: the
 * server may have counted none of them yet.
 *
 * The header `x-ratelimit-reset-requests` says when all room will be back. In most limits it comes back little by little, so that is not
 * waited for, until a request was refused for coming too early.
 */
export function createStatedLimit(concurrency: number): StatedLimit {
  let room = Number.POSITIVE_INFINITY;
  let reset = 0;
  /** The time in which all requests come back. */
  let longestReset = 0;
  let limit = 0;
  /** True if the newest answer says itself how long to wait. */
  let saysWait = false;
  /** When the last wait was over. */
  let beganAt: number | undefined;
  let refills = true;
  /** True if the last wait was shorter than the reset. */
  let isGuess = false;
  /** True until the first answer after a wait. */
  let isFirstAnswer = false;
  return {
    get room() {
      return room;
    },
    sent(now) {
      room -= 1;
      beganAt ??= now;
    },
    heard(headers, others) {
      const remaining = wholeNumber(headers.get('x-ratelimit-remaining-requests'));
      room = remaining === undefined ? Number.POSITIVE_INFINITY : remaining - others;
      limit = wholeNumber(headers.get('x-ratelimit-limit-requests')) ?? 0;
      reset = parseDuration(headers.get('x-ratelimit-reset-requests') ?? '') ?? 0;
      longestReset = Math.max(longestReset, reset);
      saysWait = headers.get('retry-after') !== null || headers.get('retry-after-ms') !== null;
      // Had they come back all at once, nearly all would be left.
      if (isFirstAnswer && !isGuess && remaining !== undefined) refills = remaining < limit / 2;
      isFirstAnswer = false;
    },
    wait(now) {
      isGuess = refills && limit > 0;
      if (!isGuess) return Math.max(0, Math.min(reset, (beganAt ?? now) + longestReset - now));
      const each = reset / limit;
      return Math.min(reset, Math.max(each, Math.min(each * concurrency, LONGEST_GUESS)));
    },
    waited(now) {
      room = 1;
      beganAt = now;
      isFirstAnswer = true;
    },
    refused(isFirst, asked, now) {
      if (isFirst && isGuess) refills = false;
      isGuess = false;
      // The time at which all requests will be back is no wish that so long be waited.
      return saysWait || !Number.isFinite(room) ? asked : Math.max(this.wait(now), Math.min(asked, LONGEST_GUESS));
    },
  };
}

function wholeNumber(text: string | null): number | undefined {
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
}
