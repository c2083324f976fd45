import PQueue, { type QueueAddOptions } from 'p-queue';
import { FairQueue, type LaneOptions } from './fair-queue.ts';
import { type HeaderReader, parseDuration } from './retry-delay.ts';

/** Decides when a request may go out. */
export interface Pacer {
  /** Runs the request when it is its lane's turn. */
  run<T>(lane: string, request: () => Promise<T>): Promise<T>;
  /** Takes note of an answer: grows back after good ones, slows before the request limit is used up. */
  answered(headers: HeaderReader): void;
  /**
   * Takes note of a 429: halves the concurrency and holds everything back for that many milliseconds.
   * @returns whether it is the first of a burst.
   */
  throttled(delayMilliseconds: number): boolean;
}

/**
 * Returns a concurrency limit shared by all resources. It halves when the API answers 429 and grows by one for each full round
 * of good answers; when fewer requests are left than could be under way, it shrinks to what is left, and at zero it
 * waits for the reset that the API announces.
 */
export function createPacer(options: {
  concurrency: number;
  requestsPerSecond?: number;
  sleep: (milliseconds: number) => Promise<void>;
}): Pacer {
  const queue = new PQueue<FairQueue, QueueAddOptions & LaneOptions>({
    concurrency: options.concurrency,
    queueClass: FairQueue,
    ...(options.requestsPerSecond === undefined ? {} : { interval: 1000 / options.requestsPerSecond, intervalCap: 1 }),
  });
  let allowed = options.concurrency;
  let goodAnswers = 0;
  let holds = 0;
  let throttles = 0;

  async function hold(milliseconds: number): Promise<void> {
    if (milliseconds <= 0) return;
    holds += 1;
    queue.pause();
    await options.sleep(milliseconds);
    holds -= 1;
    if (holds === 0) queue.start();
  }

  return {
    run: (lane, request) => queue.add(request, { lane }),
    answered(headers) {
      goodAnswers += 1;
      if (goodAnswers >= allowed && allowed < options.concurrency) {
        allowed += 1;
        goodAnswers = 0;
      }
      const text = headers.get('x-ratelimit-remaining-requests') ?? '';
      const remaining = /^\d+$/.test(text) ? Number(text) : Number.POSITIVE_INFINITY;
      queue.concurrency = Math.min(allowed, Math.max(remaining, 1));
      if (remaining === 0) void hold(parseDuration(headers.get('x-ratelimit-reset-requests') ?? '') ?? 0);
    },
    throttled(delayMilliseconds) {
      // All requests of one burst are refused together: that is one reason to slow down, not eight.
      const isFirst = throttles === 0;
      if (isFirst) allowed = Math.max(1, Math.floor(allowed / 2));
      throttles += 1;
      goodAnswers = 0;
      queue.concurrency = allowed;
      void hold(delayMilliseconds).then(() => {
        throttles -= 1;
      });
      return isFirst;
    },
  };
}
