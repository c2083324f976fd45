import { firstAccepted } from '../plan/first-accepted.ts';
import type { BucketWindow } from '../plan/windows.ts';

/** What finding a grouping takes. */
export interface Regrouping {
  /** Dimensions that may be given up, the first to go first. */
  refusable: readonly string[];
  /** Seconds of a bucket. */
  width: number;
  /** True if the API serves the window; a short question, for one bucket of it. */
  accepts(window: BucketWindow): Promise<boolean>;
}

/** What to read in place of a window that was refused. */
export interface Regrouped {
  windows: BucketWindow[];
  /** Seconds that the API serves at once with all dimensions, though not the whole window; absent if its length is no matter. */
  longest?: number;
}

/**
 * Returns the windows to read in place of one that the API refused: those times that it serves with all dimensions, and those
 * for which it has to do with fewer, as few as can be. Undefined if it is not the grouping that it refused. Each window returned is shorter
 * than the given one or has fewer dimensions; one that is refused again is to be regrouped again.
 *
 * Nothing is read from what the API says: it may name parameters, say it in words, or say nothing. What it refused shows in
 * what it serves.
 */
export async function regroup(window: BucketWindow, regrouping: Regrouping): Promise<Regrouped | undefined> {
  const { accepts } = regrouping;
  const least = without(window, givenUp(window, regrouping));
  if (least.dimensions.length === window.dimensions.length) return undefined;
  // Something else is wrong if it refuses the least as well, or by now nothing.
  if (!(await accepts(least)) || (await accepts(window))) return undefined;
  const refused = await refusedPart(window, regrouping);
  if (refused === undefined) return halves(window, regrouping);
  const parts = [
    { ...window, to: refused.from },
    ...(await withFewer(refused, regrouping)),
    { ...window, from: refused.to },
  ];
  return { windows: parts.filter(({ from, to }) => from < to) };
}

/** What is refused lies in the middle, or at both ends; or both halves are served, and the window is too long. */
async function halves(window: BucketWindow, { accepts, width }: Regrouping): Promise<Regrouped> {
  const buckets = Math.ceil((window.to - window.from) / width);
  const middle = window.from + Math.ceil(buckets / 2) * width;
  const [earlier, later] = [
    { ...window, to: middle },
    { ...window, from: middle },
  ];
  const isTooLong = (await accepts(earlier)) && (await accepts(later));
  return { windows: [earlier, later], ...(isTooLong && { longest: middle - window.from }) };
}

/** The stretch at one end of the window, or all of it, that is refused; undefined if it is not the same up to an end. */
async function refusedPart(window: BucketWindow, { accepts, width }: Regrouping): Promise<BucketWindow | undefined> {
  const buckets = Math.ceil((window.to - window.from) / width);
  if (buckets === 1) return window;
  const isLastServed = await accepts(lastBucket(window, width));
  const isFirstServed = await accepts(firstBucket(window, width));
  if (isLastServed && isFirstServed) return undefined;
  if (isLastServed) {
    const isServed = (index: number) => accepts({ ...window, from: window.from + index * width });
    return { ...window, to: window.from + (await firstAccepted(1, buckets - 1, isServed)) * width };
  }
  if (!isFirstServed) {
    const middle = { ...window, from: window.from + Math.floor(buckets / 2) * width };
    return buckets > 2 && (await accepts(firstBucket(middle, width))) ? undefined : window;
  }
  const isServed = (left: number) => accepts({ ...window, to: window.from + (buckets - left) * width });
  return { ...window, from: window.from + (buckets - (await firstAccepted(1, buckets - 1, isServed))) * width };
}

/** The refused stretch with as few dimensions less as can be, in two parts if its ends differ in them. */
async function withFewer(refused: BucketWindow, regrouping: Regrouping): Promise<BucketWindow[]> {
  const { accepts, width } = regrouping;
  const { dimensions } = await best(lastBucket(refused, width), regrouping);
  const later = { ...refused, dimensions };
  const buckets = Math.ceil((refused.to - refused.from) / width);
  if (buckets === 1) return [later];
  const first = await best(firstBucket(refused, width), regrouping);
  if (first.dimensions.join() === dimensions.join()) return [later];
  const isServed = (index: number) => accepts({ ...later, from: refused.from + index * width });
  const boundary = refused.from + (await firstAccepted(1, buckets - 1, isServed)) * width;
  return [
    { ...refused, to: boundary, dimensions: first.dimensions },
    { ...later, from: boundary },
  ].filter(({ from, to }) => from < to);
}

/** The window with the most dimensions with which the API serves it; of as many, with those that are given up last. */
async function best(window: BucketWindow, regrouping: Regrouping): Promise<BucketWindow> {
  const all = givenUp(window, regrouping);
  for (const some of subsets(all)) {
    const fewer = without(window, some);
    if (some.length === all.length || (await regrouping.accepts(fewer))) return fewer;
  }
  return window;
}

function givenUp({ dimensions }: BucketWindow, { refusable }: Regrouping): string[] {
  return refusable.filter((name) => dimensions.includes(name));
}

function without(window: BucketWindow, names: readonly string[]): BucketWindow {
  return { ...window, dimensions: window.dimensions.filter((name) => !names.includes(name)) };
}

/** Every subset but the empty one, smaller ones first, and of as many those with earlier names. */
function subsets(names: readonly string[]): string[][] {
  const all: string[][] = [[]];
  for (const name of names) all.push(...all.map((some) => [...some, name]));
  const rank = (some: string[]) => some.map((name) => names.indexOf(name)).join();
  return all.filter(({ length }) => length > 0).sort((a, b) => a.length - b.length || (rank(a) < rank(b) ? -1 : 1));
}

function firstBucket(window: BucketWindow, width: number): BucketWindow {
  return { ...window, to: Math.min(window.to, window.from + width) };
}

/** The last one may be cut off by the present. */
function lastBucket(window: BucketWindow, width: number): BucketWindow {
  return { ...window, from: window.from + Math.floor((window.to - 1 - window.from) / width) * width };
}
