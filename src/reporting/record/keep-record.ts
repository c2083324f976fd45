import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { explained } from '../../api/explain.ts';
import { recordPath } from '../../archive/layout.ts';
import type { Destination } from '../../destinations/destination.ts';
import { diskTrouble } from '../../notices/disk-trouble.ts';
import { StorageError } from '../../notices/errors.ts';
import type { Log } from '../../notices/log.ts';
import { notice } from '../../notices/notice.ts';
import type { Config } from '../../settings/config.ts';
import { type RunRecord, serializeRecord } from './run-record.ts';

/**
 * Writes the record to a file for later steps, in a folder of its own because another step of the job may leave one too.
 * @param known the file of an earlier version of this record, which is replaced.
 * @returns its path; undefined if it could not be written, which must not hide what the run did.
 */
export async function writeRecord(
  record: RunRecord,
  { environment: { temporaryFolder } }: Pick<Config, 'environment'>,
  log: Log,
  known?: string,
): Promise<string | undefined> {
  try {
    const newFile = async () =>
      path.join(await mkdtemp(path.join(temporaryFolder, 'openai-admin-run-')), 'run-record.json');
    const file = known ?? (await newFile());
    await writeFile(file, serializeRecord(record));
    return file;
  } catch (error) {
    const trouble = diskTrouble(error);
    const cause = trouble ? `${trouble.code}. ${trouble.remedy}` : String(error);
    const text = `The record of this run could not be written to ${temporaryFolder}: ${cause}`;
    log.warning(notice(text, 'record-not-stored'));
    return undefined;
  }
}

/** Stores the record in the store that the run wrote to; warns if that fails. */
export async function storeRecord(record: RunRecord, destination: Destination, log: Log): Promise<void> {
  try {
    await destination.writeText(
      recordPath(record.started_at, record.run.id, record.selection),
      serializeRecord(record),
    );
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    log.warning(notice(`The record of this run was not stored: ${explained(error)}`, 'record-not-stored'));
  }
}
