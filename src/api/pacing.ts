import PQueue, { type QueueAddOptions } from 'p-queue';
import { FairQueue, type LaneOptions } from './fair-queue.ts';
import { createFoundLimit } from './found-limit.ts';
import type { HeaderReader } from './retry-delay.ts';
import { createStatedLimit } from './stated-limit.ts';

/** A request whose turn it is. */
export interface Turn {
  /** Takes note of the headers of its answer, whatever the answer is. */
  answered(headers: HeaderReader): void;
  /**
   * Takes note that the answer is a 429: holds everything back until it is worth asking again.
   * @param said how many milliseconds the server asks to wait, if it does.
   * @returns how many milliseconds are waited, and whether this is the first of requests that were refused together.
   */
  refused(said: number | undefined): { wait: number; isFirst: boolean };
}

/** Decides when a request may go out. */
export interface Pacer {
  /** Runs the request when it is its lane's turn. */
  run<T>(lane: string, request: (turn: Turn) => Promise<T>): Promise<T>;
}

/** What a pacer needs; times come from outside so that tests own them. */
export interface PacerOptions {
  /** Most requests under way at once. */
  concurrency: number;
  requestsPerSecond?: number;
  sleep: (milliseconds: number) => Promise<void>;
  /** Milliseconds on a clock that only goes forward. */
  now?: () => number;
}

/**
 * Returns a pace shared by all resources: as many requests at once as are allowed, until the API's headers say that few are left, or it
 * answers 429. Then everything waits, one request goes out first, and good answers let more be under way again, as far as the headers,
 * or what earlier refusals have shown, leave room.
 */
export function createPacer({
  concurrency,
  requestsPerSecond,
  sleep,
  now = () => performance.now(),
}: PacerOptions): Pacer {
  const queue = new PQueue<FairQueue, QueueAddOptions & LaneOptions>({
    concurrency,
    queueClass: FairQueue,
    ...(requestsPerSecond === undefined ? {} : { interval: 1000 / requestsPerSecond, intervalCap: 1 }),
  });
  const stated = createStatedLimit(concurrency);
  const found = createFoundLimit();
  /** Requests that may be under way at once. */
  let allowed = concurrency;
  let goodAnswers = 0;
  let underWay = 0;
  let holds = 0;
  let heldUntil = 0;

  const isStated = () => Number.isFinite(stated.room);

  async function hold(milliseconds: number, onEnd: () => void): Promise<void> {
    holds += 1;
    heldUntil = Math.max(heldUntil, now() + milliseconds);
    queue.pause();
    await sleep(milliseconds);
    holds -= 1;
    if (holds > 0) return;
    onEnd();
    update();
  }

  /** After a wait, one request shows whether it was long enough. */
  function beginAgain(isAfterRefusal: boolean): void {
    found.begin(now(), isAfterRefusal);
    if (isStated()) stated.waited(now());
    else allowed = 1;
    goodAnswers = 0;
  }

  /** Lets as many requests go out as there is room for, or waits until there is. */
  function update(): void {
    if (holds > 0) return;
    const room = Math.min(allowed - underWay, isStated() ? stated.room : found.room(underWay));
    if (room > 0) {
      queue.concurrency = underWay + room;
      queue.start();
      return;
    }
    queue.pause();
    if (queue.size === 0 || allowed <= underWay) return;
    // What is left is known for certain once no request is under way.
    if (isStated() && underWay === 0) waitFor(stated.wait(now()), () => beginAgain(false));
    else if (!isStated() && found.room(0) <= 0) waitFor(found.wait(now()), () => beginAgain(false));
  }

  function waitFor(milliseconds: number, onEnd: () => void): void {
    if (milliseconds > 0) {
      void hold(milliseconds, onEnd);
      return;
    }
    onEnd();
    update();
  }

  async function take<T>(request: (turn: Turn) => Promise<T>): Promise<T> {
    underWay += 1;
    stated.sent(now());
    const cycle = found.sent(now());
    let isAdmitted = false;
    try {
      return await request({
        answered(headers) {
          isAdmitted = true;
          stated.heard(headers, underWay - 1);
        },
        refused(said) {
          isAdmitted = false;
          const isFirstAfterWait = cycle.admitted === 0;
          const asked = found.refused(cycle, now(), said);
          if (asked === undefined) return { wait: Math.max(heldUntil - now(), 0), isFirst: false };
          const wait = stated.refused(isFirstAfterWait, asked, now());
          void hold(wait, () => beginAgain(true));
          return { wait, isFirst: true };
        },
      });
    } finally {
      underWay -= 1;
      if (isAdmitted) {
        found.admitted(cycle);
        // One more for each of those that are known to be safe, and else for as many as there may be connections.
        goodAnswers += 1;
        if (found.isConfirmed || goodAnswers >= concurrency) {
          allowed = Math.min(concurrency, allowed + 1);
          goodAnswers = 0;
        }
      }
      update();
    }
  }

  return {
    async run(lane, request) {
      const result = queue.add(() => take(request), { lane });
      update();
      return result;
    },
  };
}
