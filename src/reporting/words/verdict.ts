import type { Severity } from '../../audit/check.ts';
import { count, countOf } from '../../text/amounts.ts';
import type { ChangeKind, ReportModel } from '../model/model.ts';
import { type FindingCounts, findingCounts, firstBaseline } from './findings.ts';
import { capital } from './month.ts';

/** What a reader must know first. */
export interface Verdict {
  /** `review`: something asks for a decision; `incomplete`: nothing found, but not everything was looked at; `clear`: neither. */
  state: 'review' | 'incomplete' | 'clear';
  /** What there is to review, as phrases: "2 new findings (1 high)", "3 access changes". */
  toReview: string[];
  /** What is missing, as phrases: "2 resources not read", "checks did not run". */
  missing: string[];
  /** "first checks": if all that was found is a baseline of this day, to be looked at once. */
  first?: string;
}

const NAMES: readonly [Exclude<ChangeKind, 'other'>, string][] = [
  ['access', 'access'],
  ['keys', 'key'],
  ['settings', 'settings'],
];

/** Returns how many changes of a kind there were, also those that the report leaves out. */
export function changesOf(model: ReportModel, kind: ChangeKind): number {
  return model.changeCount
    .filter((entry) => entry.kind === kind)
    .reduce((sum, { added, removed, changed }) => sum + added + removed + changed, 0);
}

/** Returns whether there is anything to review, and whether everything was looked at. Counts only: no names. */
export function verdictOf(model: ReportModel): Verdict {
  const counts = findingCounts(model);
  const baseline = firstBaseline(model);
  const toReview = [
    ...(baseline ? baselinePhrase(baseline) : newFindings(counts)),
    ...changesPhrase(model),
    ...phrase(model.revokesOutstanding?.length ?? 0, 'revoke outstanding', 'revokes outstanding'),
  ];
  const missing = missingOf(model, counts);
  return {
    state: toReview.length > 0 ? 'review' : missing.length > 0 ? 'incomplete' : 'clear',
    toReview,
    missing,
    ...(baseline && { first: 'first checks' }),
  };
}

function baselinePhrase({ high, medium, low }: Record<Severity, number>): string[] {
  return [`${countOf(high + medium + low, 'finding')} in the baseline${worst(high, medium)}`];
}

function newFindings(counts: FindingCounts): string[] {
  if (counts.new === 0) return [];
  const { high, medium } = counts.newBySeverity;
  return [`${countOf(counts.new, 'new finding')}${worst(high, medium)}`];
}

function worst(high: number, medium: number): string {
  return high > 0 ? ` (${count(high)} high)` : medium > 0 ? ` (${count(medium)} medium)` : '';
}

/** "3 access changes"; "4 access, 3 key and 2 settings changes"; "4 access changes and 1 key change". */
function changesPhrase(model: ReportModel): string[] {
  const kinds = NAMES.map(([kind, name]) => ({ name, changes: changesOf(model, kind) })).filter(
    ({ changes }) => changes > 0,
  );
  const [only] = kinds;
  if (!only) return [];
  if (kinds.length === 1) return [countOf(only.changes, `${only.name} change`)];
  // "1 settings changes" would be wrong.
  if (kinds.at(-1)?.changes === 1)
    return [listed(kinds.map(({ name, changes }) => countOf(changes, `${name} change`)))];
  return [`${listed(kinds.map(({ name, changes }) => `${count(changes)} ${name}`))} changes`];
}

function missingOf(model: ReportModel, counts: FindingCounts): string[] {
  const failed = model.coverage.filter(({ status }) => status === 'failed').length;
  return [
    ...phrase(failed, 'resource not read', 'resources not read'),
    ...(failed === 0 && !isReadToEnd(model) ? ['the run did not complete'] : []),
    ...(model.checks.ran ? [] : ['checks did not run']),
    ...phrase(counts.incomplete, 'check without complete data', 'checks without complete data'),
  ];
}

/** False if the run was stopped, or its key could read nothing. What went wrong after the reading does not count. */
export function isReadToEnd({ run: { outcomes } }: ReportModel): boolean {
  const statuses = outcomes.map(({ status }) => status);
  return statuses.length === 0 || (statuses.includes('ok') && !statuses.includes('stopped'));
}

function phrase(number: number, one: string, many: string): string[] {
  return number === 0 ? [] : [`${count(number)} ${number === 1 ? one : many}`];
}

/** Phrases as a sentence's list: "a, b and c"; "a; b, c and d; e" if one is a list itself. */
export function listed(phrases: readonly string[]): string {
  if (phrases.some((phrase) => phrase.includes(', ') || phrase.includes(' and '))) return phrases.join('; ');
  if (phrases.length < 2) return phrases.join('');
  return `${phrases.slice(0, -1).join(', ')} and ${phrases.at(-1)}`;
}

/** Returns the verdict in one sentence, with what is missing in a second one. */
export function verdictSentences(verdict: Verdict): [headline: string, ...rest: string[]] {
  const missing = verdict.missing.length > 0 ? [`Not everything was looked at: ${listed(verdict.missing)}.`] : [];
  const { first } = verdict;
  const start = first ? `${capital(first)}, to review` : 'To review';
  if (verdict.state === 'review') return [`${start}: ${listed(verdict.toReview)}.`, ...missing];
  if (verdict.state === 'incomplete') return ['Nothing to review in what was read.', ...missing];
  return ['Nothing to review: new data only.'];
}
