import { openArchive } from '../archive/archive.ts';
import { mostFaithful } from '../archive/current-files.ts';
import { FOLDERS, formatOfPath, stemIn } from '../archive/layout.ts';
import { dayName } from '../archive/periods.ts';
import { snapshotKeys } from '../archive/row-keys.ts';
import type { Row } from '../formats/row.ts';
import { tableOf } from '../formats/table.ts';
import { findUnknownColumns } from '../formats/unknown-columns.ts';
import { StorageError } from '../notices/errors.ts';
import { type RowPrivacy, rowPrivacy } from '../privacy/row-privacy.ts';
import { type SchemaContract, schemaContract } from '../schema/contract.ts';
import { discardedEntry } from '../schema/discarded.ts';
import type { RowSorter } from '../spool/row-spool.ts';
import { countDiscarded } from './job/outcome.ts';
import type { SnapshotExport } from './job/snapshot-export.ts';
import { openSnapshotRows, refuseFrozen, type SnapshotRows } from './read/snapshot-rows.ts';
import { type StoredSnapshot, writeChanges } from './write/change-log.ts';
import { keepSnapshotIfDoubted } from './write/doubt-snapshot.ts';
import { isComparable, warnOfEarlierSnapshots } from './write/earlier-data.ts';
import { refuseEmptyBase, refuseMissingBase } from './write/evidence-missing.ts';
import { keepInHistory } from './write/history.ts';
import {
  countRefused,
  entryOf,
  publishFiles,
  removeFiles,
  type SpooledFile,
  spoolFiles,
  storedHash,
} from './write/partition-writer.ts';
import { isOfStale, staleName, staleProblem } from './write/stale-parents.ts';

/** Reads a resource in full, writes what changed since the last snapshot, then the snapshot. Throws if nothing could be read. */
export async function exportSnapshot(job: SnapshotExport): Promise<void> {
  const { context, resource, selection, outcome, change } = job;
  const { formats, csvEscapeFormulas, filters } = selection.options;
  const privacy = rowPrivacy(resource, selection.options.privacy);
  const contract = schemaContract(resource, selection.options.schema, privacy);
  const read = openSnapshotRows(context.spool, resource, privacy, contract);
  const { fresh, unknownColumns, violations } = read;
  const ofReader = await job.reader.read(resource, { ids: selection.ids, projects: filters.projects }, read.take);
  if (contract) await refuseFrozen(read, resource, contract);
  // Stored rows and manifests know a parent as its rows do.
  const stale = ofReader.map(({ ids, error, otherThan }) => ({
    ids: privacy?.ids(ids) ?? ids,
    otherThan: otherThan?.map((other) => privacy?.ids(other) ?? other),
    why: privacy?.text(error.message, ids) ?? error.message,
    kind: error.kind,
  }));
  const base = await readBase(job, privacy, contract);
  await warnOfEarlierSnapshots(job);
  if (base && stale.length > 0) {
    const isStale = (value: Record<string, unknown>) => stale.some((parent) => isOfStale(resource, value, parent));
    outcome.kept += await keepRows(job, base, read, ({ json }) => isStale(JSON.parse(json)));
  }
  const discarded = await violations.count();
  if (base && contract?.mode === 'discard-rows') {
    // What is left out of this snapshot has not gone from the organisation: it stays as it was last known.
    const keys = await violations.keysWithout(fresh.sorted(), ({ key }) => key);
    if (keys.size > 0) outcome.kept += await keepRows(job, base, read, ({ key }) => keys.has(key));
  }

  if (
    await keepSnapshotIfDoubted(
      job,
      base,
      fresh,
      stale.map(({ ids }) => ids),
    )
  ) {
    if (stale.length > 0) outcome.problems.push(staleProblem(stale, outcome.kept));
    outcome.kept = 0;
    await Promise.all([read.discard(), base?.rows.discard()]);
    return;
  }

  const table = tableOf(resource, unknownColumns, csvEscapeFormulas);
  const basePath = stemIn(resource.name, resource.name);
  const files = await spoolFiles(context, { basePath, formats, table, rows: () => fresh.sorted() });
  if (base) await writeComparableChanges(job, base, fresh, files);
  const { writeOnly, settledOnly, history } = context.access;
  if (history || settledOnly) {
    const known = { manifest: job.state.manifest, isComplete: stale.length === 0, tally: outcome.tally };
    change.history = await keepInHistory(context, resource, files, known);
    if (settledOnly) outcome.tally.rows += change.history[0]?.rows ?? 0;
  }
  // If nothing can be replaced, the newest snapshot of the history is the current one.
  const current = settledOnly ? files.map((file) => keptAs(job, file)) : files;
  const hashNow = (path: string) =>
    storedHash(job.state, job.state.manifest?.entries ?? [], base?.path === path ? base.sha256 : undefined, path);
  if (settledOnly) countRefused(outcome.tally, current[0]);
  else await publishFiles(context, files, hashNow, outcome.tally);
  if (!settledOnly && !writeOnly) await removeFiles(context, replacedPaths(job, files), outcome.tally);

  const facts = discarded ? { discarded: discardedEntry(discarded) } : {};
  change.written.push(...current.map((file) => entryOf(file, facts, table.unknownColumns)));
  if (contract) countDiscarded(outcome, contract.mode, discarded);
  outcome.tally.records += (files[0]?.rows ?? 0) - outcome.kept;
  if (stale.length === 0) change.readOn = dayName(context.now);
  else {
    change.staleParents = stale.map(({ ids }) => staleName(ids));
    outcome.problems.push(staleProblem(stale, outcome.kept));
  }
  await Promise.all([read.discard(), base?.rows.discard()]);
}

/** If personal data was hidden in another way, everybody would look changed, and the log would show what was hidden. */
async function writeComparableChanges(
  job: SnapshotExport,
  base: StoredSnapshot,
  fresh: RowSorter,
  files: SpooledFile[],
): Promise<void> {
  const { context, resource, state, change } = job;
  if (isComparable(state.manifest?.shape.privacy, change.shape.privacy)) return writeChanges(job, base, fresh, files);
  context.log.notice(
    `${resource.name}: no change log this time, because the last snapshot was written with another \`privacy\`, \`pseudonym-key\` or other privacy columns.`,
  );
}

/** Returns the file under the path that it has in the history. */
function keptAs({ change, state, resource }: SnapshotExport, file: SpooledFile): SpooledFile {
  const history = [...(state.manifest?.history ?? []), ...(change.history ?? [])];
  const extensionOf = (path: string) => formatOfPath(path)?.extension;
  const kept = history.findLast(
    ({ path, sha256 }) => sha256 === file.sha256 && extensionOf(path) === extensionOf(file.path),
  );
  if (!kept)
    throw new StorageError(
      'stored-file-damaged',
      `The snapshot of ${resource.name} could not be kept: its place below ${FOLDERS.history}/ is taken.`,
    );
  return { ...file, path: kept.path };
}

/** Returns the files of an earlier shape. */
function replacedPaths({ state }: SnapshotExport, files: SpooledFile[]): string[] {
  const targets = files.map((file) => file.path);
  return (state.manifest?.entries ?? []).flatMap(({ path }) => (path && !targets.includes(path) ? [path] : []));
}

async function readBase(
  job: SnapshotExport,
  privacy: RowPrivacy | undefined,
  contract: SchemaContract | undefined,
): Promise<StoredSnapshot | undefined> {
  const { context, resource, state } = job;
  if (context.access.writeOnly) return undefined;
  const known = (state.manifest?.entries ?? []).flatMap((entry) => (entry.path === undefined ? [] : [entry.path]));
  const targets = job.selection.options.formats.map(
    (format) => `${stemIn(resource.name, resource.name)}.${format.extension}`,
  );
  const paths = [...new Set([...known, ...(context.access.settledOnly ? [] : targets)])];
  const faithful = mostFaithful(known);
  while (paths.length > 0) {
    const path = mostFaithful(paths) as string;
    const rows = context.spool.sorter({ unique: true });
    let form: Row['form'] = 'object';
    const keyOf = snapshotKeys(resource);
    const batch: Row[] = [];
    const facts = await openArchive(context.destination).rows(resource, path, async (stored) => {
      const given = contract?.stored(stored) ?? stored;
      const { row, value } = privacy?.stored(given) ?? given;
      form = row.form;
      batch.push({ ...row, key: keyOf(value) });
      if (batch.length >= 500) await rows.add(batch.splice(0));
    });
    await rows.add(batch);
    if (facts?.rows === 0) refuseEmptyBase(job, path);
    if (facts !== undefined) return { sha256: facts.sha256, path, rows, form };
    if (path === faithful) refuseMissingBase(job, path);
    paths.splice(paths.indexOf(path), 1);
  }
  return undefined;
}

/** Copies rows from the last snapshot, such as those of parents that could not be read; returns how many. */
async function keepRows(
  job: SnapshotExport,
  base: StoredSnapshot,
  { fresh, unknownColumns }: SnapshotRows,
  isKept: (row: Row) => boolean,
): Promise<number> {
  const mustBeObjects = job.selection.options.formats.some(({ keepsShape }) => keepsShape);
  let kept = 0;
  for await (const batch of base.rows.sorted()) {
    const rows = batch.filter((row) => isKept(row) && !(mustBeObjects && row.form === 'cells'));
    for (const row of rows) findUnknownColumns(row, job.resource, unknownColumns);
    await fresh.add(rows);
    kept += rows.length;
  }
  return kept;
}
