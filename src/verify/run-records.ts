import { dayOfRecord, FOLDERS } from '../archive/layout.ts';
import { dayName } from '../archive/periods.ts';
import type { StoredFiles } from '../destinations/destination.ts';
import { StorageError } from '../notices/errors.ts';
import { DAY } from '../text/time.ts';

/** Days before the oldest one that may matter: a run may last over midnight. */
const DAYS_BEFORE = 2;

/** What a run tells of when it read what. */
export interface RecordedRun {
  /** Unix seconds. */
  startedAt: number;
  endedAt: number;
  /** Resources that it read without a failure. */
  readWhole: ReadonlySet<string>;
}

/**
 * Reads the records of runs of the last days. They only tell the minute where the manifest tells the day, so that one which cannot be
 * read is left out.
 */
export async function readRunRecords(
  destination: Pick<StoredFiles, 'list' | 'readText'>,
  now: number,
  maxAge: number,
): Promise<RecordedRun[]> {
  const since = dayName(Math.max(0, now - maxAge) - DAYS_BEFORE * DAY);
  const records: RecordedRun[] = [];
  for (const path of await destination.list(`${FOLDERS.runs}/`)) {
    const day = dayOfRecord(path);
    if (day === undefined || day < since) continue;
    const text = await destination.readText(path).catch((error) => {
      if (error instanceof StorageError && !error.endsRun) return undefined;
      throw error;
    });
    const record = text && parseRecord(text.text);
    if (record) records.push(record);
  }
  return records;
}

function parseRecord(text: string): RecordedRun | undefined {
  let parsed: Record<string, unknown> | null;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const startedAt = Date.parse(String(parsed?.started_at)) / 1000;
  const endedAt = Date.parse(String(parsed?.ended_at)) / 1000;
  if (Number.isNaN(startedAt) || Number.isNaN(endedAt)) return undefined;
  const resources = Array.isArray(parsed?.resources) ? (parsed.resources as Record<string, unknown>[]) : [];
  const readWhole = resources.flatMap(({ resource, status, left_until: left }) =>
    typeof resource === 'string' && status === 'ok' && left === undefined ? resource : [],
  );
  return { startedAt, endedAt, readWhole: new Set(readWhole) };
}
