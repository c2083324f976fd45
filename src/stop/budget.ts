import { countOf } from '../text/amounts.ts';
import type { StopAfter } from './stop-after.ts';
import type { StopSwitch } from './stop-switch.ts';

/** What a run may use up. */
export interface Budget {
  /** Takes note of a request that goes out; after the last one that is allowed, the switch is pulled. */
  spendRequest(): void;
}

/** Requests that one of several walks side by side should have: of a walk that is cut short, nothing is kept. */
const REQUESTS_A_WALK = 100;

/** A longer timer fires at once: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const LONGEST_TIMER_MILLISECONDS = 2 ** 31 - 1;

/** Returns how much is read side by side: less if a small budget would otherwise run out half way through everything. */
export function concurrencyWithin(stopAfter: StopAfter | undefined, concurrency: number): number {
  if (stopAfter?.kind !== 'requests') return concurrency;
  return Math.max(1, Math.min(concurrency, Math.floor(stopAfter.count / REQUESTS_A_WALK)));
}

/**
 * Pulls the switch when the run has used up what `stop-after` allows it.
 * @param sleep starts now and does not keep the process alive.
 */
export function startBudget(
  stopAfter: StopAfter | undefined,
  stopSwitch: StopSwitch,
  sleep: (milliseconds: number) => Promise<void>,
): Budget {
  let spent = 0;
  if (stopAfter?.kind === 'time') {
    void sleep(Math.min(stopAfter.seconds * 1000, LONGEST_TIMER_MILLISECONDS)).then(() =>
      stopSwitch.stop(`The time that \`stop-after: ${stopAfter.text}\` gives is over.`),
    );
  }
  return {
    spendRequest() {
      spent += 1;
      if (stopAfter?.kind !== 'requests' || spent < stopAfter.count) return;
      stopSwitch.stop(`The ${countOf(stopAfter.count, 'request')} that \`stop-after\` allows are made.`);
    },
  };
}
