/** The organisation's clock, in Unix seconds. It stands still until it is moved. */
export interface Clock {
  now(): number;
  set(seconds: number): void;
  advance(seconds: number): void;
}

/** Seconds of a UTC day. */
export const DAY = 86_400;

/** Returns a clock that stands at `start`. */
export function createClock(start: number): Clock {
  let now = start;
  return {
    now: () => now,
    set: (seconds) => {
      now = seconds;
    },
    advance: (seconds) => {
      now += seconds;
    },
  };
}
