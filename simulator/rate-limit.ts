/** A place in the rate limit, or the refusal of one. */
export interface Admission {
  admitted: boolean;
  headers: Record<string, string>;
}

/** Returns a duration as the API writes it: `120ms`, `1s`, `6m0s`, `1h0m0s`. */
export function durationText(milliseconds: number): string {
  const whole = Math.max(0, Math.ceil(milliseconds));
  if (whole < 1000) return `${whole}ms`;
  const seconds = whole / 1000;
  const rest = Number((seconds % 60).toFixed(3));
  const minutes = Math.floor(seconds / 60) % 60;
  if (seconds < 60) return `${rest}s`;
  return seconds < 3600 ? `${minutes}m${rest}s` : `${Math.floor(seconds / 3600)}h${minutes}m${rest}s`;
}

/** How a limit counts, and what it says of itself. */
export interface RateLimit {
  requests: number;
  perSeconds: number;
  /**
   * `bucket`, the default, holds `requests` and fills up again within `perSeconds`; `window` begins to count anew each `perSeconds`;
   * `sliding` admits `requests` in any `perSeconds`.
   */
  kind?: 'bucket' | 'window' | 'sliding';
  /** What clients learn: from headers on each answer, from `retry-after` on a refusal, from both (the default), or from neither. */
  says?: 'both' | 'headers' | 'retry-after' | 'neither';
}

/** What is left, and how many milliseconds pass until there is room for one more, and until all is there again. */
interface Room {
  left: number;
  untilNext: number;
  untilFull: number;
}

/** Counts requests: `room` says what is left at a time, `take` uses one of it. */
interface Counter {
  room(now: number): Room;
  take(now: number): void;
}

/**
 * Returns a function that admits or refuses each request, on a clock that really runs. Without a limit every request is admitted, and
 * the headers say so.
 */
export function createRateLimit(limit: RateLimit | undefined, milliseconds: () => number): () => Admission {
  if (limit === undefined) return () => ({ admitted: true, headers: headersOf(10_000, 9_999, 6) });
  const { says = 'both', kind = 'bucket', requests } = limit;
  const counter = COUNTERS[kind](requests, limit.perSeconds * 1000, milliseconds());
  const [hasHeaders, hasRetryAfter] = [
    says === 'both' || says === 'headers',
    says === 'both' || says === 'retry-after',
  ];
  return () => {
    const now = milliseconds();
    const admitted = counter.room(now).left >= 1;
    if (admitted) counter.take(now);
    const room = counter.room(now);
    const headers = hasHeaders ? headersOf(requests, Math.floor(room.left), room.untilFull) : {};
    if (admitted || !hasRetryAfter) return { admitted, headers };
    const wait = Math.ceil(room.untilNext);
    return {
      admitted,
      headers: { ...headers, 'retry-after': String(Math.ceil(wait / 1000)), 'retry-after-ms': String(wait) },
    };
  };
}

const COUNTERS: Record<NonNullable<RateLimit['kind']>, (requests: number, length: number, start: number) => Counter> = {
  bucket(requests, length, start) {
    const perRequest = length / requests;
    let left = requests;
    let last = start;
    const fill = (now: number) => {
      left = Math.min(requests, left + (now - last) / perRequest);
      last = now;
    };
    return {
      room(now) {
        fill(now);
        return { left, untilNext: (1 - left) * perRequest, untilFull: (requests - left) * perRequest };
      },
      take(now) {
        fill(now);
        left -= 1;
      },
    };
  },
  window(requests, length, start) {
    let used = 0;
    let end = start + length;
    const turn = (now: number) => {
      if (now < end) return;
      used = 0;
      end += Math.ceil((now - end + 1) / length) * length;
    };
    return {
      room(now) {
        turn(now);
        return { left: requests - used, untilNext: end - now, untilFull: end - now };
      },
      take(now) {
        turn(now);
        used += 1;
      },
    };
  },
  sliding(requests, length) {
    const taken: number[] = [];
    const forget = (now: number) => {
      while (taken.length > 0 && (taken[0] as number) <= now - length) taken.shift();
    };
    return {
      room(now) {
        forget(now);
        const [oldest = now, newest = now] = [taken[0], taken.at(-1)];
        return {
          left: requests - taken.length,
          untilNext: oldest + length - now,
          untilFull: taken.length === 0 ? 0 : newest + length - now,
        };
      },
      take(now) {
        taken.push(now);
      },
    };
  },
};

function headersOf(limit: number, remaining: number, resetMilliseconds: number): Record<string, string> {
  return {
    'x-ratelimit-limit-requests': String(limit),
    'x-ratelimit-remaining-requests': String(remaining),
    'x-ratelimit-reset-requests': durationText(resetMilliseconds),
  };
}
