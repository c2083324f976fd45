import { StorageError } from '../errors.ts';
import { entriesIn } from '../state/entry-index.ts';
import { sameShape } from '../state/manifest.ts';
import { periodName } from '../state/periods.ts';
import { intersect } from '../state/ranges.ts';
import type { DatedExport } from './dated-export.ts';
import type { PeriodWork } from './period-work.ts';
import type { SnapshotExport } from './snapshot-export.ts';

/**
 * Throws if a file that the partition needs is listed in the manifest and not there: stored events, and rows of buckets that
 * the API no longer serves. Buckets that it still serves are written anew.
 */
export function refuseMissingPeriod(job: DatedExport, work: PeriodWork): void {
  const { context, resource, state, change, selection } = job;
  const { manifest, files } = state;
  if (!manifest || !files || !state.expectsFiles || context.access.writeOnly) return;
  const { from, to } = work.period;
  const isNeeded = resource.kind === 'events' || intersect(change.unavailable, [[from, to]]).length > 0;
  const listed = entriesIn(manifest, work.period).flatMap((entry) => entry.path ?? []);
  const missing = listed.filter((path) => !files.has(path));
  if (!isNeeded || missing.length === 0) return;
  // A run that died between removing the files of another shape and saving the manifest left the new ones.
  const folder = `${resource.name}/`;
  const isRewritten = !sameShape(manifest.shape, change.shape) && hasFileOf(files, folder, listed, job, work);
  if (isRewritten) return;
  throw evidenceMissing(job, missing, periodName(from, selection.options.partitionBy));
}

/** Throws if the base of a snapshot's change log is listed in the manifest and not there. */
export function refuseMissingBase(job: SnapshotExport, path: string): void {
  const { state, change } = job;
  if (!state.expectsFiles || !state.manifest || !sameShape(state.manifest.shape, change.shape)) return;
  throw evidenceMissing(job, [path], undefined);
}

function hasFileOf(
  files: Set<string>,
  folder: string,
  listed: string[],
  { selection }: DatedExport,
  { period }: PeriodWork,
): boolean {
  const name = periodName(period.from, selection.options.partitionBy);
  const part = selection.options.partitionBy === 'month' ? `month=${name}` : `date=${name.slice(0, 10)}`;
  return [...files].some((path) => path.startsWith(`${folder}${part}`) && !listed.includes(path));
}

function evidenceMissing(
  { context, resource }: Pick<DatedExport | SnapshotExport, 'context' | 'resource'>,
  missing: string[],
  period: string | undefined,
): StorageError {
  const more = missing.length > 1 ? ` and ${missing.length - 1} more` : '';
  const range = period === undefined ? '' : ` ${period}`;
  return new StorageError(
    'evidence-missing',
    `${missing[0]}${more} is missing in the ${context.destination.description}, though the manifest lists it: what the API still has would replace what is stored, so nothing was written. ` +
      'The usual causes: a sparse or missing checkout, or pointers of Git LFS; a lifecycle rule or somebody removed it; a wrong `destination` or prefix. ' +
      `Restore the file, or write it off: \`openai-admin-export repair <destination> --forget ${resource.name}${range} --reason "…"\`.`,
  );
}
