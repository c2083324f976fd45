import { explained } from '../../api/explain.ts';
import { recordPath } from '../../archive/layout.ts';
import type { Destination } from '../../destinations/destination.ts';
import { StorageError } from '../../notices/errors.ts';
import { withPointer } from '../../notices/pointer.ts';
import { type RunRecord, serializeRecord } from './run-record.ts';

/**
 * Keeps a run's record in the store that it wrote to.
 * @returns what kept it from being written, for the report; undefined where it was.
 */
export async function storeRecord(destination: Destination, record: RunRecord): Promise<string | undefined> {
  try {
    await destination.writeText(
      recordPath(record.started_at, record.run.id, record.selection),
      serializeRecord(record),
    );
    return undefined;
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    return withPointer(`The record of this run was not stored: ${explained(error)}`, 'record-not-stored');
  }
}
