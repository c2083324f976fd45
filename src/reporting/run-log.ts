import { boundaryName } from '../archive/periods.ts';
import type { Outcome } from '../export/job/outcome.ts';
import type { Log } from '../notices/log.ts';
import { notice } from '../notices/notice.ts';
import { groupNotices, named } from '../notices/notice-groups.ts';
import { count, countOf } from '../text/amounts.ts';
import type { RunFacts } from './model/run-facts.ts';
import { annotateProblems } from './problem-annotations.ts';
import { leftWords, partWords } from './words/coverage.ts';
import { discardedText } from './words/discarded.ts';
import { isNothing, placedNotice, stuckIn, stuckText, written } from './words/run-verdict.ts';

/** Says what became of each resource, a line each, then what went wrong, and closes with what was loaded where. */
export async function logReport(
  facts: RunFacts,
  seconds: number,
  log: Log,
  phase: <Result>(title: string, work: () => Promise<Result>) => Promise<Result>,
): Promise<void> {
  await phase('Resources', async () => {
    for (const outcome of facts.outcomes) {
      if (outcome.status !== 'skipped') log.info(`${outcome.resource}: ${describe(outcome)}`);
    }
  });
  if (facts.stoppedBy !== undefined) log.error(facts.stoppedBy);
  for (const trouble of facts.troubles) log.error(trouble);
  logDiscarded(facts.outcomes, log);
  for (const outcome of facts.outcomes) {
    if (outcome.unknownTypes.size > 0) {
      const types = [...outcome.unknownTypes].sort().join(', ');
      const text = `${outcome.resource}: exported event types that this release does not know: ${types}`;
      log.notice(notice(text, 'unknown-event-types'));
    }
  }
  await annotateProblems(facts, log, phase);
  logStop(facts, log);
  if (isNothing(facts.outcomes)) {
    log.error(
      notice(
        'Nothing was exported: the key can read none of the resources. Give it read permissions, or use another admin key.',
        'nothing-readable',
      ),
    );
  }
  for (const reason of facts.failsOn) log.error(reason.notice);
  log.info(closing(facts, seconds));
}

/** Whole rows are evidence that is lost; fields were not asked for. */
function logDiscarded(outcomes: RunFacts['outcomes'], log: Log): void {
  for (const [mode, write] of [
    ['discard-rows', log.warning],
    ['discard-columns', log.notice],
  ] as const) {
    const some = outcomes.filter(({ discarded }) => discarded?.mode === mode);
    const notices = some.map((outcome) => ({
      resource: outcome.resource,
      notice: notice(`${discardedText(outcome)}.`, 'rows-left-out'),
    }));
    for (const group of groupNotices(notices)) write(placedNotice(group));
  }
}

/** Returns what was loaded where, and whether anything failed. */
function closing({ total, outcomes, destination, isNotCommitted, troubles }: RunFacts, seconds: number): string {
  const of = (wanted: Outcome['status']) => outcomes.filter(({ status }) => status === wanted).length;
  const [failed, skipped, stopped] = [of('failed'), of('skipped'), of('stopped')];
  const troubled = [
    ...(failed > 0 ? [`${countOf(failed, 'resource')} failed`] : []),
    ...(isNotCommitted ? ['it could not be committed'] : troubles.length > 0 ? ['not everything was delivered'] : []),
  ];
  const ending = [
    ...(troubled.length > 0 ? troubled : skipped === outcomes.length ? [] : ['nothing failed']),
    ...(skipped > 0 ? [`${count(skipped)} skipped`] : []),
    ...(stopped > 0 ? [`${count(stopped)} left for the next run`] : []),
  ].join(', ');
  return `Read ${countOf(total.records, 'row')} of ${countOf(outcomes.length - skipped, 'resource')} and wrote ${written(total)} to ${destination} in ${seconds.toFixed(1)} s; ${ending}.`;
}

/** A run that ended before its time says what is left, and whether the next one will come any further. */
function logStop({ stopped, outcomes }: RunFacts, log: Log): void {
  if (stopped === undefined) return;
  const left = outcomes.filter(({ status }) => status === 'stopped');
  const stuck = stuckIn(left);
  const names = named(left.map(({ resource }) => resource));
  const text = `${stopped} Not read to the end: ${names}. What was read is published; the next run carries on.`;
  log.warning(notice(text, 'run-stopped'));
  if (stuck.length === 0) return;
  log.warning(notice(stuckText(stuck), 'run-stopped'));
}

function describe({ tally, kept, range, status, discarded, leftAsRead, partly }: Outcome): string {
  if (leftAsRead) return leftWords(leftAsRead);
  const { records, rows, files } = tally;
  const written = files === 0 ? 'no file written' : `${count(rows)} written in ${countOf(files, 'file')}`;
  const parts = [`${countOf(records, 'row')} read`, written];
  if (range) parts.push(`${boundaryName(range.from)} to ${new Date(range.to * 1000).toISOString().slice(0, 16)}Z`);
  if (tally.removed > 0) parts.push(`${countOf(tally.removed, 'file')} removed`);
  if (tally.changes > 0) parts.push(countOf(tally.changes, 'change'));
  const why = discarded?.mode === 'discard-rows' ? 'as stored before' : 'that the API did not give again';
  if (partly) parts.push(partWords(partly));
  if (kept > 0) parts.push(`${countOf(kept, 'row')} kept ${why}`);
  if (status === 'failed') parts.push('incomplete');
  if (status === 'stopped') parts.push('not read to the end');
  return parts.join(', ');
}
