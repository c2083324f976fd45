import { type PartitionBy, type Period, periodAt } from '../../archive/periods.ts';
import type { EventWindow } from '../plan/windows.ts';

/** A walk with fewer pages left is not shared: the page at the edge, which is read twice, costs as much as it saves. */
const FEWEST_PAGES = 2;
/** Events are as rare as common in a part of which no page was seen yet: half the density of the page before it. */
const UNSEEN = 0.5;
/** How far from the middle a partition may begin for the parts to meet there, as a share of the unread time. */
const NEAR = 0.25;

/** A walk through one window, newest event first. */
export interface Walk {
  /** What it is to read; its start moves up if another connection takes the older part. */
  window: EventWindow;
  /** What it asked for: an event older than the window is no surprise if it was asked for. */
  asked: Period;
  /** Time of the oldest event that was asked for so far, Unix seconds; the window's end before the first. */
  oldest: number;
  /** Events a second on the last page; what can be expected before the first. */
  density: number;
  /** False from the first event on that is newer than the one before it, or was not asked for. */
  isOrdered: boolean;
}

/** The walks of one resource that are under way. */
export interface Walks {
  /** False once any walk met events out of order: what ends at an edge could then miss some. */
  readonly isOrdered: boolean;
  begin(window: EventWindow): Walk;
  /** Notes what a page held: how many events that were asked for, down to which time (Unix seconds). */
  read(walk: Walk, count: number, oldest: number): void;
  distrust(walk: Walk): void;
  end(walk: Walk): void;
  /**
   * Returns the window of the walk that has most left to do, and the older part of it that another connection should take:
   * about half of the unread time. Returns undefined if no walk is worth sharing.
   */
  longest(): { window: EventWindow; older: EventWindow } | undefined;
}

/** Returns no walks yet. */
export function createWalks(pageSize: number, by: PartitionBy): Walks {
  const active = new Set<Walk>();
  let isOrdered = true;

  const pagesLeft = ({ density, oldest, window }: Walk) => (density * (oldest - window.from)) / pageSize;

  return {
    get isOrdered() {
      return isOrdered;
    },
    begin(window) {
      const walk: Walk = {
        window,
        asked: { from: window.from, to: window.to },
        oldest: window.to,
        density: window.density ?? 0,
        isOrdered: window.isCareful !== true,
      };
      active.add(walk);
      return walk;
    },
    read(walk, count, oldest) {
      walk.density = count / Math.max(1, walk.oldest - oldest);
      walk.oldest = oldest;
    },
    distrust(walk) {
      walk.isOrdered = false;
      isOrdered = false;
    },
    end(walk) {
      active.delete(walk);
    },
    longest() {
      if (!isOrdered) return undefined;
      let longest: Walk | undefined;
      for (const walk of active)
        if (walk.isOrdered && !(longest && pagesLeft(walk) <= pagesLeft(longest))) longest = walk;
      if (!longest || pagesLeft(longest) < FEWEST_PAGES) return undefined;
      const { window, oldest, density } = longest;
      const edge = edgeBetween(window.from, oldest, by);
      if (edge === window.from) return undefined;
      return { window, older: { ...window, to: edge, density: density * UNSEEN } };
    },
  };
}

/** The middle, or the start of a partition near it, so that partitions become whole one after the other. */
function edgeBetween(from: number, oldest: number, by: PartitionBy): number {
  const middle = Math.floor((from + oldest) / 2);
  const partition = periodAt(middle, by);
  const nearest = middle - partition.from < partition.to - middle ? partition.from : partition.to;
  return Math.abs(nearest - middle) < (oldest - from) * NEAR ? nearest : middle;
}
