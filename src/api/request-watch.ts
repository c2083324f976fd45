import type { ApiError } from '../notices/errors.ts';

/** Why an attempt is repeated. */
export interface Retry {
  why: 'rate limit' | 'failure';
  /** What the attempt failed of. */
  failed: ApiError;
  /** True if the log has a line of its own about it. */
  isLogged: boolean;
}

/** Receives every request, for budgets, progress and the run record. A lane is the name of the resource that is read. */
export interface RequestWatch {
  /** A request goes out. */
  asked(lane: string): void;
  /** An answer came, successful or not. */
  answered(lane: string, requestId: string | undefined, milliseconds: number): void;
  /** The next attempt waits so long. */
  waits(lane: string, milliseconds: number, retry: Retry): void;
}

/** The requests of one lane, counted. */
export interface RequestCounts {
  requests: number;
  /** Ids that the API gave its first and its last answer. */
  firstRequestId?: string;
  lastRequestId?: string;
  /** Time from question to answer, summed up. */
  milliseconds: number;
  /** Time spent waiting for the rate limit, summed up: of requests side by side, each counts. */
  throttledMilliseconds: number;
  retries: number;
  /** Retries that the log has no line of their own about, and what the last of them was for. */
  unloggedRetries: number;
  lastUnlogged?: ApiError;
}

/** Counts requests by lane. */
export interface RequestTally extends RequestWatch {
  readonly lanes: ReadonlyMap<string, RequestCounts>;
}

/** Returns a tally of no requests. */
export function createRequestTally(): RequestTally {
  const lanes = new Map<string, RequestCounts>();
  const countsOf = (lane: string): RequestCounts => {
    let counts = lanes.get(lane);
    if (!counts) {
      counts = { requests: 0, milliseconds: 0, throttledMilliseconds: 0, retries: 0, unloggedRetries: 0 };
      lanes.set(lane, counts);
    }
    return counts;
  };
  return {
    lanes,
    asked(lane) {
      countsOf(lane).requests += 1;
    },
    answered(lane, requestId, milliseconds) {
      const counts = countsOf(lane);
      counts.milliseconds += milliseconds;
      if (requestId === undefined) return;
      counts.firstRequestId ??= requestId;
      counts.lastRequestId = requestId;
    },
    waits(lane, milliseconds, { why, failed, isLogged }) {
      const counts = countsOf(lane);
      counts.retries += 1;
      if (why === 'rate limit') counts.throttledMilliseconds += milliseconds;
      if (isLogged) return;
      counts.unloggedRetries += 1;
      counts.lastUnlogged = failed;
    },
  };
}
