/** Requests from the end of one wait to the beginning of the next. */
export interface Cycle {
  readonly startedAt: number;
  sent: number;
  admitted: number;
  /** True if it begins after a refusal, false if the limit was kept to. */
  readonly isAfterRefusal: boolean;
}

/** A rate limit that no header states, as refusals show it. Times are in milliseconds. */
export interface FoundLimit {
  /** How many more requests may go out now; infinite as long as no limit is known. @param underWay how many are out. */
  room(underWay: number): number;
  /** True if requests within the room are known to be admitted. */
  readonly isConfirmed: boolean;
  /** Returns how many milliseconds to wait where there is no room left. */
  wait(now: number): number;
  /** A wait is over. */
  begin(now: number, isAfterRefusal: boolean): void;
  /** A request goes out; returns the cycle that it belongs to. */
  sent(now: number): Cycle;
  admitted(cycle: Cycle): void;
  /**
   * Takes note of a refusal; returns how many milliseconds to wait. Returns undefined for one whose cycle is over: requests that were out
   * together are refused together, and the first refusal said it all.
   * @param said what the server asks to wait, if it does.
   */
  refused(cycle: Cycle, now: number, said: number | undefined): number | undefined;
}

/** So many requests in so many milliseconds. */
interface Finding {
  /** The cycle that ended with a refusal: as many as were admitted in it are the quota. */
  quota: Cycle;
  length: number;
  /** True if about as many were admitted in the cycle that was refused before. */
  isAlike: boolean;
  /** True if the server says how long to wait, so that there is no need to try for less. */
  isExact: boolean;
  /** How many more cycles were like it. */
  confirmed: number;
  /** Cycles since then. */
  kept: number;
}

/** Where the server does not say how long to wait, each wait is a little shorter than the last: it may have been too long. */
const SHORTENING = 0.95;
/** How often the number of cycles between two tries for more doubles. */
const MOST_DOUBLINGS = 4;
/** Requests that were admitted beyond the quota, after which it is forgotten. */
const MORE_THAN_CHANCE = 100;
/** Requests under way at once while it is tried whether there is more. */
const MOST_TRIES = 3;
/** Of waits in milliseconds: a bucket that fills up quickly is better emptied now and then than asked for each drop. */
const SHORTEST_WAIT = 1000;
const WAIT_GROWTH = 1.5;
/** Waits grow to this; then with the time that has passed. */
const STEADY_WAIT = 8000;
const LONGEST_WAIT = 30_000;

/**
 * Returns a limit that is unknown until a request is refused. Then one request at a time asks until it is admitted, which shows how
 * many requests go through in how much time; that is kept to, so that no more are refused. Now and then one more is tried
 * (the less often, the more often that was in vain): a limit that has been raised, or was none, is soon forgotten.
 */
export function createFoundLimit(): FoundLimit {
  let cycle: Cycle = { startedAt: 0, sent: 0, admitted: 0, isAfterRefusal: false };
  /** When the last cycle began in which a request was admitted. */
  let origin: number | undefined;
  let finding: Finding | undefined;
  /** True if a request of this cycle was refused. */
  let isOver = false;
  /** Waits, and their milliseconds, since a request was admitted. */
  let refusedInVain = 0;
  let waited = 0;
  let refusedAt: number | undefined;

  const quotaOf = ({ quota }: Finding) => Math.max(1, quota.admitted);
  const triesMore = ({ confirmed, kept }: Finding) =>
    confirmed === 0 || kept >= 2 ** Math.min(confirmed, MOST_DOUBLINGS);

  /** Returns how long to wait where the server does not say it: till the next cycle if one is known, then little by little. */
  function guess(now: number): number {
    const next = finding && refusedInVain === 0 ? (origin ?? now) + finding.length - now : 0;
    const step = Math.min(STEADY_WAIT, SHORTEST_WAIT * WAIT_GROWTH ** refusedInVain);
    return Math.max(next, step, Math.min(LONGEST_WAIT, waited * 0.15));
  }

  return {
    room(underWay) {
      if (!finding) return Number.POSITIVE_INFINITY;
      const left = quotaOf(finding) - cycle.sent;
      if (left > 0 || !triesMore(finding)) return left;
      const more = Math.max(0, cycle.admitted - quotaOf(finding));
      return Math.min(MOST_TRIES, 1 + Math.floor(more / 8)) - underWay;
    },
    get isConfirmed() {
      return (finding?.confirmed ?? 0) > 0;
    },
    wait: (now) => (finding ? Math.max(0, cycle.startedAt + finding.length - now) : 0),
    begin(now, isAfterRefusal) {
      cycle = { startedAt: now, sent: 0, admitted: 0, isAfterRefusal };
      isOver = false;
    },
    sent(now) {
      // The first cycle begins with the first request.
      if (origin === undefined) {
        cycle = { ...cycle, startedAt: now };
        origin = now;
      }
      cycle.sent += 1;
      return cycle;
    },
    admitted(own) {
      own.admitted += 1;
      if (own !== cycle || !finding) return;
      if (own.admitted === 1) {
        if (own.isAfterRefusal) {
          // If the server did not say how long, it may have been enough at any time since it refused the last.
          const until = finding.isExact ? own.startedAt : (own.startedAt + (refusedAt ?? 0)) / 2;
          const length = until - (origin ?? 0);
          // Two cycles alike are a limit; one alone may be the rest of one.
          const isAlike = finding.isAlike && isNear(length, finding.length);
          finding.confirmed = isAlike ? finding.confirmed + 1 : 0;
          finding.length = length;
        } else {
          finding.kept += 1;
          if (!finding.isExact) finding.length *= SHORTENING;
        }
        origin = own.startedAt;
        refusedInVain = 0;
        waited = 0;
      }
      const more = own.admitted - quotaOf(finding);
      if (own !== finding.quota && more > Math.max(MORE_THAN_CHANCE, quotaOf(finding))) finding = undefined;
    },
    refused(own, now, said) {
      if (own !== cycle || isOver) return undefined;
      isOver = true;
      const isFirst = refusedAt === undefined;
      refusedAt = now;
      if (own.admitted === 0) refusedInVain += 1;
      else {
        const { quota, length = 0, confirmed = 0 } = finding ?? {};
        const isAlike = quota !== undefined && isNear(own.admitted, quota.admitted);
        finding = {
          quota: own,
          length: isAlike ? length : 0,
          isAlike,
          isExact: said !== undefined,
          confirmed,
          kept: 0,
        };
      }
      const wait = said === undefined ? guess(now) : isFirst ? said : Math.max(said, SHORTEST_WAIT);
      waited += wait;
      return wait;
    },
  };
}

/** Returns true if two cycles may have met the same limit. */
function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= Math.max(2, Math.min(one, other));
}
