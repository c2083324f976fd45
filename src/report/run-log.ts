import { count, countOf, size } from '../amounts.ts';
import type { Outcome } from '../export/outcome.ts';
import type { Log } from '../log.ts';
import { boundaryName } from '../state/periods.ts';
import { withPointer } from '../troubles/pointer.ts';
import { annotateProblems } from './problem-annotations.ts';
import type { RunReport } from './run-report.ts';
import { discardedText } from './words/discarded.ts';

/** Says what became of each resource, a line each, then what went wrong, and closes with what was loaded where. */
export async function logReport(
  report: RunReport,
  seconds: number,
  log: Log,
  phase: <Result>(title: string, work: () => Promise<Result>) => Promise<Result>,
): Promise<void> {
  await phase('Resources', async () => {
    for (const outcome of report.outcomes) {
      if (outcome.status !== 'skipped') log.info(`${outcome.resource}: ${describe(outcome)}`);
    }
  });
  if (report.stoppedBy !== undefined) log.error(report.stoppedBy);
  for (const trouble of report.troubles) log.error(trouble);
  for (const outcome of report.outcomes) {
    const discarded = discardedText(outcome);
    // Whole rows are evidence that is lost; fields were not asked for.
    const tell = outcome.discarded?.mode === 'discard-rows' ? log.warning : log.notice;
    if (discarded !== undefined) tell(withPointer(`${outcome.resource}: ${discarded}.`, 'rows-left-out'));
    if (outcome.unknownTypes.size > 0) {
      const types = [...outcome.unknownTypes].sort().join(', ');
      const text = `${outcome.resource}: exported event types that this release does not know: ${types}`;
      log.notice(withPointer(text, 'unknown-event-types'));
    }
  }
  annotateProblems(report, log);
  logStop(report, log);
  const { total, outcomes } = report;
  if (outcomes.every(({ status }) => status === 'skipped')) {
    log.error(
      withPointer(
        'Nothing was exported: the key can read none of the resources. Give it read permissions, or use another admin key.',
        'nothing-readable',
      ),
    );
  }
  const failed = outcomes.filter(({ status }) => status === 'failed').length;
  const skipped = outcomes.filter(({ status }) => status === 'skipped').length;
  const stopped = outcomes.filter(({ status }) => status === 'stopped').length;
  const ending = [
    failed > 0 ? `${countOf(failed, 'resource')} failed` : 'nothing failed',
    ...(skipped > 0 ? [`${count(skipped)} skipped`] : []),
    ...(stopped > 0 ? [`${count(stopped)} left for the next run`] : []),
  ].join(', ');
  log.info(
    `Read ${countOf(total.records, 'record')} of ${countOf(outcomes.length - skipped, 'resource')} and wrote ${countOf(total.files, 'file')} (${size(total.bytes)}) and ${countOf(total.changes, 'change')} to ${report.destination} in ${seconds.toFixed(1)} s; ${ending}.`,
  );
}

/** A run that ended before its time says what is left, and whether the next one will come any further. */
function logStop({ stopped, outcomes }: RunReport, log: Log): void {
  if (stopped === undefined) return;
  const left = outcomes.filter(({ status }) => status === 'stopped');
  const stuck = left.filter(({ tally }) => tally.files === 0);
  const names = (some: typeof left) => some.map(({ resource }) => resource).join(', ');
  const told = `${stopped} Not read to the end: ${names(left)}. What was read is published; the next run carries on.`;
  log.warning(withPointer(told, 'run-stopped'));
  if (stuck.length === 0) return;
  const further = `No file could be finished of ${names(stuck)}. If the next run ends there too, allow it more.`;
  log.warning(withPointer(further, 'run-stopped'));
}

function describe({ tally, kept, range, status, discarded }: Outcome): string {
  const parts = [countOf(tally.records, 'record'), `${countOf(tally.files, 'file')} written`];
  if (range) parts.push(`${boundaryName(range.from)} to ${new Date(range.to * 1000).toISOString().slice(0, 16)}Z`);
  if (tally.removed > 0) parts.push(`${countOf(tally.removed, 'file')} removed`);
  if (tally.changes > 0) parts.push(countOf(tally.changes, 'change'));
  const why = discarded?.mode === 'discard-rows' ? 'as stored before' : 'that the API did not give again';
  if (kept > 0) parts.push(`${countOf(kept, 'row')} kept ${why}`);
  if (status === 'failed') parts.push('incomplete');
  if (status === 'stopped') parts.push('not read to the end');
  return parts.join(', ');
}
