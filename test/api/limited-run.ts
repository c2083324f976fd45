import { createRateLimit, type RateLimit } from '../../simulator/rate-limit.ts';
import { createPacer, type Turn } from '../../src/api/pacing.ts';
import { serverDelay } from '../../src/api/retry-delay.ts';
import { createVirtualClock } from './virtual-clock.ts';

/** How many requests are made of a server that limits them. */
export interface LimitedRun {
  limit: RateLimit;
  requests: number;
  latency: number;
}

/** How it went, in milliseconds of a virtual clock. */
export interface LimitedRunResult {
  milliseconds: number;
  /** By the best schedule that knows the limit. */
  ideal: number;
  refusals: number;
  /** How often more than three that were out together were refused, after the first second with refusals. */
  laterBursts: number;
  /** Most refusals of one request. */
  mostOfOne: number;
}

export const CONNECTIONS = 8;

/** Plays what a run does: one request to meet the server, then all others as fast as the pacer lets them. */
export async function playLimitedRun({ limit, requests, latency }: LimitedRun): Promise<LimitedRunResult> {
  const clock = createVirtualClock();
  const admit = createRateLimit(limit, clock.now);
  const { now, sleep } = clock;
  const pacer = createPacer({ concurrency: CONNECTIONS, sleep, now });
  const refusedAt: number[] = [];
  let mostOfOne = 0;

  async function attempt(turn: Turn): Promise<number | undefined> {
    await sleep(latency / 2);
    const admission = admit();
    await sleep(latency / 2);
    const headers = { get: (name: string) => admission.headers[name] ?? null };
    turn.answered(headers);
    if (admission.admitted) return undefined;
    refusedAt.push(now());
    return turn.refused(serverDelay(429, headers, now())).wait;
  }

  async function get(): Promise<void> {
    for (let count = 0; ; count += 1) {
      mostOfOne = Math.max(mostOfOne, count);
      const wait = await pacer.run('lane', attempt);
      if (wait === undefined) return;
      await sleep(wait);
    }
  }

  await clock.until(get());
  await clock.until(Promise.all(Array.from({ length: requests - 1 }, get)));
  const [first = 0] = refusedAt;
  const later = refusedAt.filter((time) => time > first + 1000);
  const bursts: number[][] = [];
  for (const time of later) {
    const burst = bursts.at(-1);
    if (burst && time < (burst[0] as number) + latency) burst.push(time);
    else bursts.push([time]);
  }
  const laterBursts = bursts.filter((burst) => burst.length > 3).length;
  return {
    milliseconds: now(),
    ideal: idealFor({ limit, requests, latency }),
    refusals: refusedAt.length,
    laterBursts,
    mostOfOne,
  };
}

/** Returns the end of the schedule that asks as soon as a connection is free and the limit takes one more; the first request goes alone. */
function idealFor({ limit, requests, latency }: LimitedRun): number {
  const times = [0];
  const length = limit.perSeconds * 1000;
  const each = length / limit.requests;
  let left = limit.requests - 1;
  for (let index = 1; index < requests; index += 1) {
    const last = times[index - 1] as number;
    const free = Math.max(last, (times[Math.max(0, index - CONNECTIONS)] as number) + latency);
    if (limit.kind === 'sliding') times.push(Math.max(free, (times[index - limit.requests] ?? -length) + length));
    else if (limit.kind === 'window') {
      if (Math.floor(free / length) > Math.floor(last / length)) left = limit.requests;
      times.push(left > 0 ? free : (Math.floor(free / length) + 1) * length);
      left = left > 0 ? left - 1 : limit.requests - 1;
    } else {
      left = Math.min(limit.requests, left + (free - last) / each);
      times.push(free + Math.max(0, 1 - left) * each);
      left = Math.max(left, 1) - 1;
    }
  }
  return (times.at(-1) as number) + latency;
}
