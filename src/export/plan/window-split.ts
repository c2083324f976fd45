import type { PartitionBy } from '../../archive/periods.ts';
import { type Period, periodStart } from '../../archive/periods.ts';

/** A window worth splitting has at least this many pages left; fewer are read faster by going on. */
const FEWEST_PAGES = 10;
/** Pages that one part should have: short enough to share the work evenly, long enough that ends cost little. */
const PAGES_A_PART = 6;
/** An estimate may be far off where events come in bursts; parts that turn out busy are split again. */
const MOST_PARTS = 16;

/** More pages than this are no estimate but a burst at the window's end: the next pages give a better one. */
const MOST_PAGES = 100_000;

/** How far into a window, read newest first, a walk has come. */
export interface Progress {
  rows: number;
  pages: number;
  /** Time of the oldest event so far, Unix seconds. */
  oldest: number;
  pageSize: number;
}

/**
 * Returns the parts into which a busy window is split so that they can be read side by side; undefined if going on is
 * cheaper. The rest is estimated from the density seen so far, from the window's end down to the oldest event.
 *
 * The parts cover the whole window again, not only what is unread: then nothing hangs on the order in which the API
 * gives the events of one window, at the price of the pages read so far.
 */
export function splitWindow(window: Period, progress: Progress, by: PartitionBy): Period[] | undefined {
  const elapsed = Math.max(1, window.to - progress.oldest);
  const left = progress.oldest - window.from;
  const pagesLeft = ((progress.rows / elapsed) * left) / progress.pageSize;
  if (pagesLeft > MOST_PAGES || pagesLeft < FEWEST_PAGES || pagesLeft < 3 * progress.pages) return undefined;
  const parts = Math.min(MOST_PARTS, Math.ceil(pagesLeft / PAGES_A_PART), window.to - window.from);
  if (parts < 2) return undefined;
  const boundaries = new Set([window.from, window.to]);
  for (let part = 1; part < parts; part += 1) {
    const exact = window.from + Math.floor(((window.to - window.from) * part) / parts);
    const partition = periodStart(exact, by);
    // On a partition's start where one is near, so that partitions become whole one after the other.
    const step = (window.to - window.from) / parts;
    boundaries.add(exact - partition < step && partition > window.from ? partition : exact);
  }
  const sorted = [...boundaries].sort((a, b) => a - b);
  return sorted.slice(1).map((to, index) => ({ from: sorted[index] as number, to }));
}
