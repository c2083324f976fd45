import { FOLDERS, formatOfPath, stemIn } from '../archive/layout.ts';
import { tableOf } from '../formats/table.ts';
import { StorageError } from '../notices/errors.ts';
import { rowPrivacy } from '../privacy/row-privacy.ts';
import { schemaContract } from '../schema/contract.ts';
import { discardedEntry } from '../schema/discarded.ts';
import type { RowSorter } from '../spool/row-spool.ts';
import { countDiscarded } from './job/outcome.ts';
import type { Ids, SnapshotExport } from './job/snapshot-export.ts';
import { openSnapshotRows, refuseFrozen } from './read/snapshot-rows.ts';
import { type StoredSnapshot, writeChanges } from './write/change-log.ts';
import { keepSnapshotIfDoubted } from './write/doubt-snapshot.ts';
import { isComparable, warnOfEarlierSnapshots } from './write/earlier-data.ts';
import { keepInHistory } from './write/history.ts';
import { keepRows, keepRowsOfOthers, keepsOthers } from './write/kept-rows.ts';
import { noteReads } from './write/note-reads.ts';
import {
  countRefused,
  entryOf,
  publishFiles,
  removeFiles,
  type SpooledFile,
  spoolFiles,
  storedHash,
} from './write/partition-writer.ts';
import { staleProblem } from './write/stale-parents.ts';
import { readStoredSnapshot } from './write/stored-snapshot.ts';

/** Reads a resource in full, writes what changed since the last snapshot, then the snapshot. Throws if nothing could be read. */
export async function exportSnapshot(job: SnapshotExport): Promise<void> {
  const { context, resource, selection, outcome, change } = job;
  const { formats, csvEscapeFormulas, filters } = selection.options;
  const privacy = rowPrivacy(resource, selection.options.privacy);
  const contract = schemaContract(resource, selection.options.schema, privacy);
  const read = openSnapshotRows(context.spool, resource, privacy, contract);
  const { fresh, unknownColumns, violations } = read;
  const result = await job.reader.read(resource, { ids: selection.ids, projects: filters.projects }, read.take);
  if (contract) await refuseFrozen(read, resource, contract);
  // Stored rows and manifests know a parent as its rows do.
  const shown = (ids: Ids) => privacy?.ids(ids) ?? ids;
  const left = result.left.map(shown);
  const stale = result.stale.map(({ ids, error, otherThan }) => ({
    ids: shown(ids),
    otherThan: otherThan?.map(shown),
    why: privacy?.text(error.message, ids) ?? error.message,
    kind: error.kind,
  }));
  const base = await readStoredSnapshot(job, privacy, contract);
  if (result.stopped && !keepsOthers(job, base)) throw result.stopped;
  await warnOfEarlierSnapshots(job);
  if (left.length > 0) outcome.partly = { read: result.read.length, left: left.length, rows: 0 };
  if (base && stale.length + left.length > 0) await keepRowsOfOthers(job, base, read, { stale, left });
  const discarded = await violations.count();
  if (base && contract?.mode === 'discard-rows') {
    // What is left out of this snapshot has not gone from the organisation: it stays as it was last known.
    const keys = await violations.keysWithout(fresh.sorted(), ({ key }) => key);
    if (keys.size > 0) outcome.kept += await keepRows(job, base, read, ({ key }) => keys.has(key));
  }

  if (await keepSnapshotIfDoubted(job, base, fresh, [...stale.map(({ ids }) => ids), ...left])) {
    if (stale.length > 0) outcome.problems.push(staleProblem(stale, outcome.kept));
    outcome.kept = 0;
    if (result.stopped) outcome.isStopped = true;
    await Promise.all([read.discard(), base?.rows.discard()]);
    return;
  }

  const table = tableOf(resource, unknownColumns, csvEscapeFormulas);
  const basePath = stemIn(resource.name, resource.name);
  const files = await spoolFiles(context, { basePath, formats, table, rows: () => fresh.sorted() });
  if (base) await writeComparableChanges(job, base, fresh, files);
  const { writeOnly, settledOnly, history } = context.access;
  if (history || settledOnly) {
    const known = { manifest: job.state.manifest, isComplete: stale.length + left.length === 0, tally: outcome.tally };
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
  outcome.tally.records += (files[0]?.rows ?? 0) - outcome.kept - (outcome.partly?.rows ?? 0);
  noteReads(job, { read: result.read.map(shown), stale: stale.map(({ ids }) => ids), left });
  if (stale.length > 0) outcome.problems.push(staleProblem(stale, outcome.kept));
  if (result.stopped) outcome.isStopped = true;
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
