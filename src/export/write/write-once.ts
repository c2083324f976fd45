import { entriesIn } from '../../archive/entry-index.ts';
import { formatOfPath, lateStem, partitionFolder, revisionOf, stemIn } from '../../archive/layout.ts';
import type { Entry } from '../../archive/manifest.ts';
import { isPermanent } from '../../catalogue/kinds.ts';
import type { Row } from '../../formats/row.ts';
import { tableOf } from '../../formats/table.ts';
import { findUnknownColumns } from '../../formats/unknown-columns.ts';
import { StorageError } from '../../notices/errors.ts';
import { notice } from '../../notices/notice.ts';
import type { RowSorter } from '../../spool/row-spool.ts';
import { refuseCutFiles } from './evidence-missing.ts';
import { countRefused, entryOf, publishOnce, type SpooledFile, spoolFiles } from './partition-writer.ts';
import type { PeriodWriting } from './period-writing.ts';
import type { RowMerge } from './row-merge.ts';
import { countKept, filesByStem, readStored } from './stored-period.ts';

interface OnceWork extends PeriodWriting {
  folder: string;
  /** Entries of the period's files, as the manifest has them. */
  previous: Entry[];
  /** Paths of files that are there. */
  known: string[];
}

/**
 * Writes a settled partition where nothing can be replaced. What is new in a stored partition goes into files next to it:
 * late events to a file `late-<hash>`, a corrected partition of buckets to `<resource>.rev-2`, `.rev-3`, and so on, beside it: readers take
 * `name=value` in a path for a column, and want the same ones for each file. A run that
 * died between two files is completed by the next one, whatever its manifest says.
 */
export async function writePeriodOnce(writing: PeriodWriting): Promise<void> {
  const { job, work } = writing;
  const { resource, state } = job;
  const folder = partitionFolder(resource.name, work.period.from, job.selection.options.partitionBy);
  const previous = (state.manifest ? entriesIn(state.manifest, work.period) : []).filter(
    ({ path }) => path !== undefined && (state.files?.has(path) ?? true),
  );
  const listed = [...(state.files ?? [])].filter((path) => path.startsWith(`${folder}/`));
  const known = [...new Set([...previous.map(({ path }) => path as string), ...listed])];
  const write = isPermanent(resource) ? writeLateEvents : writeRevision;
  await write({ ...writing, folder, previous, known });
}

async function writeLateEvents(once: OnceWork): Promise<void> {
  const { job, work, folder, known, stored, rowMerge } = once;
  refuseCutFiles(job, once.previous, await readStored(job, work, stored, known));
  const entries: Entry[] = [];
  for (const [stem, paths] of filesByStem(known)) entries.push(...(await completeStem(once, stem, paths)));
  const isFirst = known.length === 0;
  const files = await spool(
    once,
    () => (isFirst ? rowMerge.merge([work.sorter.sorted()]) : newRows(rowMerge, stored, work.sorter)),
    work.unknownColumns,
  );
  await rowMerge.keepRevisions();
  const [first] = files;
  job.outcome.tally.records += first?.rows ?? 0;
  if (first && first.rows > 0) {
    const base = isFirst ? stemIn(folder, job.resource.name) : lateStem(folder, first.sha256);
    entries.push(...(await publishAll(once, files, base, work.unknownColumns)));
  }
  job.change.written.push(...(entries.length > 0 ? entries : [{ ...once.facts, rows: 0 }]));
}

/** Returns the entries of one file that is there; a format of it that a run left out which died is written now. */
async function completeStem(once: OnceWork, stem: string, paths: string[]): Promise<Entry[]> {
  const { job, facts, previous } = once;
  const wanted = job.selection.options.formats.map(({ extension }) => `${stem}.${extension}`);
  const listed = new Map(previous.map((entry) => [entry.path, entry]));
  if (wanted.every((path) => listed.has(path))) {
    return wanted.map((path) => ({ ...(listed.get(path) as Entry), refused: undefined, ...facts }) as Entry);
  }
  const rows = job.context.spool.sorter({ unique: true });
  try {
    await readStored(job, once.work, rows, paths);
    const unknownColumns = new Set<string>();
    for await (const batch of rows.sorted()) {
      for (const row of batch) findUnknownColumns(row, job.resource, unknownColumns);
    }
    return await publishAll(once, await spool(once, () => rows.sorted(), unknownColumns), stem, unknownColumns);
  } finally {
    await rows.discard();
  }
}

async function writeRevision(once: OnceWork): Promise<void> {
  const { job, work, facts, folder, previous, known, stored, replaced, rowMerge } = once;
  let revision = known.reduce((highest, path) => Math.max(highest, revisionOf(path)), 0);
  const current = known.filter((path) => revisionOf(path) === revision);
  const found = await readStored(job, work, stored, current, replaced.take);
  if (await replaced.keepIfDoubted()) return;
  const kept = stored.count === 0 ? { rows: 0, cells: 0 } : await countKept(job, work, stored, rowMerge);
  if (work.sorter.count + kept.rows === 0 && known.length === 0) {
    job.change.written.push({ ...facts, rows: 0 });
    return;
  }
  const merged = () => rowMerge.merge([stored.sorted(), work.sorter.sorted()]);
  const files = await spool(once, merged, work.unknownColumns);
  job.outcome.kept += kept.rows;
  job.outcome.tally.records += (files[0]?.rows ?? 0) - kept.rows;
  const hashOf = (path: string) => found.get(path)?.sha256 ?? previous.find((entry) => entry.path === path)?.sha256;
  const isStored = files.some((file) => current.some((path) => hashOf(path) === file.sha256));
  if (!isStored) revision += 1;
  const [stem] = filesByStem(current).keys();
  const base = isStored && stem !== undefined ? stem : stemIn(folder, job.resource.name, revision);
  const entries = await publishAll(once, files, base, work.unknownColumns);
  const earlier = known.filter((path) => !entries.some((entry) => entry.path === path));
  job.change.written.push(
    ...entries.map((entry): Entry => {
      const extension = formatOfPath(entry.path as string)?.extension;
      const supersedes = earlier.filter((path) => formatOfPath(path)?.extension === extension).sort();
      return supersedes.length > 0 ? { ...entry, supersedes } : entry;
    }),
  );
}

async function spool(
  { job, folder }: OnceWork,
  rows: () => AsyncIterable<Row[]>,
  unknownColumns: Iterable<string>,
): Promise<SpooledFile[]> {
  const { formats, csvEscapeFormulas } = job.selection.options;
  const table = tableOf(job.resource, unknownColumns, csvEscapeFormulas);
  // What keeps the shape first: should the run die in between, a table can be made of it, and not the other way round.
  const ordered = [...formats].sort((a, b) => Number(b.keepsShape) - Number(a.keepsShape));
  const files = await spoolFiles(job.context, {
    basePath: stemIn(folder, job.resource.name),
    formats: ordered,
    table,
    rows,
  });
  countRefused(job.outcome.tally, files[0]);
  return files;
}

/** Publishes the files under this base path, each where there is none yet; throws where there is another one. */
async function publishAll(
  { job, facts }: OnceWork,
  files: SpooledFile[],
  basePath: string,
  unknownColumns: Iterable<string>,
): Promise<Entry[]> {
  const { outcome, context } = job;
  const entries: Entry[] = [];
  let rows = 0;
  for (const file of files) {
    const target = { ...file, path: `${basePath}.${formatOfPath(file.path)?.extension}` };
    const became = await publishOnce(context, target, outcome.tally);
    const entry = entryOf(target, facts, [...unknownColumns].sort());
    if (became === 'new') rows = file.rows;
    if (became === 'other') {
      throw new StorageError(
        'overlapping-runs',
        `${target.path} in the ${context.destination.description} was written meanwhile, with other content. The next run compares and writes the new rows to a file of their own.`,
        { passes: true },
      );
    }
    if (became === 'unknown') {
      outcome.problems.push(
        notice(
          `${target.path} was there already and stays as it is. This run may not read it, so that it is not known whether it holds all ${file.rows} rows: compare it with a key that may read.`,
          'written-unread',
        ),
      );
    }
    // Of what could not be looked at, no hash is claimed.
    entries.push(became === 'unknown' ? { ...facts, path: target.path, rows: file.rows } : entry);
  }
  outcome.tally.rows += rows;
  return entries;
}

/** The rows that are not stored yet, in no version. */
async function* newRows(rowMerge: RowMerge, stored: RowSorter, fresh: RowSorter): AsyncGenerator<Row[]> {
  let own: Row[] = [];
  const merged = rowMerge.merge([stored.sorted(), fresh.sorted()], (row, stream, isShared) => {
    if (stream === 1 && !isShared) own.push(row);
  });
  for await (const _batch of merged) {
    if (own.length > 0) yield own;
    own = [];
  }
}
