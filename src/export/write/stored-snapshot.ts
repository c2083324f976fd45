import { openArchive } from '../../archive/archive.ts';
import { mostFaithful } from '../../archive/current-files.ts';
import { stemIn } from '../../archive/layout.ts';
import { snapshotKeys } from '../../archive/row-keys.ts';
import type { Row } from '../../formats/row.ts';
import type { RowPrivacy } from '../../privacy/row-privacy.ts';
import type { SchemaContract } from '../../schema/contract.ts';
import type { SnapshotExport } from '../job/snapshot-export.ts';
import type { StoredSnapshot } from './change-log.ts';
import { refuseEmptyBase, refuseMissingBase } from './evidence-missing.ts';

/** Returns the snapshot as it is stored, as this run would write it; undefined if there is none, or it may not be read. */
export async function readStoredSnapshot(
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
