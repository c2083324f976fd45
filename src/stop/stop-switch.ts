import { RunStopped } from './run-stopped.ts';

/** Ends a run before its time, in two degrees. The first call of each counts; the reason of both is a `RunStopped`. */
export interface StopSwitch {
  /** Aborted when no more requests are to be made; those under way are finished. */
  readonly signal: AbortSignal;
  /** Aborted when there is no time for that either: what is under way is given up, and only what is done is kept. */
  readonly urgent: AbortSignal;
  /** @param why human-readable, with what used up the time. */
  stop(why: string): void;
  stopNow(why: string): void;
}

/** Returns a switch that is not pulled yet. */
export function createStopSwitch(): StopSwitch {
  const soon = new AbortController();
  const now = new AbortController();
  const stop = (why: string) => {
    if (!soon.signal.aborted) soon.abort(new RunStopped(why));
  };
  return {
    signal: soon.signal,
    urgent: now.signal,
    stop,
    stopNow(why) {
      stop(why);
      if (!now.signal.aborted) now.abort(soon.signal.reason);
    },
  };
}
