/** A clock that jumps to the next thing that is waited for, so that hours pass in no time. */
export interface VirtualClock {
  /** Milliseconds since it was made. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** Lets time pass until the work is done; throws if nothing is waited for any more. */
  until<Result>(work: Promise<Result>): Promise<Result>;
}

/** Returns a clock that stands at 0. */
export function createVirtualClock(): VirtualClock {
  let now = 0;
  const sleepers: { at: number; wake: () => void }[] = [];
  /** Whatever can go on without time passing goes on first. */
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    now: () => now,
    sleep: (milliseconds) =>
      new Promise((wake) => {
        const at = now + Math.max(0, milliseconds);
        const place = sleepers.findIndex((sleeper) => sleeper.at > at);
        sleepers.splice(place < 0 ? sleepers.length : place, 0, { at, wake });
      }),
    async until(work) {
      let isDone = false;
      const done = work.finally(() => {
        isDone = true;
      });
      for (;;) {
        await settle();
        if (isDone) return done;
        const [next] = sleepers;
        if (!next) throw new Error('Nothing is waited for, but the work is not done.');
        now = next.at;
        while (sleepers[0]?.at === now) sleepers.shift()?.wake();
      }
    },
  };
}
