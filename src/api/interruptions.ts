/** What lets a client's requests be ended from outside. */
export interface Interruptions {
  /** Resolves as the wait does, and rejects with the reason as soon as no more requests are to be made. */
  whileWaiting<Result>(wait: Promise<Result>): Promise<Result>;
  /**
   * Runs a request when it is its turn. Until then it can be called off; once `begin` was called, it is finished.
   * @param run is given `begin`, which throws the reason where it is too late to begin.
   */
  inTurn<Result>(run: (begin: () => void) => Promise<Result>): Promise<Result>;
  /** Has the request under way aborted when everything is given up; returns what takes note of its end. */
  underWay(request: AbortController): () => void;
}

/**
 * Returns one listener for each signal, however many requests there are: a listener for each would be warned of as a leak.
 * @param stop no request begins any more. @param abandon requests under way are given up too.
 */
export function createInterruptions(stop: AbortSignal | undefined, abandon: AbortSignal | undefined): Interruptions {
  const waiting = new Set<(reason: unknown) => void>();
  const requests = new Set<AbortController>();
  stop?.addEventListener('abort', () => {
    for (const callOff of waiting) callOff(stop.reason);
  });
  abandon?.addEventListener('abort', () => {
    for (const request of requests) request.abort();
  });

  /** Resolves as the work does, and rejects with the reason where it is called off before it is released. */
  function interruptible<Result>(start: (release: () => void) => Promise<Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      waiting.add(reject);
      const release = () => waiting.delete(reject);
      start(release).then(resolve, reject).finally(release);
      if (stop?.aborted && waiting.has(reject)) reject(stop.reason);
    });
  }

  return {
    whileWaiting: (wait) => interruptible(() => wait),
    inTurn: (run) =>
      interruptible((release) =>
        run(() => {
          stop?.throwIfAborted();
          release();
        }),
      ),
    underWay(request) {
      requests.add(request);
      return () => requests.delete(request);
    },
  };
}
