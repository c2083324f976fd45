import type { Entry } from '../../archive/manifest.ts';
import type { PartitionBy } from '../../archive/periods.ts';
import { type Period, parsePeriodName, periodName, periodStart, periodsBetween } from '../../archive/periods.ts';
import { contains } from '../../archive/ranges.ts';
import { removedRanges } from '../../archive/removals.ts';
import type { DateExpression, ResourceOptions, Selection } from '../../archive/selection.ts';
import { ConfigurationError } from '../../notices/errors.ts';
import type { ResourceState } from '../../state/restore.ts';

/** What a run has to read of one events or buckets resource. */
export interface Plan {
  /** Partitions to read whole, in order of time; the last one may still be open at `end`. */
  periods: Period[];
  /** Exclusive end of what is read, Unix seconds. */
  end: number;
  /** The range that was asked for, rounded to partitions, whatever of it is done already. */
  asked: Period;
  /** Settled partitions that lack the tenant's events because the key could not read them then. */
  withoutTenant: Period[];
}

/**
 * Returns the partitions in the asked range that are not yet covered and settled.
 *
 * The start rounds down to a partition, and so does the end; only the default end, now, opens a partition. A relative
 * start never moves past what was covered, so that an outage longer than it leaves no gap.
 * @param earliest what the API still has, for `earliest`; the first second of the range.
 * @param settledOnly leaves out every period that a later run would read again.
 */
export function planPeriods(
  options: ResourceOptions,
  state: ResourceState,
  now: number,
  earliest: number,
  settledOnly = false,
): Plan {
  const by = options.partitionBy;
  const latest = settledOnly ? periodStart(now - options.lookbackSeconds, by) : now;
  const end =
    options.end.kind === 'now'
      ? latest
      : Math.min(periodStart(at(options.end, now, earliest), by), periodStart(latest, by));
  const covered = state.manifest?.ranges[0]?.[0];
  const asked = periodStart(at(options.start, now, earliest), by);
  const refreshFrom = options.refreshFrom && periodStart(at(options.refreshFrom, now, earliest), by);
  let start = options.start.kind === 'age' && covered !== undefined ? Math.min(asked, covered) : asked;
  if (refreshFrom !== undefined) start = Math.min(start, refreshFrom);
  const removed = state.manifest ? removedRanges(state.manifest) : [];
  const periods = periodsBetween(start, end, by).filter((period) => {
    if (refreshFrom !== undefined && period.from >= refreshFrom) return true;
    const unavailable = state.manifest !== undefined && contains(state.manifest.unavailable, period.from, period.to);
    return !unavailable && !contains(removed, period.from, period.to) && !state.isDone(period);
  });
  const planned = withWholeFiles({ periods, end }, state.manifest?.entries ?? [], by, now);
  const range = { from: start, to: end };
  return { ...planned, asked: range, withoutTenant: withoutTenant(planned.periods, range, state, by) };
}

/**
 * Only if the stored files can be read: the tenant's events are united with them. What is not in the asked range, or of
 * an earlier partitioning, stays as it is.
 */
function withoutTenant(planned: Period[], asked: Period, state: ResourceState, by: PartitionBy): Period[] {
  if (!state.files && !state.listFiles) return [];
  const starts = new Set(planned.map(({ from }) => from));
  const names = new Set(
    (state.manifest?.entries ?? []).flatMap(({ period, refused }) =>
      period && refused?.includes('tenant_only') ? period : [],
    ),
  );
  return [...names]
    .filter((name) => periodName(parsePeriodName(name).from, by) === name)
    .map(parsePeriodName)
    .filter(({ from, to }) => asked.from <= from && to <= asked.to && !starts.has(from));
}

/**
 * Stops a run whose range begins after it ends, which only shows once ages are counted back from now: it would export
 * nothing, every night, without a word.
 */
export function refuseEmptyRanges(selections: Selection[], now: number): void {
  for (const { resource, options } of selections) {
    if (resource.kind === 'snapshot' || options.start.kind === 'earliest') continue;
    if (at(options.start, now, 0) < at(options.end, now, 0)) continue;
    const where = options.end.kind === 'now' ? 'in the future' : "after its 'end-date'";
    throw new ConfigurationError(
      'empty-range',
      `The 'start-date' of ${resource.name} lies ${where}: there is nothing to export. Choose an earlier 'start-date' or a later 'end-date'.`,
    );
  }
}

/** Stretches of periods that touch, so that one walk of the API can read them together. */
export function joinPeriods(periods: Period[], end: number): Period[] {
  const spans: Period[] = [];
  for (const period of periods) {
    const last = spans.at(-1);
    const to = Math.min(period.to, end);
    if (last && last.to === period.from) last.to = to;
    else spans.push({ from: period.from, to });
  }
  return spans;
}

/** Returns true if the period has been over for longer than the lookback: later reads are not expected to differ. */
export function isSettledAt(period: Period, options: ResourceOptions, now: number): boolean {
  return now >= period.to + options.lookbackSeconds;
}

/**
 * A stored file of an earlier, longer partitioning is read again whole or not at all: read in part, the rows of that part
 * would be at the destination twice.
 */
function withWholeFiles(
  plan: Pick<Plan, 'periods' | 'end'>,
  entries: Entry[],
  by: PartitionBy,
  now: number,
): Pick<Plan, 'periods' | 'end'> {
  const planned = new Map(plan.periods.map((period) => [period.from, period]));
  const nameLength = periodName(now, by).length;
  let { end } = plan;
  for (const { period: name } of entries) {
    if (name === undefined || name.length >= nameLength) continue;
    const file = parsePeriodName(name);
    const parts = periodsBetween(file.from, Math.min(file.to, now), by);
    if (!parts.some((part) => planned.has(part.from))) continue;
    for (const part of parts) planned.set(part.from, part);
    end = Math.max(end, Math.min(file.to, now));
  }
  return { periods: [...planned.values()].sort((a, b) => a.from - b.from), end };
}

function at(expression: DateExpression, now: number, earliest: number): number {
  if (expression.kind === 'absolute') return expression.seconds;
  if (expression.kind === 'age') return now - expression.seconds;
  return expression.kind === 'now' ? now : earliest;
}
