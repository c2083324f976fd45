import { noticeOf } from '../../api/explain.ts';
import { entriesIn } from '../../archive/entry-index.ts';
import { formatOfPath, partitionFolder, stemIn } from '../../archive/layout.ts';
import type { Entry } from '../../archive/manifest.ts';
import { periodName } from '../../archive/periods.ts';
import { contains, subtract, union } from '../../archive/ranges.ts';
import { askedDimensions, isPermanent } from '../../catalogue/kinds.ts';
import type { Row } from '../../formats/row.ts';
import { tableOf } from '../../formats/table.ts';
import { StorageError } from '../../notices/errors.ts';
import { notice } from '../../notices/notice.ts';
import { discardedEntry } from '../../schema/discarded.ts';
import type { DatedExport } from '../job/dated-export.ts';
import { countDiscarded } from '../job/outcome.ts';
import type { PeriodWork } from '../job/period-work.ts';
import { remembersRefusals } from '../plan/known-refusals.ts';
import { isSettledAt } from '../plan/plan.ts';
import { storedIdentities } from './doubt-period.ts';
import { refuseCutFiles, refuseMissingPeriod } from './evidence-missing.ts';
import { entryOf, publishFiles, type SpooledFile, spoolFiles, storedHash } from './partition-writer.ts';
import type { PeriodWriting } from './period-writing.ts';
import { keepRichest } from './richer.ts';
import { createRowMerge } from './row-merge.ts';
import { countKept, readStored } from './stored-period.ts';
import { writePeriodOnce } from './write-once.ts';

/**
 * Writes a partition whose windows have all been read, unless one of them failed. What the destination refuses for one
 * partition is a problem of that partition; the others are still written. Throws if the destination is lost altogether.
 */
export async function closePeriod(job: DatedExport, work: PeriodWork): Promise<void> {
  const { from, to } = work.period;
  // A period that the API refuses keeps the partition it may have.
  const isRefused = contains(job.change.unavailable, from, Math.min(to, job.plan.end));
  try {
    if (!work.failed && !isRefused && canTakeParts(job, work)) {
      await finishPeriod(job, work);
      await job.checkpoint();
    }
  } catch (error) {
    if (!(error instanceof StorageError) || error.endsRun) throw error;
    work.failed = true;
    job.outcome.problems.push(noticeOf(error));
  } finally {
    await work.sorter.discard();
    await work.violations?.discard();
  }
}

/** A partition that was read in part is written only if it can be united with what is stored, and its sums can be corrected. */
function canTakeParts({ context, resource }: DatedExport, { isPartial }: PeriodWork): boolean {
  const { writeOnly, settledOnly } = context.access;
  return !isPartial || !(writeOnly || (settledOnly && resource.kind === 'buckets'));
}

/** Writes one partition and notes it for the manifest. */
async function finishPeriod(job: DatedExport, work: PeriodWork): Promise<void> {
  const { context, change, selection, plan } = job;
  const { period } = work;
  const discarded = await work.violations?.count();
  if (discarded) await findLastKnown(job, work);
  const facts: Partial<Entry> = {
    period: periodName(period.from, selection.options.partitionBy),
    settled: !work.isPartial && isSettledAt(period, selection.options, context.now),
    ...groupingOf(job, work),
    ...(work.refused.size > 0 ? { refused: [...work.refused].sort() } : {}),
    ...(discarded && { discarded: discardedEntry(discarded) }),
  };
  refuseMissingPeriod(job, work);
  const stored = context.spool.sorter({ unique: job.unique && keepRichest });
  const rowMerge = createRowMerge(job, work);
  const replaced = storedIdentities(job, work);
  try {
    const writing: PeriodWriting = { job, work, facts, stored, replaced, rowMerge };
    await (context.access.settledOnly ? writePeriodOnce : replacePeriod)(writing);
  } finally {
    await Promise.all([stored.discard(), replaced.discard(), rowMerge.discard()]);
  }
  if (work.failed) return;
  if (job.contract) countDiscarded(job.outcome, job.contract.mode, discarded);
  if (period.to <= plan.end && !work.isPartial) {
    change.covered = union(change.covered, subtract([[period.from, period.to]], change.unavailable));
  }
}

/** By what the rows are grouped everywhere in the partition, if the shape does not say so by itself. */
function groupingOf({ resource, selection }: DatedExport, { refused }: PeriodWork): Pick<Entry, 'dimensions'> {
  if (resource.kind !== 'buckets') return {};
  const { options } = selection;
  if (options.groupBy !== 'all' && !(refused.size > 0 && remembersRefusals(resource, options))) return {};
  return { dimensions: askedDimensions(resource, options.groupBy).filter((name) => !refused.has(name)) };
}

/** Writes the partition in place of what may be stored of it. */
async function replacePeriod({ job, work, facts, stored, replaced, rowMerge }: PeriodWriting): Promise<void> {
  const { context, resource, outcome, change, selection } = job;
  const { period, sorter } = work;
  const { formats, partitionBy, csvEscapeFormulas } = selection.options;
  const basePath = stemIn(partitionFolder(resource.name, period.from, partitionBy), resource.name);
  const targets = formats.map((format) => `${basePath}.${format.extension}`);
  const previous = job.state.manifest ? entriesIn(job.state.manifest, period) : [];
  const found = await readStored(job, work, stored, [...targets, ...pathsOf(previous)], replaced.take);
  refuseCutFiles(job, previous, found);
  if (await replaced.keepIfDoubted()) return;
  const kept = stored.count === 0 ? { rows: 0, cells: 0 } : await countKept(job, work, stored, rowMerge);
  // What only a table still holds has lost the shape that other formats keep; it stays in the table's own file.
  const dropCells = kept.cells > 0 && formats.some(({ keepsShape }) => keepsShape);
  // A file that became empty is removed; who may not remove it writes it empty.
  const mustEmpty = context.access.writeOnly && previous.some(({ path }) => path !== undefined);

  const name = facts.period as string;
  if (sorter.count + kept.rows > 0 || mustEmpty) {
    const table = tableOf(resource, work.unknownColumns, csvEscapeFormulas);
    const merged = () => rowMerge.merge([stored.sorted(), sorter.sorted()]);
    const spool = (some: typeof formats, rows: typeof merged) =>
      spoolFiles(context, { basePath, formats: some, table, rows });
    const files = dropCells
      ? [
          ...(await spool(
            formats.filter(({ keepsShape }) => keepsShape),
            () => withoutCells(merged()),
          )),
          ...(await spool(
            formats.filter(({ keepsShape }) => !keepsShape),
            merged,
          )),
        ]
      : await spool(formats, merged);
    // Before the data: who dies in between finds the same versions again.
    await rowMerge.keepRevisions();
    await publishFiles(
      context,
      files,
      (path) => storedHash(job.state, previous, found.get(path)?.sha256, path),
      outcome.tally,
    );
    change.written.push(...files.map((file) => entryOf(file, facts, table.unknownColumns)));
    outcome.tally.records += (files[0]?.rows ?? 0) - (dropCells ? 0 : kept.rows);
    warnOfFewerRows(job, name, previous, files);
  } else {
    // At once: the manifest that is saved next no longer knows of them. Counted at the end, with all that was replaced.
    const emptied = previous.filter((entry) => entry.period === name);
    for (const path of pathsOf(emptied)) await context.destination.remove(path);
    change.written.push({ ...facts, rows: 0 });
    warnOfFewerRows(job, name, previous, []);
  }
  outcome.kept += kept.rows;
  if (dropCells) {
    context.log.warning(
      notice(
        `${resource.name} ${name}: ${kept.cells} rows that the API no longer serves are in the CSV file alone and stay there; JSONL can't take them.`,
        'rows-only-in-csv',
      ),
    );
    const files = previous.filter(
      ({ path }) => formatOfPath(path ?? '')?.keepsShape === false && !targets.includes(path as string),
    );
    change.written.push(...files);
  }
}

/** Evidence can shrink only if the stored file was not there to be united with: `state: cache` and an emptied folder. */
function warnOfFewerRows(job: DatedExport, name: string, previous: Entry[], files: SpooledFile[]): void {
  if (!isPermanent(job.resource)) return;
  const [file] = files;
  const before = previous.find((entry) => entry.path !== undefined && (!file || entry.path === file.path))?.rows ?? 0;
  const now = file?.rows ?? 0;
  if (now >= before) return;
  job.context.log.warning(
    notice(
      `${job.resource.name} ${name}: the API gives ${now} events now, ${before} were exported before, and the earlier file is not there to keep the others. Do not let this file replace it.`,
      'fewer-events-than-before',
    ),
  );
}

async function* withoutCells(batches: AsyncIterable<Row[]>): AsyncGenerator<Row[]> {
  for await (const batch of batches) yield batch.filter((row) => row.form !== 'cells');
}

function pathsOf(entries: Entry[]): string[] {
  return entries.flatMap((entry) => (entry.path === undefined ? [] : [entry.path]));
}

/**
 * Finds which stored rows stay in place of rows that were left out: a sum without some of its parts would be a wrong sum.
 * Events need no such thing, because what is stored of them stays anyway.
 */
async function findLastKnown(job: DatedExport, work: PeriodWork): Promise<void> {
  if (job.contract?.mode !== 'discard-rows' || job.unique || !work.violations) return;
  work.lastKnown = await work.violations.keysWithout(work.sorter.sorted(), ({ key, json }) =>
    key.slice(0, key.length - json.length),
  );
}
