import { coverage } from '../../archive/coverage.ts';
import type { Outcome, Tally } from '../../export/job/outcome.ts';
import { type Message, rendered, reworded } from '../../notices/notice.ts';
import { groupNotice, groupNotices, type NoticeGroup, named } from '../../notices/notice-groups.ts';
import type { FailOn } from '../../settings/config.ts';
import { countOf, size } from '../../text/amounts.ts';
import { byCodeUnits } from '../../text/order.ts';
import type { ExportFacts } from '../model/export-facts.ts';
import type { RunFacts } from '../model/run-facts.ts';
import { periodWords } from './coverage.ts';
import { listed, verdictOf } from './verdict.ts';

/** The summary that an on-call engineer needs first. */
export interface RunVerdict {
  mark: '✅' | '⚠️' | '❌';
  /** How the run ended, and whether the data is complete: a sentence or two. */
  headline: string;
  /** What somebody has to do, the most urgent first: sentences with their remedies. */
  todo: Point[];
  /** Transient failures: the next run tries again, and nobody has to act. */
  waiting: Point[];
}

/** What happened or is to be done, and the resource that it is about, if it is about one. */
export interface Point {
  resource?: string;
  notice: Message;
}

const NO_PERMISSIONS =
  'Give the key read permissions, or use another admin key: the skipped resources below say what each of them needs.';
const MOST_NAMED = 5;

/** Returns what went wrong with the resources of a run, the same trouble once; by period, which were read side by side. */
export function troublesOf({ outcomes }: Pick<ExportFacts, 'outcomes'>): NoticeGroup[] {
  return groupNotices(
    outcomes
      .filter(({ status }) => status !== 'skipped')
      .flatMap(({ resource, problems }) =>
        [...problems]
          .sort((one, other) => byCodeUnits(rendered(one), rendered(other)))
          .map((notice) => ({ resource, notice })),
      ),
  );
}

/** Returns the notice of a group with its resource in front. */
export function placedNotice(group: NoticeGroup): Message {
  return reworded(groupNotice(group), (text) => `${group.first.resource}: ${text}`);
}

/** Returns the run's status. A run that was asked to end has not failed, however little it got to. */
export function statusOf(
  facts: Pick<ExportFacts, 'outcomes' | 'failedBy' | 'isNotCommitted' | 'stopped' | 'troubles'>,
): 'ok' | 'partial' | 'failed' {
  const { outcomes, failedBy, isNotCommitted, stopped, troubles } = facts;
  const has = (wanted: Outcome['status']) => outcomes.some(({ status }) => status === wanted);
  if (failedBy !== undefined || isNotCommitted || isNothing(outcomes)) return 'failed';
  if (has('failed')) return outcomes.some(({ status, change }) => status === 'ok' || change) ? 'partial' : 'failed';
  return has('stopped') || stopped !== undefined || troubles.length > 0 ? 'partial' : 'ok';
}

/** Returns whether the step fails: for errors if `fail-on` counts them, and for what else it names. */
export function failsStep(facts: RunFacts, { error }: Pick<FailOn, 'error'>): boolean {
  const { outcomes, troubles, failsOn } = facts;
  const hasFailed = statusOf(facts) === 'failed' || outcomes.some(({ status }) => status === 'failed');
  return (error && (hasFailed || troubles.length > 0)) || failsOn.length > 0;
}

/** Returns how the run ended, whether its data is complete, and what there is to do. */
export function runVerdict(facts: RunFacts): RunVerdict {
  const { outcomes, stoppedBy, troubles, failsOn, keyExpires, audit } = facts;
  const status = statusOf(facts);
  const toReview = audit ? verdictOf(audit.model).toReview : [];
  const groups = troublesOf(facts);
  const points = (wanted: boolean) =>
    groups
      .filter(({ all }) => all.every(({ notice }) => typeof notice !== 'string' && notice.passes === true) === wanted)
      .map((group): Point => ({ resource: group.first.resource, notice: groupNotice(group) }));
  const gaps = gapsOf(facts);
  const stuck = facts.stopped === undefined ? [] : stuckIn(outcomes);
  const isWhole = gaps.length === 0 && discardedRows(outcomes) === 0;
  const todo: Point[] = [
    ...(stoppedBy === undefined ? [] : [{ notice: stoppedBy }]),
    ...troubles.map((notice) => ({ notice })),
    ...points(false),
    ...failsOn.flatMap(({ repeatsTrouble, notice }) => (repeatsTrouble ? [] : [{ notice }])),
    ...(keyExpires === undefined ? [] : [{ notice: keyExpires }]),
    ...(isNothing(outcomes) ? [{ notice: NO_PERMISSIONS }] : []),
    ...(toReview.length > 0 ? [{ notice: `Review what the audit found, below: ${listed(toReview)}.` }] : []),
    ...gaps.map(({ resource, gap }) => ({
      resource,
      notice: `${periodWords(gap)} is missing, and no run asked for it: run once with \`start-date: ${gap[0].slice(0, 10)}\` to fill the gap.`,
    })),
  ];
  return {
    mark: status === 'failed' ? '❌' : status === 'ok' && isWhole ? '✅' : '⚠️',
    headline: headlineOf(facts, gaps.length > 0),
    todo,
    waiting: [...points(true), ...(stuck.length > 0 ? [{ notice: stuckText(stuck) }] : [])],
  };
}

/** Returns what was written, as the end of a sentence about it. */
export function written({ rows, files, bytes, changes }: Tally): string {
  const noted = changes > 0 ? ` and ${countOf(changes, 'entry', 'entries')} of the change log` : '';
  return files === 0 && changes === 0
    ? 'nothing new'
    : `${countOf(rows, 'row')} in ${countOf(files, 'file')} (${size(bytes)})${noted}`;
}

/** Resources of which a run that was stopped could finish nothing. */
export function stuckIn(outcomes: readonly Outcome[]): string[] {
  return outcomes.flatMap(({ status, tally, resource, partly }) =>
    status === 'stopped' && tally.files === 0 && !partly ? [resource] : [],
  );
}

/** That a run with as much time, or as many requests, may come no further. */
export function stuckText(resources: readonly string[]): string {
  return `No file could be finished of ${named(resources)}. If the next run ends there too, allow it more: \`stop-after\`, or the job's \`timeout-minutes\`.`;
}

/** Returns the number of rows that `on-schema-change` left out. */
function discardedRows(outcomes: readonly Outcome[]): number {
  return outcomes.reduce((sum, { discarded }) => sum + (discarded?.mode === 'discard-rows' ? discarded.rows : 0), 0);
}

/** Returns the oldest gap of each resource that was read without trouble: the others have gaps because of theirs. */
function gapsOf({ outcomes, figures }: ExportFacts): { resource: string; gap: [string, string] }[] {
  return outcomes.flatMap(({ resource, status }) => {
    const [gap] = figures?.coverage.get(resource)?.gaps ?? [];
    return status === 'ok' && gap ? [{ resource, gap }] : [];
  });
}

/** Returns true if the key could read none of the resources, which is no success: it would export nothing, night after night. */
export function isNothing(outcomes: readonly Outcome[]): boolean {
  return outcomes.length > 0 && outcomes.every(({ status }) => status === 'skipped');
}

function headlineOf(facts: RunFacts, hasGaps: boolean): string {
  const { outcomes, isNotCommitted } = facts;
  const status = statusOf(facts);
  const asked = outcomes.filter((outcome) => outcome.status !== 'skipped');
  const names = (wanted: (outcome: Outcome) => boolean) => asked.filter(wanted).map(({ resource }) => resource);
  const isRead = (each: Outcome) => each.status === 'ok' && !each.leftAsRead;
  const [ok, failed] = [names(isRead), names((each) => each.status === 'failed')];
  // A status that is neither: stopped, as it was asked to be.
  const stopped = names((each) => each.status !== 'ok' && each.status !== 'failed');
  const notDue = notDueSentence(asked.filter(({ leftAsRead }) => leftAsRead));
  const until = completeUntil(facts);
  const rest =
    ok.length > 0 ? ` ${ok.length === 1 ? `${ok[0]} is` : `The other ${ok.length} are`} complete${until}.` : '';
  const skipped = outcomes.length - asked.length;
  const lacking =
    skipped === 0
      ? ''
      : ` ${countOf(skipped, 'other')} ${skipped === 1 ? 'was' : 'were'} skipped: this key or organisation lacks ${skipped === 1 ? 'it' : 'them'}.`;
  if (isNothing(outcomes)) return 'Failed: the key can read none of the resources, and nothing was exported.';
  if (isNotCommitted)
    return 'Failed: what was read could not be committed, so that the repository has nothing of this run. The next run reads it again.';
  if (failed.length > 0) {
    const which = `${named(failed, MOST_NAMED)}`;
    const what =
      asked.length > failed.length
        ? `${failed.length} of ${countOf(asked.length, 'resource')} ${failed.length === 1 ? 'was' : 'were'} not read in full (${which})`
        : failed.length === 1
          ? `${which} was not read in full`
          : `none of the ${failed.length} resources was read in full (${which}). What is stored is whole: the table says until when it is complete`;
    return `${status === 'failed' ? 'Failed' : 'Incomplete'}: ${what}.${rest}${stopped.length > 0 ? ` ${stoppedSentence(stopped)}` : ''}${notDue}`;
  }
  if (stopped.length > 0)
    return `${facts.stopped ?? 'Ended early, as it was asked to.'} ${stoppedSentence(stopped)}${rest}${notDue}`;
  if (ok.length === 0) return `Complete: no resource was due.${notDue}${lacking}`;
  const all = ok.length === 1 ? `${ok[0]} was` : `${ok.length === 2 ? 'both' : `all ${ok.length}`} resources were`;
  if (status !== 'ok') return `Complete, but not delivered everywhere: ${all} read${until}.`;
  const leftOut = discardedRows(outcomes);
  const but = leftOut > 0 ? ` but for ${countOf(leftOut, 'row')} that \`on-schema-change\` left out` : '';
  return `${hasGaps ? 'Complete as asked, with gaps' : 'Complete'}${but}: ${all} read${until}.${notDue}${lacking}`;
}

/** Returns which resources `every` leaves for today, as one more sentence. */
function notDueSentence(left: readonly Outcome[]): string {
  if (left.length === 0) return '';
  const next = left.map(({ leftAsRead }) => leftAsRead?.dueOn ?? '').sort()[0];
  const which = named(
    left.map(({ resource }) => resource),
    MOST_NAMED,
  );
  return ` Left for today, as \`every\` asks: ${which}; next due on ${next}.`;
}

function stoppedSentence(stopped: readonly string[]): string {
  return `Not read to the end: ${named(stopped, MOST_NAMED)}. The next run carries on.`;
}

/** Returns the time up to which every resource that was read is complete, as the end of a sentence. */
function completeUntil({ outcomes, manifests }: ExportFacts): string {
  const ends = outcomes.flatMap((outcome) =>
    outcome.status === 'ok' && !outcome.leftAsRead
      ? (coverage(manifests.get(outcome.resource), outcome).until ?? [])
      : [],
  );
  return ends.length > 0 ? `, up to ${timeWords(Math.min(...ends))}` : '';
}

/** Returns a second as people read it: `2026-03-02 04:17 UTC`; the day alone if it is midnight. */
export function timeWords(seconds: number): string {
  const text = new Date(seconds * 1000).toISOString();
  return seconds % 86_400 === 0 ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
}
