import { type BucketRefusal, LOOKBACK_EXCEEDED, readBucketRefusal } from '../api/bucket-refusal.ts';
import { boundaryName } from '../archive/periods.ts';
import { subtract, union } from '../archive/ranges.ts';
import { bucketIdentity, bucketKey } from '../archive/row-keys.ts';
import { askedDimensions, refusableOf } from '../catalogue/kinds.ts';
import type { BucketsResource } from '../catalogue/resource.ts';
import type { Row } from '../formats/row.ts';
import { ApiError } from '../notices/errors.ts';
import { notice } from '../notices/notice.ts';
import { rowPrivacy } from '../privacy/row-privacy.ts';
import { readWindows } from './export-windows.ts';
import type { DatedExport } from './job/dated-export.ts';
import { firstAccepted } from './plan/first-accepted.ts';
import { knownRefusals, remembersRefusals, withoutKnown } from './plan/known-refusals.ts';
import { BUCKET_SECONDS, type BucketWindow, bucketWindows } from './plan/windows.ts';
import { admitRow } from './read/admit-row.ts';
import { type BucketAnswer, sortOutBuckets } from './read/bucket-answer.ts';
import { probeBuckets, readBuckets } from './read/bucket-requests.ts';
import { collectGivenUp } from './read/given-up.ts';
import { regroup } from './read/regroup.ts';
import { addUnrequested, collectUnrequested } from './read/unrequested.ts';
import { warnOfEarlierPeriods } from './write/earlier-data.ts';

type HistoryRefusal = BucketRefusal & { kind: 'history' };

/** Reads the planned periods of usage or costs, and writes each partition as it becomes whole. */
export async function exportBuckets(job: DatedExport, resource: BucketsResource): Promise<void> {
  const { context, board, plan } = job;
  const { options } = job.selection;
  const dimensions = askedDimensions(resource, options.groupBy);
  const width = BUCKET_SECONDS[options.bucketWidth];
  const known = knownRefusals(resource, options, job.state.manifest, context.now);
  const windows = bucketWindows(resource, options, plan).flatMap((window) => withoutKnown(window, known));
  const givenUp = remembersRefusals(resource, options) ? collectGivenUp(job, resource) : undefined;
  const refusable = givenUp && refusableOf(resource);
  const refusedUntil = new Map<string, number>();
  const unrequested = collectUnrequested();
  const contradicting = new Set<number>();

  /** Reads a window; resolves to the windows to read instead if the API refused it. */
  async function read(window: BucketWindow): Promise<BucketWindow[]> {
    try {
      if (unrequested.isFutile) {
        board.fail(window);
        return [];
      }
      const answer = await readAnswer(job, resource, window);
      for (const period of board.overlapping(window)) {
        for (const left of dimensions.filter((name) => !window.dimensions.includes(name))) period.refused.add(left);
      }
      for (const start of answer.contradicting) {
        contradicting.add(start);
        board.fail({ from: start, to: start + 1 });
      }
      await take(job, resource, window, answer);
      unrequested.note(window, answer.unrequested);
      givenUp?.served(window);
      return [];
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 400)) throw error;
      const others = await regrouped(window, error);
      if (others) return others;
      const refusal = readBucketRefusal(error, window.dimensions);
      if (!refusal) throw error;
      return refusal.kind === 'history' ? afterHistory(window, refusal) : withoutDimension(window, refusal);
    }
  }

  /** The windows to read instead, if more is asked for than what OpenAI describes: then words may mean one thing or another. */
  async function regrouped(window: BucketWindow, error: ApiError): Promise<BucketWindow[] | undefined> {
    if (!refusable || error.code === LOOKBACK_EXCEEDED) return undefined;
    const others = await regroup(window, { refusable, width, accepts });
    if (others) {
      givenUp?.replaced(window, others);
      return others.windows;
    }
    // It may look at the grouping before it looks at the time.
    const limit = await historyLimit(window);
    if (limit) return afterHistory(window, limit);
    if (resource.refusable) throw error;
    return undefined;
  }

  /** What the API says of its history, if the window reaches further back; undefined if it does not. */
  async function historyLimit(window: BucketWindow): Promise<HistoryRefusal | undefined> {
    try {
      await probeBuckets(job, resource, { ...window, dimensions: [] });
      return undefined;
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 400)) throw error;
      const refusal = readBucketRefusal(error, []);
      return refusal?.kind === 'history' ? refusal : undefined;
    }
  }

  async function afterHistory(window: BucketWindow, refusal: HistoryRefusal): Promise<BucketWindow[]> {
    // The limit is the history's alone: a dimension with a later floor must not pass for it.
    const earliest = await boundary({ ...window, dimensions: [] }, refusal.earliest);
    job.change.unavailable = union(job.change.unavailable, [[window.from, Math.min(earliest, window.to)]]);
    return earliest < window.to ? [{ ...window, from: earliest }] : [];
  }

  async function withoutDimension(
    window: BucketWindow,
    refusal: BucketRefusal & { kind: 'dimension' },
  ): Promise<BucketWindow[]> {
    const since = await boundary(window, refusal.since);
    const until = Math.min(since, window.to);
    const refused = await refusedDimension({ ...window, to: until }, refusal.suspects);
    const fewer = window.dimensions.filter((name) => name !== refused);
    const parts: BucketWindow[] = [{ from: window.from, to: until, dimensions: fewer }];
    if (until < window.to) parts.push({ ...window, from: until });
    if (givenUp) givenUp.replaced(window, { windows: parts });
    else refusedUntil.set(refused, Math.max(refusedUntil.get(refused) ?? 0, until));
    return parts;
  }

  /** The suspect without which the API serves the window; the likeliest one if several are refused at once. */
  async function refusedDimension(window: BucketWindow, suspects: string[]): Promise<string> {
    for (const suspect of suspects.length > 1 ? suspects : []) {
      const dimensions = window.dimensions.filter((name) => name !== suspect);
      if (await accepts({ ...window, dimensions })) return suspect;
    }
    return suspects[0] as string;
  }

  /** True if the API serves buckets with the window's dimensions from its start on. */
  async function accepts(window: BucketWindow): Promise<boolean> {
    try {
      await probeBuckets(job, resource, window);
      return true;
    } catch (error) {
      // Whether a 400 without an error of the API is a refusal shows in what is served with fewer dimensions.
      if (error instanceof ApiError && error.status === 400 && (error.isRefusal || refusable)) return false;
      throw error;
    }
  }

  /** The first bucket of the window that the API serves with its dimensions: as it says itself, else by trying. */
  async function boundary(window: BucketWindow, said: number | undefined): Promise<number> {
    const aligned = said === undefined ? undefined : Math.ceil(said / width) * width;
    if (aligned !== undefined && aligned > window.from) return aligned;
    const buckets = Math.ceil((window.to - window.from) / width);
    const isServed = (index: number) => accepts({ ...window, from: window.from + index * width });
    return window.from + (await firstAccepted(1, buckets - 1, isServed)) * width;
  }

  try {
    await readWindows(job, windows, {
      read,
      endsAll: ({ isRefusal, status, topic }) => topic === 'billing' || (isRefusal && [401, 403, 404].includes(status)),
    });
  } finally {
    unrequested.report(job);
    reportContradictions(job, dimensions, contradicting);
  }
  await warnOfEarlierPeriods(job);
  // What is stored is no news: a period that is read again may have left the API's history since.
  const { ranges = [], unavailable = [] } = job.state.manifest ?? {};
  for (const [from, to] of subtract(job.change.unavailable, union(ranges, unavailable))) {
    const limit = `the API's history does not reach back to ${boundaryName(from)}; it begins at ${boundaryName(to)}`;
    context.log.notice(notice(`${resource.name}: ${limit}.`, 'history-limit', { kind: limit }));
  }
  for (const [dimension, until] of refusedUntil) {
    const when = until >= plan.end ? '' : ` before ${boundaryName(until)}`;
    const refused = `the API does not group by ${dimension}${when}; those days are exported without it`;
    context.log.notice(notice(`${resource.name}: ${refused}.`, 'grouping-refused', { kind: refused }));
  }
  givenUp?.report();
}

/** Reads a window, and again if a row came twice with different numbers: they may just have been restated. */
async function readAnswer(job: DatedExport, resource: BucketsResource, window: BucketWindow): Promise<BucketAnswer> {
  const { options } = job.selection;
  const first = sortOutBuckets(resource, options, window, await readBuckets(job, resource, window));
  if (first.contradicting.size === 0) return first;
  return sortOutBuckets(resource, options, window, await readBuckets(job, resource, window));
}

/** Hands the rows of an answer to their partitions. */
async function take(
  job: DatedExport,
  resource: BucketsResource,
  window: BucketWindow,
  { rows: buckets, unrequested }: BucketAnswer,
): Promise<void> {
  const privacy = rowPrivacy(resource, job.selection.options.privacy);
  if (unrequested.count > 0) job.board.doubt(window);
  for (const [start, results] of buckets) {
    const work = job.board.at(start);
    if (!work) {
      addUnrequested(unrequested, 'time', start);
      job.board.doubt(window);
      continue;
    }
    if (results.length > 0) work.starts.add(start);
    const rows: Row[] = [];
    for (const raw of results) {
      const judged = job.contract?.judge(raw);
      const given = judged?.row ?? raw;
      const { text: json, value } = privacy?.row(given) ?? given;
      if (judged && !(await admitRow(job, work, bucketIdentity(resource, value), judged))) continue;
      job.collectColumns(value, work.unknownColumns);
      rows.push({ key: bucketKey(resource, value, json), json, form: 'object' });
    }
    await work.sorter.add(rows);
    job.context.progress.of(resource.name).read(rows.length);
  }
}

/** Adds a problem for rows that came twice with different numbers, if there are any. */
function reportContradictions(job: DatedExport, dimensions: string[], starts: Set<number>): void {
  if (starts.size === 0) return;
  const [first = 0] = [...starts].sort((a, b) => a - b);
  const more = starts.size > 1 ? ` (and ${starts.size - 1} more buckets)` : '';
  const same = dimensions.length > 0 ? `the same ${dimensions.join(', ')}` : 'the whole bucket';
  job.outcome.problems.push(
    notice(
      `${boundaryName(first)}${more} came twice with different numbers for ${same}. What is stored of that period stays; the next run reads it again.`,
      'rows-contradict',
      { passes: true },
    ),
  );
}
