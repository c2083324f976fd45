import type { Outcome } from '../../export/job/outcome.ts';
import { groupNotices, named } from '../../notices/notice-groups.ts';
import { count, countOf } from '../../text/amounts.ts';
import type { ReportCoverage } from '../model/coverage.ts';
import type { ExportFacts } from '../model/export-facts.ts';
import { timeWords } from '../words/run-verdict.ts';
import { escapeMarkdown } from './escape.ts';
import { linkedProse } from './linked-prose.ts';
import { LONGEST_PROBLEM } from './run-headline.ts';
import type { Section } from './section.ts';

const MARKS: Record<string, string> = { ok: '✅ ok', failed: '❌ failed', stopped: '⏹️ ended early' };

/** More of those that need no look than these would hide those that do. */
const MOST_OPEN = 10;

interface Columns {
  head: string[];
  row: (outcome: Outcome, coverage: ReportCoverage | undefined) => string[];
}

/** The columns of a resource with something to look at, and of one with nothing new. */
const FULL: Columns = {
  head: [
    '| Resource | Status | Rows read | Rows written | Partitions | Changes | Holds | Complete until (UTC) |',
    '| --- | --- | ---: | ---: | --- | ---: | --- | --- |',
  ],
  row: (outcome, coverage) => [
    mark(outcome, coverage),
    count(outcome.tally.records),
    count(outcome.tally.rows),
    partitionWords(outcome),
    coverage?.kind === 'snapshot' || outcome.tally.changes > 0 ? count(outcome.tally.changes) : '',
    isUnknown(outcome) ? 'unknown' : coverage ? holds(coverage) : '',
    isUnknown(outcome) ? 'unknown' : untilWords(coverage),
  ],
};
const QUIET: Columns = {
  head: ['| Resource | Status | Rows read | Holds | Complete until (UTC) |', '| --- | --- | ---: | --- | --- |'],
  row: (outcome, coverage) => [
    mark(outcome, coverage),
    count(outcome.tally.records),
    coverage ? holds(coverage) : '',
    untilWords(coverage),
  ],
};

/** The columns of a resource that `every` leaves for today. */
const LEFT: Columns = {
  head: ['| Resource | Holds | Read on | Next read |', '| --- | --- | --- | --- |'],
  row: ({ leftAsRead }, coverage) => [
    coverage ? holds(coverage) : '',
    leftAsRead?.readOn ?? '',
    leftAsRead?.dueOn ?? '',
  ],
};

/** Returns what became of each resource: first those with trouble, then those with news; folded, those without and those skipped. */
export function resourceSections(facts: ExportFacts): Section[] {
  const coverageOf = (outcome: Outcome) => facts.figures?.coverage.get(outcome.resource);
  const read = facts.outcomes.filter(({ status }) => status !== 'skipped');
  const left = read.filter(({ leftAsRead }) => leftAsRead);
  const troubled = read.filter((outcome) => outcome.status !== 'ok' || hasGaps(coverageOf(outcome)));
  const others = read.filter((outcome) => !troubled.includes(outcome) && !left.includes(outcome));
  const fresh = others.filter(hasNews);
  const quiet = others.filter((outcome) => !hasNews(outcome));
  // On a first night every snapshot is new, and none of them has changed.
  const isMany = fresh.length > MOST_OPEN;
  const folds = fresh.filter(({ tally, range }) => isMany && range === undefined && tally.changes === 0);
  const open = fresh.filter((outcome) => !folds.includes(outcome));
  const rows = ({ row }: Columns, outcomes: readonly Outcome[]) =>
    outcomes.map(
      (outcome) => `| ${[escapeMarkdown(outcome.resource), ...row(outcome, coverageOf(outcome))].join(' | ')} |`,
    );
  return [
    table(`### Not complete (${count(troubled.length)})`, FULL, rows(FULL, troubled), 0.3),
    table(`### New and changed (${count(open.length)})`, FULL, rows(FULL, open), 0.5),
    table(`New and changed snapshots: ${count(folds.length)}`, FULL, rows(FULL, folds), 2.5),
    table(`Read, and nothing new: ${countOf(quiet.length, 'resource')}`, QUIET, rows(QUIET, quiet), 3),
    table(`Not due yet: ${countOf(left.length, 'resource')}`, LEFT, rows(LEFT, left), 3.5),
    skippedSection(facts),
  ];
}

/** Returns true if what is stored could not be looked up. */
function isUnknown({ status, problems }: Outcome): boolean {
  return (
    status === 'failed' &&
    problems.some((problem) => typeof problem !== 'string' && problem.topic === 'unreadable-manifest')
  );
}

function hasGaps(coverage: ReportCoverage | undefined): boolean {
  return (coverage?.gaps.length ?? 0) > 0;
}

function mark({ status }: Outcome, coverage: ReportCoverage | undefined): string {
  if (status === 'ok' && hasGaps(coverage)) return '⚠️ ok, with gaps';
  return MARKS[status] ?? escapeMarkdown(status);
}

function hasNews({ tally, partitions, kept }: Outcome): boolean {
  const differing = partitions ? partitions.new + partitions.changed : 0;
  return tally.files + tally.removed + tally.changes + differing + kept > 0;
}

function partitionWords({ partitions, tally }: Outcome): string {
  const parts = [
    ...(partitions?.new ? [`${count(partitions.new)} new`] : []),
    ...(partitions?.changed ? [`${count(partitions.changed)} changed`] : []),
    ...(tally.removed > 0 ? [`${countOf(tally.removed, 'file')} removed`] : []),
  ];
  return parts.join(', ') || (partitions ? 'as before' : '');
}

/** Returns what is stored of the resource by now, whichever run read it. */
function holds({ kind, rows, ranges, gaps, staleParents, readOn, readTo }: ReportCoverage): string {
  const stored = countOf(rows, 'row');
  if (kind === 'snapshot') {
    const days = readOn && readTo && readOn < readTo ? `, read from ${readOn} to ${readTo}` : '';
    return `${stored}${days}${staleParents > 0 ? `, those of ${countOf(staleParents, 'parent')} from an earlier read` : ''}`;
  }
  const since = ranges[0] ? ` since ${ranges[0][0]}` : '';
  return `${stored}${since}${gaps.length > 0 ? `, **${countOf(gaps.length, 'gap')}**` : ''}`;
}

function untilWords(coverage: ReportCoverage | undefined): string {
  if (coverage?.dataUntil) return timeWords(Date.parse(coverage.dataUntil) / 1000).replace(' UTC', '');
  return coverage?.kind === 'snapshot' ? 'never read in full' : 'nothing read yet';
}

/** Returns a table, open below a heading (`### …`) or folded below any other title. */
function table(title: string, { head }: Columns, rows: string[], rank: number): Section {
  const isOpen = title.startsWith('#');
  const name = title
    .replace(/^#+ /, '')
    .replace(/(:| \().*/, '')
    .toLowerCase();
  return {
    name: `resources, ${name}`,
    head: [isOpen ? title : `<details><summary>${title}</summary>`, '', ...head],
    items: rows,
    more: (left) => `and ${countOf(left, 'more resource')}: see the log.`,
    tail: isOpen ? [] : ['', '</details>'],
    rank,
  };
}

/** Resources that a preset brought and that the key or the organisation lacks, by the reason. */
function skippedSection({ outcomes, toolFiles }: ExportFacts): Section {
  const skipped = outcomes.filter(({ status }) => status === 'skipped');
  const groups = groupNotices(
    skipped.map(({ resource, skippedBecause: notice = 'no reason given' }) => ({ resource, notice })),
  );
  return {
    name: 'skipped resources',
    head: [
      `<details><summary>Skipped, because this key or organisation lacks them: ${countOf(skipped.length, 'resource')}</summary>`,
      '',
      'To leave one out without a notice, add `!` and its name to `resources`.',
      '',
    ],
    items: groups.map(
      ({ first, resources }) =>
        `- **${escapeMarkdown(named(resources, 60), 4000)}**: ${linkedProse(first.notice, LONGEST_PROBLEM, toolFiles)}`,
    ),
    more: (left) => `- and ${countOf(left, 'more reason')}: see the log.`,
    tail: ['', '</details>'],
    rank: 4,
  };
}
