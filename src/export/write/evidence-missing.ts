import { remedyOfDamage } from '../../archive/damaged-file.ts';
import { entriesIn } from '../../archive/entry-index.ts';
import { partitionFolder } from '../../archive/layout.ts';
import { type Entry, sameShape } from '../../archive/manifest.ts';
import { periodName } from '../../archive/periods.ts';
import { intersect } from '../../archive/ranges.ts';
import type { StoredFacts } from '../../archive/stored-file.ts';
import { isPermanent } from '../../catalogue/kinds.ts';
import { StorageError } from '../../notices/errors.ts';
import { list } from '../../text/list.ts';
import type { DatedExport } from '../job/dated-export.ts';
import type { PeriodWork } from '../job/period-work.ts';
import type { SnapshotExport } from '../job/snapshot-export.ts';
import { isSuddenlyEmpty } from './sudden-emptiness.ts';

/**
 * Throws if a file that the partition needs is listed in the manifest and not there: stored events, and rows of buckets that
 * the API no longer serves. Buckets that it still serves are written again.
 */
export function refuseMissingPeriod(job: DatedExport, work: PeriodWork): void {
  const { context, resource, state, change, selection } = job;
  const { manifest, files } = state;
  if (!manifest || !files || !state.expectsFiles || context.access.writeOnly) return;
  const { from, to } = work.period;
  const isNeeded = isPermanent(resource) || intersect(change.unavailable, [[from, to]]).length > 0;
  const listed = entriesIn(manifest, work.period).flatMap((entry) => entry.path ?? []);
  const missing = listed.filter((path) => !files.has(path));
  if (!isNeeded || missing.length === 0) return;
  // A run that died between removing the files of another shape and saving the manifest left the new ones.
  const isRewritten = !sameShape(manifest.shape, change.shape) && hasFileOf(files, listed, job, work);
  if (isRewritten) return;
  throw evidenceMissing(job, missing, periodName(from, selection.options.partitionBy));
}

/**
 * Throws if a file of events holds fewer rows than the manifest lists: it was cut or emptied since. Runs only add events, and
 * one that died before it saved the manifest left more rows, not fewer.
 */
export function refuseCutFiles(
  { context, resource, state, change }: DatedExport,
  entries: Entry[],
  found: ReadonlyMap<string, Pick<StoredFacts, 'rows'>>,
): void {
  const isSame = state.manifest !== undefined && sameShape(state.manifest.shape, change.shape);
  if (!isPermanent(resource) || !state.expectsFiles || !isSame) return;
  for (const { path, rows } of entries) {
    const holds = path === undefined ? undefined : found.get(path)?.rows;
    if (path !== undefined && holds !== undefined && holds < rows) throw cut(context, path, holds, rows);
  }
}

/** Throws if the base of a snapshot's change log is empty, though the manifest lists many rows and nobody expects them to go. */
export function refuseEmptyBase({ context, state, selection, resource }: SnapshotExport, path: string): void {
  const entry = state.manifest?.entries.find((one) => one.path === path);
  const isExpected = entry?.doubted !== undefined || selection.options.acceptEmpty?.includes(resource.name);
  if (!entry || !state.expectsFiles || isExpected || !isSuddenlyEmpty({ stored: entry.rows, back: 0 })) return;
  throw cut(context, path, 0, entry.rows);
}

function cut({ destination }: SnapshotExport['context'], path: string, holds: number, listed: number): StorageError {
  return new StorageError(
    'stored-file-damaged',
    `Failed to read ${path} in the ${destination.description}: it holds ${holds} rows, and its manifest lists ${listed}. ${remedyOfDamage('garbage')}`,
  );
}

/** Throws if the base of a snapshot's change log is listed in the manifest and not there. */
export function refuseMissingBase(job: SnapshotExport, path: string): void {
  const { state, change } = job;
  if (!state.expectsFiles || !state.manifest || !sameShape(state.manifest.shape, change.shape)) return;
  throw evidenceMissing(job, [path], undefined);
}

function hasFileOf(
  files: Set<string>,
  listed: string[],
  { resource, selection }: DatedExport,
  { period }: PeriodWork,
): boolean {
  // With hours, any file of the day.
  const by = selection.options.partitionBy === 'month' ? 'month' : 'day';
  const folder = partitionFolder(resource.name, period.from, by);
  return [...files].some((path) => path.startsWith(folder) && !listed.includes(path));
}

function evidenceMissing(
  { context, resource }: Pick<DatedExport | SnapshotExport, 'context' | 'resource'>,
  missing: string[],
  period: string | undefined,
): StorageError {
  const range = period === undefined ? '' : ` ${period}`;
  return new StorageError(
    'evidence-missing',
    `${list(missing, 1)} is missing in the ${context.destination.description}, though the manifest lists it: what the API still has would replace what is stored, so nothing was written. ` +
      'The usual causes: a sparse or missing checkout, or pointers of Git LFS; a lifecycle rule or somebody removed it; a wrong `destination` or prefix. ' +
      `Restore the file, or write it off: \`openai-admin-export repair <destination> --forget ${resource.name}${range} --reason "…"\`.`,
  );
}
