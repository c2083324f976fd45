import { StorageError } from '../errors.ts';
import type { Row } from '../formats/row.ts';
import { entriesIn } from '../state/entry-index.ts';
import type { Entry } from '../state/manifest.ts';
import { periodFolder } from '../state/periods.ts';
import type { DatedExport } from './dated-export.ts';
import { mergeSorted } from './merge-sorted.ts';
import { entryOf, publishOnce, type SpooledFile, spoolFiles } from './partition-writer.ts';
import type { PeriodWork } from './period-work.ts';
import type { RowSorter } from './row-spool.ts';
import { countKept, readStored } from './stored-period.ts';
import type { StoredFacts } from './stored-rows.ts';
import { tableOf } from './table.ts';

/**
 * Writes a settled partition where nothing can be replaced. What is new of a partition that is stored already goes beside it:
 * late events to a file `late-<hash>`, a corrected partition of buckets to a folder `rev=2`, `rev=3`, and so on.
 */
export async function writePeriodOnce(
  job: DatedExport,
  work: PeriodWork,
  stored: RowSorter,
  facts: Partial<Entry>,
): Promise<void> {
  const { resource, state } = job;
  const folder = `${resource.name}/${periodFolder(work.period.from, job.selection.options.partitionBy)}`;
  const previous = (state.manifest ? entriesIn(state.manifest, work.period) : []).filter(
    ({ path }) => path !== undefined,
  );
  const listed = [...(state.files ?? [])].filter((path) => path.startsWith(`${folder}/`));
  const known = [...new Set([...previous.map(({ path }) => path as string), ...listed])];
  const write = resource.kind === 'events' ? writeLateEvents : writeRevision;
  await write({ job, work, facts, folder, previous, known, stored });
}

interface OnceWork {
  job: DatedExport;
  work: PeriodWork;
  facts: Partial<Entry>;
  folder: string;
  /** Entries of the period's files. */
  previous: Entry[];
  /** Paths of files that are there. */
  known: string[];
  stored: RowSorter;
}

async function writeLateEvents(once: OnceWork): Promise<void> {
  const { job, work, facts, folder, previous, known, stored } = once;
  const found = await readStored(job, work, stored, known);
  const isFirst = known.length === 0;
  let count = 0;
  const rows = async function* () {
    for await (const batch of isFirst ? work.sorter.sorted() : newRows(stored, work.sorter)) {
      count += batch.length;
      yield batch;
    }
  };
  const entries = [...previous.map((entry) => ({ ...entry, ...facts })), ...adopted(found, previous, facts)];
  const files = await spool(once, `${folder}/${job.resource.name}`, rows);
  job.outcome.tally.records += files[0]?.rows ?? 0;
  if (count > 0) {
    const [first] = files;
    const name = isFirst ? job.resource.name : `late-${first?.sha256.slice(0, 12)}`;
    entries.push(...(await publishAll(once, files, `${folder}/${name}`)));
  }
  job.change.written.push(...(entries.length > 0 ? entries : [{ ...facts, rows: 0 }]));
}

async function writeRevision(once: OnceWork): Promise<void> {
  const { job, work, facts, folder, previous, known, stored } = once;
  let revision = known.reduce((highest, path) => Math.max(highest, revisionOf(path, folder)), 0);
  const current = known.filter((path) => revisionOf(path, folder) === revision);
  const found = await readStored(job, work, stored, current);
  const kept = stored.count === 0 ? { rows: 0, cells: 0 } : await countKept(job, work, stored);
  if (work.sorter.count + kept.rows === 0 && known.length === 0) {
    job.change.written.push({ ...facts, rows: 0 });
    return;
  }
  const merged = () => mergeSorted([stored.sorted(), work.sorter.sorted()], job.unique);
  const files = await spool(once, `${folder}/${job.resource.name}`, merged);
  job.outcome.kept += kept.rows;
  job.outcome.tally.records += (files[0]?.rows ?? 0) - kept.rows;
  const hashOf = (path: string) => found.get(path)?.sha256 ?? previous.find((entry) => entry.path === path)?.sha256;
  const isStored = files.some((file) => current.some((path) => hashOf(path) === file.sha256));
  if (!isStored) revision += 1;
  const base = revision <= 1 ? `${folder}/${job.resource.name}` : `${folder}/rev=${revision}/${job.resource.name}`;
  const entries = await publishAll(once, files, base);
  const earlier = known.filter((path) => !entries.some((entry) => entry.path === path));
  job.change.written.push(
    ...entries.map((entry): Entry => {
      const supersedes = earlier.filter((path) => path.endsWith(endingOf(entry.path as string))).sort();
      return supersedes.length > 0 ? { ...entry, supersedes } : entry;
    }),
  );
}

function spool({ job, work }: OnceWork, basePath: string, rows: () => AsyncIterable<Row[]>): Promise<SpooledFile[]> {
  const { formats, csvEscapeFormulas } = job.selection.options;
  const table = tableOf(job.resource, work.unknownColumns, csvEscapeFormulas);
  return spoolFiles(job.context, { basePath, formats, table, rows });
}

/** Publishes the files under this base path, each where there is none yet; throws where there is another one. */
async function publishAll(once: OnceWork, files: SpooledFile[], basePath: string): Promise<Entry[]> {
  const { job, work, facts } = once;
  const entries: Entry[] = [];
  let rows = 0;
  for (const file of files) {
    const target = { ...file, path: basePath + endingOf(file.path) };
    const became = await publishOnce(job.context, target, job.outcome.tally);
    if (became === 'other') {
      throw new StorageError(
        `${target.path} in the ${job.context.destination.description} was written meanwhile, with other content. The next run compares and writes what is new beside it.`,
      );
    }
    if (became === 'new') rows = file.rows;
    entries.push(entryOf(target, facts, [...work.unknownColumns].sort()));
  }
  job.outcome.tally.rows += rows;
  return entries;
}

/** Entries of files that a run left which died before it wrote the manifest. */
function adopted(found: Map<string, StoredFacts>, previous: Entry[], facts: Partial<Entry>): Entry[] {
  const missing = [...found].filter(([path]) => !previous.some((entry) => entry.path === path));
  return missing.map(([path, stored]) => ({ ...facts, path, ...stored }));
}

/** The rows that are not stored yet. */
async function* newRows(stored: RowSorter, fresh: RowSorter): AsyncGenerator<Row[]> {
  let own: Row[] = [];
  // Of a row that both have, the stored one is given, being of the last stream.
  const merged = mergeSorted([fresh.sorted(), stored.sorted()], true, (row, stream) => {
    if (stream === 0) own.push(row);
  });
  for await (const _batch of merged) {
    if (own.length > 0) yield own;
    own = [];
  }
}

function revisionOf(path: string, folder: string): number {
  const match = /^rev=(\d+)\//.exec(path.slice(folder.length + 1));
  return match ? Number(match[1]) : 1;
}

/** `.jsonl`, `.csv.gz`: from the first dot of the file's name. */
function endingOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.slice(name.indexOf('.'));
}
