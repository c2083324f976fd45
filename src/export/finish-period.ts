import { StorageError } from '../errors.ts';
import type { Row } from '../formats/row.ts';
import { findUnknownColumns } from '../formats/unknown-columns.ts';
import { entriesIn } from '../state/entry-index.ts';
import { type Entry, entryKey } from '../state/manifest.ts';
import { parsePeriodName, periodFolder, periodName } from '../state/periods.ts';
import { contains, subtract, union } from '../state/ranges.ts';
import type { DatedExport } from './dated-export.ts';
import { mergeSorted } from './merge-sorted.ts';
import { entryOf, publishFiles, removeFiles, type SpooledFile, spoolFiles } from './partition-writer.ts';
import type { PeriodWork } from './period-work.ts';
import { isSettledAt } from './plan.ts';
import type { RowSorter } from './row-spool.ts';
import { mostFaithful, readStoredRows } from './stored-rows.ts';
import { tableOf } from './table.ts';

/**
 * Writes a partition whose windows have all been read, unless one of them failed. What the destination refuses for one
 * partition is a problem of that partition; the others are still written.
 */
export async function closePeriod(job: DatedExport, work: PeriodWork): Promise<void> {
  const { from, to } = work.period;
  // A period that the API refuses keeps the partition it may have.
  const isRefused = contains(job.change.unavailable, from, Math.min(to, job.plan.end));
  try {
    if (!work.failed && !isRefused) await finishPeriod(job, work);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    work.failed = true;
    job.outcome.problems.push(error.message);
  } finally {
    await work.sorter.discard();
  }
}

/** Writes one partition and notes it for the manifest. */
async function finishPeriod(job: DatedExport, work: PeriodWork): Promise<void> {
  const { context, resource, outcome, change, selection } = job;
  const { period, sorter } = work;
  const { formats, partitionBy, csvEscapeFormulas } = selection.options;
  const basePath = `${resource.name}/${periodFolder(period.from, partitionBy)}/${resource.name}`;
  const targets = formats.map((format) => `${basePath}.${format.extension}`);
  const previous = job.state.manifest ? entriesIn(job.state.manifest, period) : [];
  const stored = context.spool.sorter({ unique: job.unique });
  const hashes = await readStored(job, work, stored, [...targets, ...pathsOf(previous)]);
  const kept = stored.count === 0 ? { rows: 0, cells: 0 } : await countKept(job, work, stored);
  // What only a table still holds has lost the shape that JSONL needs; it stays in the table's own file.
  const dropCells = kept.cells > 0 && formats.some((format) => format.name === 'jsonl');

  const name = periodName(period.from, partitionBy);
  const facts: Partial<Entry> = {
    period: name,
    settled: isSettledAt(period, selection.options, context.now),
    ...(work.refused.size > 0 ? { refused: [...work.refused].sort() } : {}),
  };
  if (sorter.count + kept.rows > 0) {
    const table = tableOf(resource, work.unknownColumns, csvEscapeFormulas);
    const merged = () => mergeSorted([stored.sorted(), sorter.sorted()], job.unique);
    const rows = stored.count === 0 ? sorter.sorted : dropCells ? () => withoutCells(merged()) : merged;
    const files = await spoolFiles(context, { basePath, formats, table, rows });
    await publishFiles(context, files, (path) => storedHash(job, previous, hashes, path), outcome.tally);
    change.written.push(...files.map((file) => entryOf(file, facts, table.unknownColumns)));
    outcome.tally.records += (files[0]?.rows ?? 0) - (dropCells ? 0 : kept.rows);
    warnOfFewerRows(job, name, previous, files);
  } else {
    change.written.push({ ...facts, rows: 0 });
  }
  outcome.kept += kept.rows;
  if (period.to <= job.plan.end) {
    change.covered = union(change.covered, subtract([[period.from, period.to]], change.unavailable));
  }
  await stored.discard();
  if (dropCells) {
    context.log.warning(
      `${resource.name} ${name}: ${kept.cells} rows that the API no longer serves are in the CSV file alone and stay there; JSONL can't take them.`,
    );
    const files = previous.filter((entry) => entry.path?.includes('.csv') && !targets.includes(entry.path));
    change.written.push(...files);
  }
}

/** Evidence can shrink only where the stored file was not there to be united with: `state: cache` and an emptied folder. */
function warnOfFewerRows(job: DatedExport, name: string, previous: Entry[], files: SpooledFile[]): void {
  if (job.resource.kind !== 'events') return;
  const [file] = files;
  const before = previous.find((entry) => entry.path === file?.path)?.rows ?? 0;
  if (file === undefined || file.rows >= before) return;
  job.context.log.warning(
    `${job.resource.name} ${name}: the API gives ${file.rows} events now, ${before} were exported before, and the earlier file is not there to keep the others. Do not let this file replace it.`,
  );
}

/**
 * Removes the files of an earlier shape, and those of partitions that became empty, wherever the run has read anew all
 * that they hold.
 */
export async function removeReplacedFiles(job: DatedExport): Promise<void> {
  const { change, state, plan, outcome, context } = job;
  const written = new Set(change.written.map(entryKey));
  const names = new Set(change.written.map((entry) => entry.period));
  const read = union(
    change.covered,
    change.written.map((entry): [number, number] => {
      const { from, to } = parsePeriodName(entry.period as string);
      return [from, Math.min(to, plan.end)];
    }),
  );
  for (const entry of state.manifest?.entries ?? []) {
    if (entry.period === undefined || written.has(entryKey(entry))) continue;
    const { from, to } = parsePeriodName(entry.period);
    const isReadWhole = read.some(([start, end]) => start <= from && from < end && Math.min(to, context.now) <= end);
    const replaced = names.has(entry.period) || isReadWhole;
    if (!replaced) continue;
    if (entry.path !== undefined) await removeFiles(context, [entry.path], outcome.tally);
    change.removedPeriods.push(entry.period);
  }
}

/** Reads what is stored of the period, each partition from the file that keeps most; returns the hashes of what it read. */
async function readStored(
  job: DatedExport,
  work: PeriodWork,
  stored: RowSorter,
  paths: string[],
): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  const { period } = work;
  const there = paths.filter((path) => job.state.files?.has(path) ?? true);
  for (const alternatives of sameRows(there)) {
    while (alternatives.length > 0) {
      const path = mostFaithful(alternatives) as string;
      const batch: Row[] = [];
      const hash = await readStoredRows(job.context, job.resource, path, async ({ row, value }) => {
        const seconds = job.timeOf(value);
        if (seconds === undefined || seconds < period.from || seconds >= period.to || !job.keeps(value)) return;
        batch.push({ ...row, key: job.keyOf(value, row.json) });
        if (batch.length >= 500) await stored.add(batch.splice(0));
      });
      await stored.add(batch);
      if (hash !== undefined) {
        hashes.set(path, hash);
        break;
      }
      alternatives.splice(alternatives.indexOf(path), 1);
    }
  }
  return hashes;
}

/** Files in one folder hold the same rows in several formats. */
function sameRows(paths: string[]): string[][] {
  const folders = new Map<string, string[]>();
  for (const path of new Set(paths)) {
    const folder = path.slice(0, path.lastIndexOf('/'));
    folders.set(folder, [...(folders.get(folder) ?? []), path]);
  }
  return [...folders.values()];
}

/** Counts the stored rows that the API did not give again, and notes the unknown columns they hold. */
async function countKept(
  job: DatedExport,
  work: PeriodWork,
  stored: RowSorter,
): Promise<{ rows: number; cells: number }> {
  const kept = { rows: 0, cells: 0 };
  const note = (row: Row, stream: number) => {
    if (stream !== 0) return;
    kept.rows += 1;
    if (row.form === 'cells') kept.cells += 1;
    findUnknownColumns(row, job.resource, work.unknownColumns);
  };
  for await (const _batch of mergeSorted([stored.sorted(), work.sorter.sorted()], job.unique, note));
  return kept;
}

/** The hash of the content now under a path: as read a moment ago, else as the manifest says, if the file is there. */
function storedHash(
  job: DatedExport,
  previous: Entry[],
  hashes: Map<string, string>,
  path: string,
): string | undefined {
  const read = hashes.get(path);
  if (read !== undefined) return read;
  if (job.state.files && !job.state.files.has(path)) return undefined;
  return previous.find((entry) => entry.path === path)?.sha256;
}

async function* withoutCells(batches: AsyncIterable<Row[]>): AsyncGenerator<Row[]> {
  for await (const batch of batches) yield batch.filter((row) => row.form !== 'cells');
}

function pathsOf(entries: Entry[]): string[] {
  return entries.flatMap((entry) => (entry.path === undefined ? [] : [entry.path]));
}
