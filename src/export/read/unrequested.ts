import type { Period } from '../../archive/periods.ts';
import { type BucketFilter, bucketFilters } from '../../catalogue/filters.ts';
import type { DatedResource } from '../../catalogue/kinds.ts';
import { notice } from '../../notices/notice.ts';
import type { DatedExport } from '../job/dated-export.ts';

/** After so many windows in a row whose answers held what was not asked for, the rest of the resource is not asked for. */
const MOST_WINDOWS = 3;
/** Milliseconds from 1970 that a `Date` can hold, either way. */
const FURTHEST = 8.64e15;

/** What a row differs in from what was asked for. */
export type Difference = 'time' | 'width' | 'type' | BucketFilter;

function wordsFor(kind: Exclude<Difference, 'time'>): string {
  if (kind === 'width') return 'of another bucket width';
  return kind === 'type' ? 'of another event type' : bucketFilters[kind].left;
}

/** Rows of one answer that were not asked for. */
export interface UnrequestedRows {
  count: number;
  /** How many there are of each kind. */
  byKind: Map<Difference, number>;
  /** Unix seconds of the earliest and the latest; absent if there are none. */
  earliest?: number;
  latest?: number;
}

/** The rows that the answers for one resource held although they were not asked for. */
export interface UnrequestedTally {
  /** True once so many answers in a row held such rows that the next one would as well. */
  readonly isFutile: boolean;
  /** Notes what the answer for a window held, which may be nothing. */
  note(window: Period, rows: UnrequestedRows): void;
  /** Adds one problem to the outcome if there are any. */
  report(job: DatedExport): void;
}

/** No rows yet. */
export function noUnrequested(): UnrequestedRows {
  return { count: 0, byKind: new Map() };
}

/** Adds a row that was not asked for. */
export function addUnrequested(rows: UnrequestedRows, kind: Difference, seconds: number): void {
  rows.count += 1;
  rows.byKind.set(kind, (rows.byKind.get(kind) ?? 0) + 1);
  rows.earliest = Math.min(rows.earliest ?? seconds, seconds);
  rows.latest = Math.max(rows.latest ?? seconds, seconds);
}

/** Returns a tally that is empty. */
export function collectUnrequested(): UnrequestedTally {
  const all = noUnrequested();
  let asked: Period | undefined;
  let inARow = 0;
  let isFutile = false;
  return {
    get isFutile() {
      return isFutile;
    },
    note(window, rows) {
      inARow = rows.count === 0 ? 0 : inARow + 1;
      isFutile ||= inARow >= MOST_WINDOWS;
      if (rows.count === 0) return;
      asked = { from: Math.min(asked?.from ?? window.from, window.from), to: Math.max(asked?.to ?? 0, window.to) };
      all.count += rows.count;
      for (const [kind, count] of rows.byKind) all.byKind.set(kind, (all.byKind.get(kind) ?? 0) + count);
      all.earliest = Math.min(all.earliest ?? Infinity, rows.earliest ?? Infinity);
      all.latest = Math.max(all.latest ?? -Infinity, rows.latest ?? -Infinity);
    },
    report({ outcome, resource }) {
      if (asked === undefined) return;
      const wanted = `${timeName(asked.from)} to ${timeName(asked.to)}`;
      const came = `${all.count} ${all.count === 1 ? 'row' : 'rows'} between ${timeName(all.earliest)} and ${timeName(all.latest)}`;
      const kinds = [...all.byKind].flatMap(([kind, count]) => (kind === 'time' ? [] : `${count} ${wordsFor(kind)}`));
      const rest = isFutile ? ' The rest was not asked for.' : '';
      outcome.problems.push(
        notice(
          `The API answered with rows that were not asked for: asked ${wanted}, came ${came}${kinds.length > 0 ? ` (${kinds.join(', ')})` : ''}. Rows that were asked for are kept, but their periods do not count as read.${rest} ${remedyFor(resource)}`,
          'other-than-asked',
        ),
      );
    },
  };
}

function remedyFor(resource: DatedResource): string {
  if (!resource.custom || resource.kind === 'buckets') {
    return 'Usually a gateway drops parameters in brackets (`effective_at[gte]`), or times come in milliseconds: check `base-url`.';
  }
  const field = resource.timeField;
  return `This is a resource of your own: its path may not take \`${field}[gte]\` and \`${field}[lt]\`, or its times are no Unix seconds, but milliseconds. Correct its \`time-field\`, or leave out \`kind\` to read the list whole.`;
}

/** ISO 8601 in UTC, to the second; the number if no calendar reaches. */
function timeName(seconds = 0): string {
  const milliseconds = seconds * 1000;
  if (!(Math.abs(milliseconds) <= FURTHEST)) return `${seconds} s`;
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
