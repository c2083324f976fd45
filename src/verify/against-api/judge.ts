import { FOLDERS } from '../../archive/layout.ts';
import type { Manifest } from '../../archive/manifest.ts';
import { dayName } from '../../archive/periods.ts';
import { count, countOf } from '../../text/amounts.ts';
import type { Basis } from './basis.ts';
import type { Comparison } from './comparison.ts';

const LATE = 'The next run reads them again: compare once they are settled.';

/** Says what the differences of a comparison mean, and what to do. */
export function judge(comparison: Comparison, manifest: Manifest, basis: Basis): void {
  if (comparison.kind === 'snapshot') judgeSnapshot(comparison, manifest);
  else if (comparison.kind === 'events') judgeEvents(comparison, basis);
  else judgeBuckets(comparison, basis);
}

/** A snapshot has no period: what is different now was most likely changed since. */
function judgeSnapshot({ missing, extra, different, notes, readOn }: Comparison, manifest: Manifest): void {
  const differing = missing.count + extra.count + different.count;
  const stale =
    manifest.stale_parents?.length || manifest.parents_read ? ' Rows of some parents are from an earlier read.' : '';
  notes.push(
    differing === 0
      ? `compared as of now: nothing has changed since it was read${readOn ? ` on ${readOn}` : ''}.${stale}`
      : `compared as of now, which is no fault of the files: ${count(differing)} rows differ from what was read${readOn ? ` on ${readOn}` : ''}; \`${FOLDERS.changes}\` tells after the next run.${stale}`,
  );
}

function judgeEvents({ missing, extra, different, kept, problems, notes }: Comparison, basis: Basis): void {
  const late = missing.unsettled;
  if (missing.count > late) {
    problems.push({
      kind: 'wrong',
      text: `${eventsAre(missing.count - late)} missing in the files, which the API serves`,
      remedy: refresh(basis),
    });
  }
  if (late > 0) {
    problems.push({
      kind: 'unverified',
      text: `${eventsAre(late)} missing in the files, in periods that are not settled`,
      remedy: LATE,
    });
  }
  if (different.count > 0) {
    problems.push({
      kind: 'wrong',
      text: `${eventsAre(different.count)} not what the API serves`,
      remedy:
        'Find out who changed them: restore the files from an earlier version and verify these against their manifest.',
    });
  }
  if (kept.fuller > 0) {
    notes.push(
      `${eventsAre(kept.fuller)} in the files with more fields than the API gives now: the fuller version stays`,
    );
  }
  if (kept.aside > 0) {
    notes.push(
      `${eventsAre(kept.aside)} another version in the files than the API gives now, whose version is kept below \`${FOLDERS.revisions}/\``,
    );
  }
  if (extra.count > 0) {
    notes.push(
      `${eventsAre(extra.count)} in the files, and no longer served by the API. An export keeps them as evidence on purpose. Whether the API ever served them is told by earlier versions of the file, not by the API`,
    );
  }
}

function judgeBuckets({ missing, extra, different, problems }: Comparison, basis: Basis): void {
  const all = missing.count + extra.count + different.count;
  const late = missing.unsettled + extra.unsettled + different.unsettled;
  const counts = `${count(missing.count)} missing, ${count(extra.count)} extra, ${count(different.count)} different`;
  if (all > late) {
    problems.push({
      kind: 'wrong',
      text: `the API says otherwise now of ${countOf(all, 'row')} (${counts})`,
      remedy: `Either it has restated them after they were settled, or the files were changed: the SHA-256 of their manifest tells. ${refresh(basis)}`,
    });
  } else if (late > 0) {
    problems.push({
      kind: 'unverified',
      text: `the API says otherwise now of ${countOf(late, 'row')} (${counts}), all in periods that are not settled`,
      remedy: LATE,
    });
  }
}

function eventsAre(number: number): string {
  return `${countOf(number, 'event')} ${number === 1 ? 'is' : 'are'}`;
}

function refresh({ ranges }: Basis): string {
  return `Set \`refresh-from: ${dayName(ranges[0]?.[0] ?? 0)}\` for one run: it reads and writes them again.`;
}
