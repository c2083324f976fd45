import { groupBy } from '../text/group-by.ts';
import { byCodeUnits } from '../text/order.ts';
import { DAY } from '../text/time.ts';
import { boundaryName } from './periods.ts';
import { subtract, union } from './ranges.ts';

/** A dimension by which the API refused to group a time. In the UTC month in which it did, it is not asked for again. */
export interface GroupingRefusal {
  dimension: string;
  /** What it was refused together with: other dimensions, and filters; absent if it was refused by itself. */
  with?: string[];
  /** Unix seconds. */
  from: number;
  /** Unix seconds; `Infinity` if it was refused up to the present, and so for what comes. */
  to: number;
  /** Seconds: only what asks for more at once is refused. Absent if every request is. */
  longest?: number;
  /** UTC month of the refusal: `2026-11`. */
  month: string;
}

/** What a run learned about the grouping of a resource. */
export interface GroupingChange {
  /** UTC month of the run. */
  month: string;
  refused: GroupingRefusal[];
  /** What the API grouped by these dimensions. */
  served: { dimensions: string[]; from: number; to: number }[];
}

/** A refusal as a manifest has it. */
type StoredRefusal = Omit<GroupingRefusal, 'from' | 'to' | 'longest'> & {
  from: string;
  to?: string;
  longest_days?: number;
};

/** Lays what a run learned over what is known. Refusals of another month count no more once there is something new. */
export function layRefusals(
  known: readonly GroupingRefusal[],
  { month, refused, served }: GroupingChange,
): GroupingRefusal[] {
  const left = known
    .filter((one) => one.month === month)
    .flatMap((one) =>
      subtract(
        [[one.from, one.to]],
        // That shorter ranges are served says nothing of longer ones.
        served.flatMap(({ dimensions, from, to }) =>
          dimensions.includes(one.dimension) && one.longest === undefined ? [[from, to]] : [],
        ),
      ).map(([from, to]) => ({ ...one, from, to })),
    );
  const alike = groupBy([...left, ...refused], (one) =>
    [one.dimension, one.with?.join() ?? '', one.longest === undefined ? '' : 'long'].join('\0'),
  );
  return [...alike]
    .sort(([a], [b]) => byCodeUnits(a, b))
    .flatMap(([, all]) => {
      const ranges = all.reduce((sum, { from, to }) => union(sum, [[from, to]]), [] as [number, number][]);
      const longest = Math.min(...all.map((one) => one.longest ?? Infinity));
      const common = { ...(all[0] as GroupingRefusal), ...(longest < Infinity && { longest }) };
      return ranges.map(([from, to]): GroupingRefusal => ({ ...common, from, to }));
    });
}

/** Returns the refusals as a manifest has them. */
export function storedRefusals(refusals: readonly GroupingRefusal[]): StoredRefusal[] {
  return refusals.map(({ dimension, with: others, from, to, longest, month }) => ({
    dimension,
    ...(others && { with: others }),
    from: boundaryName(from),
    ...(to !== Infinity && { to: boundaryName(to) }),
    ...(longest !== undefined && { longest_days: longest / DAY }),
    month,
  }));
}

/** Reads the refusals of a manifest. Throws for what are none. */
export function parseRefusals(stored: unknown): GroupingRefusal[] {
  return (stored as StoredRefusal[]).map(({ longest_days: days, ...one }) => {
    const [from, to] = [Date.parse(one.from) / 1000, one.to === undefined ? Infinity : Date.parse(one.to) / 1000];
    if (typeof one.dimension !== 'string' || typeof one.month !== 'string' || Number.isNaN(from + to))
      throw new Error(`${JSON.stringify(one)} is no refusal of a grouping`);
    return { ...one, from, to, ...(days !== undefined && { longest: days * DAY }) };
  });
}
