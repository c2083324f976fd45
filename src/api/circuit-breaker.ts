/** How much an endpoint that fails may cost. */
export interface CircuitLimits {
  /** So many calls that use up their retries, and no call is retried any more. */
  usedUp: number;
  /** So many calls that are answered make up for one that used up its retries. */
  answersForOne: number;
  /** So many more that fail in a row with one attempt each, and the circuit opens. */
  failedOnce: number;
  /** So many probes of an open circuit that fail in a row, the first of them with retries, and nothing is asked any more. */
  probes: number;
}

/** With 5 retries, an endpoint that never answers costs 3 × 6 + 8 + 6 + 8 = 40 requests, however many calls there are. */
export const CIRCUIT_LIMITS: CircuitLimits = { usedUp: 3, answersForOne: 4, failedOnce: 8, probes: 9 };

/** One of many calls to an endpoint; each takes one or more requests, and ends in one of three ways. */
export interface Call {
  /** True if the answer decides for all the others: it should ask for something that they have not tried. */
  isProbe: boolean;
  /** Resolves to whether a failed attempt may be repeated, once that is known: others may have to find out first. */
  mayRetry(): Promise<boolean>;
  /** A request was answered; the call may go on to make others. */
  proceeds(): void;
  /** The call has ended: the endpoint did what was asked, or refused it. */
  answered(): void;
  /** The call has ended without an answer. */
  failed(): void;
  /** The call has ended for another reason, which says nothing about the endpoint. */
  abandoned(): void;
}

/** Keeps an outage of one endpoint from being met by each of many calls. */
export interface CircuitBreaker {
  /** Resolves to a call as soon as one may begin, or to undefined if none may any more. */
  begin(): Promise<Call | undefined>;
}

type Decision<Result> = { is: Result } | 'wait';

/**
 * Returns a circuit breaker (https://martinfowler.com/bliki/CircuitBreaker.html) for calls that run side by side and have retries.
 *
 * Closed, calls are retried, but no more at a time than could trip it: the others wait for what becomes of those. Tripped,
 * each call has one attempt. Open, it is probed, one call at a time (half-open), until one is answered, which closes it, or
 * the probes are used up. What always fails among many that answer costs only itself, because the answers make up for it;
 * where more than a fifth fails, not every failure gets its retries.
 */
export function createCircuitBreaker(limits: CircuitLimits = CIRCUIT_LIMITS): CircuitBreaker {
  let phase: 'closed' | 'tripped' | 'open' | 'half-open' | 'given-up' = 'closed';
  let usedUp = 0;
  let failedOnce = 0;
  let probes = 0;
  let retrying = 0;
  let underWay = 0;
  const waiting = new Set<() => void>();

  function when<Result>(decide: () => Decision<Result>): Promise<Result> {
    return new Promise((resolve) => {
      const look = () => {
        const decision = decide();
        if (decision === 'wait') return;
        waiting.delete(look);
        resolve(decision.is);
      };
      waiting.add(look);
      look();
    });
  }

  function change(): void {
    for (const look of [...waiting]) look();
  }

  function onAnswer(): void {
    usedUp = Math.max(0, usedUp - 1 / limits.answersForOne);
    failedOnce = 0;
    probes = 0;
    phase = usedUp >= limits.usedUp ? 'tripped' : 'closed';
  }

  function onFailure(isProbe: boolean): void {
    if (phase === 'half-open') {
      // What began before the circuit opened, and fails late, says nothing new.
      if (!isProbe) return;
      probes += 1;
      phase = probes >= limits.probes ? 'given-up' : 'open';
    } else if (phase === 'closed') {
      usedUp += 1;
      if (usedUp >= limits.usedUp) phase = 'tripped';
    } else if (phase === 'tripped') {
      failedOnce += 1;
      if (failedOnce >= limits.failedOnce) phase = 'open';
    }
  }

  function start(isProbe: boolean): Call {
    // Of the probes, only the first has retries: it gives the endpoint time, the others look elsewhere.
    const isPatient = isProbe && probes === 0;
    let isRetrying = false;
    underWay += 1;
    const release = () => {
      if (isRetrying) retrying -= 1;
      isRetrying = false;
    };
    const end = (take: () => void) => {
      release();
      underWay -= 1;
      take();
      change();
    };
    return {
      isProbe,
      mayRetry: () =>
        when(() => {
          if (isProbe) return { is: isPatient };
          if (isRetrying) return { is: true };
          if (phase !== 'closed') return { is: false };
          if (usedUp + retrying >= limits.usedUp) return 'wait';
          isRetrying = true;
          retrying += 1;
          return { is: true };
        }),
      proceeds() {
        release();
        change();
      },
      answered: () => end(onAnswer),
      failed: () => end(() => onFailure(isProbe)),
      abandoned: () =>
        end(() => {
          if (isProbe && phase === 'half-open') phase = 'open';
        }),
    };
  }

  return {
    begin: () =>
      when<Call | undefined>(() => {
        if (phase === 'given-up') return { is: undefined };
        if (phase === 'half-open') return 'wait';
        if (phase === 'tripped' && failedOnce + underWay >= limits.failedOnce) return 'wait';
        const isProbe = phase === 'open';
        if (isProbe) phase = 'half-open';
        return { is: start(isProbe) };
      }),
  };
}
