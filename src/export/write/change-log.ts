import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { leftoverChangeFiles } from '../../archive/change-files.ts';
import { compareSnapshots } from '../../archive/changes.ts';
import { mostFaithful } from '../../archive/current-files.ts';
import { changeFolder, changePath, formatOfPath, parseChangePath } from '../../archive/layout.ts';
import { newestReadOn } from '../../archive/parent-reads.ts';
import { snapshotKeys } from '../../archive/row-keys.ts';
import { decodeRows } from '../../archive/stored-rows.ts';
import type { SnapshotResource } from '../../catalogue/resource.ts';
import { decompress } from '../../formats/compression.ts';
import type { Row } from '../../formats/row.ts';
import type { RowSorter } from '../../spool/row-spool.ts';
import { spoolError, spoolReadError } from '../../spool/spool-error.ts';
import type { SnapshotExport } from '../job/snapshot-export.ts';
import { removeFiles, type SpooledFile } from './partition-writer.ts';
import { firstReadOfParent } from './stale-parents.ts';

/** A snapshot as it is stored before the run. */
export interface StoredSnapshot {
  /** Of the uncompressed content of the file that was read. */
  sha256: string;
  path: string;
  rows: RowSorter;
  form: Row['form'];
}

/** Writes the change file between the stored snapshot and the new one, and clears away those of runs that died. */
export async function writeChanges(
  job: SnapshotExport,
  base: StoredSnapshot,
  fresh: RowSorter,
  files: SpooledFile[],
): Promise<void> {
  const { context, resource, outcome } = job;
  const target = files.find((file) => file.path === mostFaithful(files.map(({ path }) => path))) as SpooledFile;
  const existing = (await context.destination.list(changeFolder(resource.name))).flatMap(
    (path) => parseChangePath(path) ?? [],
  );
  const leftover = leftoverChangeFiles(existing, base.sha256, job.state.manifest && newestReadOn(job.state.manifest));
  const adopted = leftover.find((file) => file.after === target.sha256.slice(0, 12));
  await removeFiles(
    context,
    context.access.settledOnly ? [] : leftover.filter((file) => file !== adopted).map((file) => file.path),
    outcome.tally,
  );
  if (base.sha256 === target.sha256) return;
  const [was, is] = [base.path, target.path].map((path) => formatOfPath(path));
  if (base.form === 'cells' && is?.keepsShape) {
    context.log.notice(
      `${resource.name}: no change log this time, because the last snapshot was ${was?.name.toUpperCase()} and this one is ${is.name.toUpperCase()}.`,
    );
    return;
  }
  const after = base.form === 'cells' ? spooledRows(resource, target) : fresh.sorted();
  const isFirstRead = await firstReadOfParent(resource, job.state.manifest?.stale_parents ?? [], base.rows.sorted());
  const wasLeftOut = columnsLeftOut(job);
  const hash = createHash('sha256');
  let count = 0;
  const lines = async function* () {
    for await (const line of compareSnapshots(resource, base.rows.sorted(), after, isFirstRead, wasLeftOut)) {
      count += 1;
      hash.update(`${line}\n`);
      yield `${line}\n`;
    }
  };
  const localFile = context.spool.file();
  try {
    await pipeline(Readable.from(lines()), createWriteStream(localFile));
  } catch (error) {
    throw spoolError(error);
  }
  outcome.tally.changes += count;
  if (count > 0 && !adopted) {
    const path = changePath(resource.name, context.now, base.sha256, target.sha256);
    const facts = { sha256: hash.digest('hex'), rows: count };
    // The name says what the file holds: where there is one, it is this one.
    if (context.access.settledOnly) await context.destination.publishNew(path, localFile, facts);
    else await context.destination.publish(path, localFile, facts);
  }
}

/** Returns whether the last snapshot lacks a column only because `on-schema-change` left it out. */
function columnsLeftOut({ state }: SnapshotExport): (column: string) => boolean {
  if (state.manifest?.shape.on_schema_change !== 'discard-columns') return () => false;
  const names = state.manifest.entries.flatMap(({ discarded }) => Object.keys(discarded?.fields ?? {}));
  return (column) => names.some((name) => column === name || column.startsWith(`${name}__`));
}

/** The rows of a file in the spool, as a reader of it sees them. */
async function* spooledRows(resource: SnapshotResource, file: SpooledFile): AsyncGenerator<Row[]> {
  const keyOf = snapshotKeys(resource);
  const bytes = decompress(createReadStream(file.localFile), formatOfPath(file.path)?.compression ?? 'none');
  try {
    for await (const { row, value } of decodeRows(bytes, file.path, resource)) {
      yield [{ ...row, key: keyOf(value) }];
    }
  } catch (error) {
    throw spoolReadError(error);
  }
}
