import type { Outcome } from '../../export/job/outcome.ts';
import { countOf } from '../../text/amounts.ts';
import { dayAfter } from '../../text/time.ts';
import type { ReportCoverage } from '../model/coverage.ts';
import type { ReportModel } from '../model/model.ts';

const MOST_PERIODS = 5;

/** Returns a period `[from, to)` in words: `2026-11-02`, `2026-11-02 to 2026-11-04` (inclusive); hours stay as they are. */
export function periodWords([from, to]: readonly [string, string]): string {
  if (from.length > 10 || to.length > 10) return `${from} up to ${to}`;
  const last = dayAfter(to, -1);
  return from >= last ? from : `${from} to ${last}`;
}

/** Returns what was and was not read of a resource, in a few words. */
export function coverageWords(coverage: ReportCoverage): string {
  if (coverage.status === 'skipped') return 'not available to this organisation or key';
  const parts = [
    ...(coverage.status === 'other run' ? ['not part of this run'] : []),
    ...(coverage.status === 'failed' ? ['could not be read this time'] : []),
    ...(coverage.status === 'stopped' ? ['not read to its end this time'] : []),
    ...(coverage.kind === 'snapshot' ? snapshotWords(coverage) : datedWords(coverage)),
  ];
  return parts.join('; ');
}

/** Returns why a snapshot was not read today. */
export function leftWords({ readOn, dueOn }: NonNullable<Outcome['leftAsRead']>): string {
  return `left until ${dueOn} (\`every\`); read on ${readOn}`;
}

/** Returns how much of a snapshot was read today. */
export function partWords({ read, left, rows }: NonNullable<Outcome['partly']>): string {
  return `read below ${countOf(read, 'parent')} today; those of ${countOf(left, 'other')} (${countOf(rows, 'row')}) stay as they were read last`;
}

function snapshotWords({ readOn, readTo, leftUntil, staleParents }: ReportCoverage): string[] {
  return [
    readOn ? `last read in full ${readTo ? `from ${readOn} to ${readTo}` : `on ${readOn}`}` : 'never read in full',
    ...(leftUntil ? [`left until ${leftUntil}`] : []),
    ...(staleParents > 0
      ? [`rows of ${staleParents} ${staleParents === 1 ? 'parent' : 'parents'} are from an earlier read`]
      : []),
  ];
}

function datedWords({ ranges, gaps, unavailable, removed = [] }: ReportCoverage): string[] {
  return [
    ranges.length > 0 ? `read: ${periods(ranges)}` : 'nothing read yet',
    ...(gaps.length > 0 ? [`gap: ${periods(gaps)}`] : []),
    ...removed.map(({ period, reason }) => `gap: ${periodWords(period)}, removed: ${reason}`),
    ...(unavailable.length > 0 ? [`no longer served: ${periods(unavailable)}`] : []),
  ];
}

/** Returns a few periods in words, newest first if there are too many. */
export function periods(list: readonly [string, string][]): string {
  const shown = list.slice(-MOST_PERIODS).map(periodWords);
  const left = list.length - shown.length;
  return `${left > 0 ? `${left} earlier, ` : ''}${shown.join(', ')}`;
}

/** Resources whose coverage a reader should know about: failed, with gaps, or with older rows. */
export function coverageTroubles(coverage: readonly ReportCoverage[]): ReportCoverage[] {
  return coverage.filter(
    ({ status, gaps, staleParents }) =>
      status === 'failed' || status === 'stopped' || gaps.length > 0 || staleParents > 0,
  );
}

/** Returns what could not be read from the API, nor back from what is stored, with its remedy. */
export function problemsOf({ run, readBack }: ReportModel): ReportModel['readBack'] {
  const problems = run.outcomes.flatMap(({ resource, problems }) => problems.map((notice) => ({ resource, notice })));
  return [...problems, ...readBack];
}
