import { copyFile } from 'node:fs/promises';
import { formatOfPath, historyPath } from '../../archive/layout.ts';
import type { HistoryEntry, Manifest } from '../../archive/manifest.ts';
import { dayName } from '../../archive/periods.ts';
import type { SnapshotResource } from '../../catalogue/resource.ts';
import { notice } from '../../notices/notice.ts';
import { spoolError } from '../../spool/spool-error.ts';
import type { ExportContext } from '../job/context.ts';
import type { Tally } from '../job/outcome.ts';
import { publishOnce, type SpooledFile } from './partition-writer.ts';

/**
 * Keeps a snapshot below `_history/` where it differs from the one kept last, or is complete where that one was not. The
 * spooled files stay.
 * @returns the entries for the manifest; none if nothing is new.
 */
export async function keepInHistory(
  context: ExportContext,
  resource: SnapshotResource,
  files: SpooledFile[],
  known: { manifest: Manifest | undefined; isComplete: boolean; tally: Tally },
): Promise<HistoryEntry[]> {
  const history = known.manifest?.history ?? [];
  const day = dayName(context.now);
  const kept: HistoryEntry[] = [];
  for (const file of files) {
    const extension = formatOfPath(file.path)?.extension ?? '';
    const last = history.findLast(({ path }) => formatOfPath(path)?.extension === extension);
    if (last?.sha256 === file.sha256 && !(last.incomplete && known.isComplete)) continue;
    const path = historyPath(resource.name, day, file.sha256, extension);
    const copy = context.spool.file();
    try {
      await copyFile(file.localFile, copy);
    } catch (error) {
      throw spoolError(error);
    }
    const became = await publishOnce(context, { ...file, path, localFile: copy }, known.tally);
    if (became === 'other') {
      context.log.warning(
        notice(`${path} holds something else than its name says and stays as it is.`, 'stored-file-damaged'),
      );
      continue;
    }
    const { rows, bytes, sha256 } = file;
    kept.push({ read_on: day, path, rows, bytes, sha256, ...(known.isComplete ? {} : { incomplete: true }) });
  }
  return kept;
}
