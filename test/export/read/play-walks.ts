import type { EventWindow } from '../../../src/export/plan/windows.ts';
import { createWalks, type Walk } from '../../../src/export/read/share-walks.ts';

export const PAGE = 100;
export const SPAN = 90 * 86_400;
const START = 1_780_272_000;

/** A random number in [0, 1) that follows from the seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Returns `count` times, each made of random numbers. */
function times(count: number, make: (random: () => number) => number): number[] {
  const random = randomFrom(7);
  return Array.from({ length: count }, () => Math.floor(make(random)));
}

/** When the events of an organisation take effect, in seconds from the start of the range. */
export const SHAPES: Record<string, (count: number) => number[]> = {
  'evenly as can be': (count) => times(count, (random) => random() * SPAN),
  'in office hours': (count) =>
    times(count, (random) => {
      const day = Math.floor(random() * 90);
      return (day % 7 < 5 ? day : day - 2) * 86_400 + (9 + random() * 8) * 3600;
    }),
  'mostly in the last days': (count) =>
    times(count, (random) => (random() < 0.8 ? SPAN - 1 - random() * 3 * 86_400 : random() * SPAN)),
  'a third of them in one hour': (count) =>
    times(count, (random) => (random() < 1 / 3 ? SPAN * 0.37 + random() * 3600 : random() * SPAN)),
  'bursts of two minutes': (count) => {
    const bursts = times(60, (random) => random() * (SPAN - 120));
    return times(count, (random) => (bursts[Math.floor(random() * 60)] as number) + random() * 120);
  },
  'a tenth of them in one second': (count) =>
    times(count, (random) => (random() < 0.1 ? SPAN * 0.61 : random() * SPAN)),
};

/** A page on its way. */
interface Request {
  arrives: number;
  walk: Walk;
  /** Events before it in its walk's list. */
  position: number;
}

/** Plays the walks against an API that takes one round for each answer; returns what was read, oldest first. */
export function playWalks(events: number[], connections: number): { read: number[]; requests: number; rounds: number } {
  const newestFirst = events.map((at) => at + START).sort((a, b) => b - a);
  const walks = createWalks(PAGE, 'day');
  const underWay: Request[] = [];
  const read: number[] = [];
  let requests = 0;
  let rounds = 0;

  function ask(walk: Walk, position: number): void {
    requests += 1;
    underWay.push({ arrives: rounds + 1, walk, position });
  }

  function begin(window: EventWindow): void {
    ask(walks.begin(window), 0);
  }

  /** Reads a page; returns true if the walk is over. */
  function take({ walk, position }: Request): boolean {
    const listed = newestFirst.filter((at) => at >= walk.asked.from && at < walk.asked.to);
    const page = listed.slice(position, position + PAGE);
    const own = page.filter((at) => at >= walk.window.from);
    read.push(...own);
    walks.read(walk, own.length, own.at(-1) ?? walk.oldest);
    return own.length < page.length || position + PAGE >= listed.length;
  }

  begin({ from: START, to: START + SPAN, pass: { name: 'organization', query: [], refused: false } });
  for (;;) {
    const request = underWay.shift();
    if (!request) break;
    rounds = request.arrives;
    if (take(request)) walks.end(request.walk);
    else ask(request.walk, request.position + PAGE);
    while (underWay.length < connections) {
      const longest = walks.longest();
      if (!longest) break;
      longest.window.from = longest.older.to;
      begin(longest.older);
    }
  }
  return { read: read.map((at) => at - START).sort((a, b) => a - b), requests, rounds };
}
