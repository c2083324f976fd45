import { DAY } from '../text/time.ts';
import type { Manifest } from './manifest.ts';
import { parsePeriodName } from './periods.ts';
import { contains, type Ranges, subtract, union } from './ranges.ts';
import { removedRanges } from './removals.ts';

/** What a run did with a resource. */
export interface RunRead {
  /** `ok` if it read all that it was asked for. */
  status: string;
  /** The second (Unix) up to which it asked. */
  dataUntil?: number;
}

/** How completely a resource is stored. */
export interface Coverage {
  /** Seconds that were read: closed periods, and as much of an open one as is known to be read. A manifest does not say how far that is. */
  ranges: Ranges;
  /** The second (Unix) up to which the data is complete; absent if it was never read completely. */
  until?: number;
}

/**
 * Returns how completely a resource is stored. After a run that could not read it, whole periods count, up to the first gap, or the day
 * on which a snapshot was read: the data may reach further, never less far.
 * @param read what this run read; undefined if it did not ask for the resource.
 * @param newest end of the newest row that is stored (Unix seconds), if known.
 */
export function coverage(
  manifest: Manifest | undefined,
  read: RunRead | undefined,
  newest = Number.NEGATIVE_INFINITY,
): Coverage {
  const known = read?.status === 'ok' ? read.dataUntil : undefined;
  const until = known ?? (manifest && storedUntil(manifest));
  return {
    ranges: manifest ? union(manifest.ranges, openRanges(manifest, known ?? newest)) : [],
    ...(until !== undefined && { until }),
  };
}

/** Returns how many seconds `every` lets pass between two reads of a resource: by so much older it may be before it is late. */
export function pauseOf(manifest: Pick<Manifest, 'every_days'> | undefined): number {
  return (manifest?.every_days ?? 0) * DAY;
}

/** Returns what lies between the first and the last of these ranges, was not read, and may still be there to be read. */
export function gapsBetween(ranges: Ranges, manifest: Manifest | undefined): Ranges {
  const [first, last] = [ranges[0], ranges.at(-1)];
  return first && last ? subtract([[first[0], last[1]]], [...ranges, ...excused(manifest)]) : [];
}

function storedUntil(manifest: Manifest): number | undefined {
  const { ranges, read_on: day } = manifest;
  if (manifest.shape.partition_by === undefined) return day === undefined ? undefined : Date.parse(day) / 1000;
  const [first] = ranges;
  return first && union(ranges, excused(manifest)).find(([, to]) => to >= first[1])?.[1];
}

/** Returns what nobody can read any more, or gave up for good: no gap. */
function excused(manifest: Manifest | undefined): Ranges {
  return manifest ? [...manifest.unavailable, ...removedRanges(manifest)] : [];
}

function openRanges({ entries, ranges }: Manifest, until: number): Ranges {
  return entries.flatMap(({ period: name, settled }): Ranges => {
    if (name === undefined || settled !== false) return [];
    const { from, to } = parsePeriodName(name);
    return contains(ranges, from, to) || until <= from ? [] : [[from, Math.min(to, until)]];
  });
}
