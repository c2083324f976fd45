import type { GroupingChange } from '../../archive/grouping-refusals.ts';
import { boundaryName, type Period } from '../../archive/periods.ts';
import { type Ranges, union } from '../../archive/ranges.ts';
import { refusableOf } from '../../catalogue/kinds.ts';
import type { BucketsResource } from '../../catalogue/resource.ts';
import { notice } from '../../notices/notice.ts';
import type { DatedExport } from '../job/dated-export.ts';
import { monthOf } from '../plan/known-refusals.ts';
import type { BucketWindow } from '../plan/windows.ts';
import type { Regrouped } from './regroup.ts';

/** The dimensions that a run gave up because the API refused them, to be reported and remembered. */
export interface GivenUp {
  /** Notes that the API served a window. */
  served(window: BucketWindow): void;
  /** Notes that other windows are read instead of one, some of them with fewer dimensions. */
  replaced(window: BucketWindow, others: Regrouped): void;
  /** Tells of each dimension that was given up, with what it was refused together with, and for which time. */
  report(): void;
}

/** Begins to note what the API refuses of the grouping, in the change that the run makes. */
export function collectGivenUp(job: DatedExport, resource: BucketsResource): GivenUp {
  const { change, context, plan, selection } = job;
  const grouping: GroupingChange = { month: monthOf(context.now), refused: [], served: [] };
  change.grouping = grouping;
  const refusable = refusableOf(resource);
  const found = new Map<string, { together: string[]; ranges: Ranges }>();

  /** What the API may refuse the dimension together with, of what was asked for. */
  function togetherWith(dimension: string, asked: string[]): { names: string[]; words: string[] } {
    const { notWith } = resource.refusable?.find((one) => one.dimension === dimension) ?? {};
    const dimensions = (notWith?.dimensions ?? []).filter((name) => asked.includes(name));
    const filters = (notWith?.filters ?? []).filter((name) => (selection.options.filters[name] ?? []).length > 0);
    return {
      names: [...dimensions, ...filters],
      words: [...dimensions, ...filters.map((name) => `the filter \`${name}\``)],
    };
  }

  /** Returns what it was refused together with, in words. */
  function refuse(dimension: string, { from, to, dimensions }: BucketWindow, longest?: number): string[] {
    const { names, words } = togetherWith(dimension, dimensions);
    grouping.refused.push({
      dimension,
      ...(names.length > 0 && { with: names }),
      from,
      to: to >= plan.end ? Infinity : to,
      ...(longest !== undefined && { longest }),
      month: grouping.month,
    });
    return words;
  }

  return {
    served({ dimensions, from, to }) {
      grouping.served.push({ dimensions, from, to });
    },
    replaced(window, { windows, longest }) {
      const first = refusable.find((name) => window.dimensions.includes(name));
      if (longest !== undefined && first !== undefined) refuse(first, window, longest);
      for (const { from, to, dimensions } of windows) {
        for (const dimension of window.dimensions.filter((name) => !dimensions.includes(name))) {
          const words = refuse(dimension, { ...window, from, to });
          const { ranges = [] } = found.get(dimension) ?? {};
          found.set(dimension, { together: words, ranges: union(ranges, [[from, to]]) });
        }
      }
    },
    report() {
      for (const [dimension, { together, ranges }] of found) {
        const what = together.length === 0 ? dimension : `${dimension} together with ${together.join(' and ')}`;
        const left = together.length === 0 ? 'it' : dimension;
        const asked = { from: plan.periods[0]?.from ?? 0, to: plan.end };
        const refused = `the API does not group by ${what}${whenWords(ranges, asked)}; those days are exported without ${left}. It is asked again next month`;
        context.log.notice(notice(`${resource.name}: ${refused}.`, 'grouping-refused', { kind: refused }));
      }
    },
  };
}

function whenWords(ranges: Ranges, asked: Period): string {
  const words = ranges.map(([from, to]) => {
    if (to >= asked.to) return from <= asked.from ? '' : ` from ${boundaryName(from)} on`;
    return from <= asked.from ? ` before ${boundaryName(to)}` : ` from ${boundaryName(from)} to ${boundaryName(to)}`;
  });
  return words.join(' and');
}
