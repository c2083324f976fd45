import { dayAfter } from '../../text/time.ts';

/** Fewer stored rows than these may all go in a day. */
const ENOUGH_ROWS = 20;
/** Fewer parents than these may all lose their children in a day. */
const ENOUGH_PARENTS = 5;
/** Of stored rows, at least one in so many comes back. */
const ONE_IN = 10;

/** What is stored, and how much of it a read gave again. */
export interface Comparison {
  /** Rows that are stored and were asked for. */
  stored: number;
  /** Those of them that came again. */
  back: number;
  /** Parents with stored rows, and those of them that have any now; absent for what has no parents. */
  parents?: { stored: number; back: number };
}

/** What a manifest remembers of the first read that was not believed. */
export interface Doubt {
  /** UTC day of that read: `2026-11-22`. */
  on: string;
  /** Rows that came. */
  rows: number;
}

/** Returns true if under a tenth of what is stored comes back, however little that is. */
export function isAlmostGone({ stored, back }: Comparison): boolean {
  return back * ONE_IN < stored;
}

/** Returns true if so much is gone at once that a broken answer is likelier than a deletion. */
export function isSuddenlyEmpty(compared: Comparison): boolean {
  const { stored, parents } = compared;
  if (stored >= ENOUGH_ROWS && isAlmostGone(compared)) return true;
  return parents !== undefined && parents.stored >= ENOUGH_PARENTS && parents.back === 0;
}

/**
 * Returns the doubt to keep, or undefined if what came is believed: a read of an earlier UTC day said the same, or the user
 * accepts it. A second read on the same day changes nothing.
 */
export function doubtOf(rows: number, known: Doubt | undefined, today: string, isAccepted: boolean): Doubt | undefined {
  if (isAccepted || (known !== undefined && known.on < today)) return undefined;
  return known ?? { on: today, rows };
}

/** Returns the first UTC day on which a read that says the same is believed. */
export function believedFrom({ on }: Doubt): string {
  return dayAfter(on, 1);
}
