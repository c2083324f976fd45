import { changeFolder, revisionFolder } from '../../archive/layout.ts';
import type { Manifest } from '../../archive/manifest.ts';
import { isPermanent } from '../../catalogue/kinds.ts';
import { notice } from '../../notices/notice.ts';
import type { PrivacyShape } from '../../privacy/privacy-shape.ts';
import { list } from '../../text/list.ts';
import type { DatedExport } from '../job/dated-export.ts';
import type { SnapshotExport } from '../job/snapshot-export.ts';

/**
 * Returns true if rows that were hidden like this at the last run, once looked through again, can be compared with rows that are
 * hidden like this now: otherwise everything personal would look as if it had changed.
 */
export function isComparable(before: PrivacyShape | undefined, now: PrivacyShape | undefined): boolean {
  if (before === undefined) return true;
  if (now === undefined || JSON.stringify(before.columns) !== JSON.stringify(now.columns)) return false;
  return now.mode === 'redact' || (before.mode === now.mode && before.key === now.key);
}

/**
 * Names the change log and the kept snapshots of a time when personal data was not hidden, or was hidden otherwise. To be
 * called before the run adds to them.
 */
export async function warnOfEarlierSnapshots({ context, resource, state, change }: SnapshotExport): Promise<void> {
  if (!isHiddenAnew(state.manifest, change.shape.privacy)) return;
  const changes = context.access.writeOnly ? [] : await context.destination.list(changeFolder(resource.name));
  const history = (state.manifest?.history ?? []).map(({ path }) => path);
  warn({ context, resource }, state.manifest, [...changes, ...history]);
}

/** Names the partitions, and versions of events, that a change of privacy has left as they were. */
export async function warnOfEarlierPeriods({ context, resource, state, change }: DatedExport): Promise<void> {
  if (!isHiddenAnew(state.manifest, change.shape.privacy)) return;
  const rewritten = new Set([...change.written.map(({ period }) => period), ...change.removedPeriods]);
  const left = (state.manifest?.entries ?? []).filter(({ period }) => !rewritten.has(period));
  const isReadable = isPermanent(resource) && !context.access.writeOnly;
  const revisions = isReadable ? await context.destination.list(revisionFolder(resource.name)) : [];
  warn({ context, resource }, state.manifest, [...left.flatMap(({ path }) => path ?? []), ...revisions]);
}

function isHiddenAnew(manifest: Manifest | undefined, now: PrivacyShape | undefined): boolean {
  if (manifest === undefined || now === undefined) return false;
  return JSON.stringify(manifest.shape.privacy) !== JSON.stringify(now);
}

function warn(
  { context, resource }: Pick<DatedExport, 'context'> & { resource: { name: string } },
  manifest: Manifest | undefined,
  paths: string[],
): void {
  if (paths.length === 0) return;
  const how =
    manifest?.shape.privacy === undefined
      ? 'were written before `privacy` was set and hold personal data in the open'
      : 'were written with another `privacy`, `pseudonym-key` or other columns';
  context.log.warning(
    notice(
      `${resource.name}: ${paths.length === 1 ? 'this file stays' : 'these files stay'} as before: ${list(paths)}. They ${how}. Remove them, and the earlier versions that a repository or a store keeps, where nobody may read them.`,
      'stored-before-privacy',
    ),
  );
}
