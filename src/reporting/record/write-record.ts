import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { diskTrouble } from '../../notices/disk-trouble.ts';
import type { Log } from '../../notices/log.ts';
import { withPointer } from '../../notices/pointer.ts';
import type { Config } from '../../settings/config.ts';
import { type RunRecord, serializeRecord } from './run-record.ts';

/**
 * Writes the record where later steps find it; a folder of its own, because another step of the job may leave one too.
 * @returns its path; undefined where it could not be written, which must not hide what the run did.
 */
export async function writeRecord(
  record: RunRecord,
  { environment }: Pick<Config, 'environment'>,
  log: Log,
): Promise<string | undefined> {
  try {
    const folder = await mkdtemp(path.join(environment.temporaryFolder, 'openai-admin-run-'));
    const file = path.join(folder, 'run-record.json');
    await writeFile(file, serializeRecord(record));
    return file;
  } catch (error) {
    const trouble = diskTrouble(error);
    const told = trouble ? `${trouble.code}. ${trouble.remedy}` : String(error);
    const why = `The record of this run could not be written to ${environment.temporaryFolder}: ${told}`;
    log.warning(withPointer(why, 'record-not-stored'));
    return undefined;
  }
}
