import { historyFolder } from '../archive/manifest.ts';
import type { PartitionBy } from '../archive/periods.ts';
import { parsePeriodName } from '../archive/periods.ts';
import { formatOfPath, readStoredRows } from '../archive/stored-rows.ts';
import type { Resource } from '../catalogue/resource.ts';
import type { Destination } from '../destinations/destination.ts';
import { revisionOf } from '../export/write/write-once.ts';
import { tableOf } from '../formats/table.ts';
import { findUnknownColumns } from '../formats/unknown-columns.ts';
import { StorageError } from '../notices/errors.ts';

/** Where a file stands among those of its resource, by its path alone. */
export interface FilePlace {
  path: string;
  /** Ending with the compression: `csv.gz`. */
  extension: string;
  /** Partition, and its length; absent for a snapshot. */
  period?: string;
  partitionBy?: PartitionBy;
  /** 1, and more for a corrected partition of a store that keeps what was written once. */
  revision: number;
  /** UTC day on which a kept snapshot was read. */
  readOn?: string;
}

/** What a file holds. */
export interface FileContent {
  rows: number;
  /** Of the uncompressed content. */
  bytes: number;
  sha256: string;
  unknownColumns: string[];
}

const DATED =
  /^(?<folder>month=(?<month>\d{4}-\d\d)|date=(?<date>\d{4}-\d\d-\d\d)(?:\/hour=(?<hour>\d\d))?)\/(?:rev=\d+\/)?(?<name>[^/]+)$/;
const KEPT = /^date=(?<day>\d{4}-\d\d-\d\d)\/[^/]+$/;

/** Returns what the path of a resource's file tells; undefined for a file that the export does not name so. */
export function placeOfFile(resource: Resource, path: string): FilePlace | undefined {
  const extension = formatOfPath(path)?.extension;
  if (extension === undefined) return undefined;
  const history = historyFolder(resource.name);
  if (path.startsWith(history)) {
    const day = KEPT.exec(path.slice(history.length))?.groups?.day;
    return day !== undefined && isPeriod(day) ? { path, extension, revision: 1, readOn: day } : undefined;
  }
  const below = path.slice(resource.name.length + 1);
  if (resource.kind === 'snapshot') {
    return below === `${resource.name}.${extension}` ? { path, extension, revision: 1 } : undefined;
  }
  const { folder, month, date, hour, name = '' } = DATED.exec(below)?.groups ?? {};
  const period = month ?? (hour === undefined ? date : `${date}T${hour}`);
  const isOurs =
    name.replace(/\.rev-\d+\./, '.') === `${resource.name}.${extension}` || /^late-[0-9a-f]{12}\./.test(name);
  if (period === undefined || !isOurs || !isPeriod(period)) return undefined;
  const partitionBy = month !== undefined ? 'month' : hour === undefined ? 'day' : 'hour';
  return { path, extension, period, partitionBy, revision: revisionOf(path, `${resource.name}/${folder}`) };
}

/** Reads a file to its end. Throws a `StorageError` if it is damaged, or gone since it was listed. */
export async function contentOfFile(destination: Destination, resource: Resource, path: string): Promise<FileContent> {
  const unknown = new Set<string>();
  const table = tableOf(resource, [], false);
  const facts = await readStoredRows({ destination }, resource, path, ({ row }) => {
    findUnknownColumns(row, table, unknown);
  });
  if (facts) return { ...facts, unknownColumns: [...unknown].sort() };
  throw new StorageError(
    'stored-file-missing',
    `${path} was listed in the ${destination.description} and is gone. Repair again when nobody else writes.`,
  );
}

function isPeriod(name: string): boolean {
  try {
    parsePeriodName(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
