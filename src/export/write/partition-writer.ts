import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openArchive } from '../../archive/archive.ts';
import type { Entry } from '../../archive/manifest.ts';
import { compress } from '../../formats/compression.ts';
import type { FormatChoice, Table } from '../../formats/format.ts';
import { holdsRefusedText } from '../../formats/refused-text.ts';
import type { Row } from '../../formats/row.ts';
import { MOST_UNKNOWN_COLUMNS } from '../../formats/unknown-columns.ts';
import { StorageError } from '../../notices/errors.ts';
import { spoolError } from '../../spool/spool-error.ts';
import type { ResourceState } from '../../state/restore.ts';
import type { ExportContext } from '../job/context.ts';
import type { RefusedRows, Tally } from '../job/outcome.ts';

/** A file in the spool that is ready to be published. */
export interface SpooledFile {
  localFile: string;
  /** Path at the destination. */
  path: string;
  rows: number;
  /** Of the uncompressed content. */
  bytes: number;
  sha256: string;
  /** Rows with text that readers refuse; absent if there are none. */
  refused?: RefusedRows;
}

/** Writes the rows, which come in their final order, to the spool: one file for each format. */
export async function spoolFiles(
  context: Pick<ExportContext, 'spool'>,
  options: { basePath: string; formats: FormatChoice[]; table: Table; rows: () => AsyncIterable<Row[]> },
): Promise<SpooledFile[]> {
  refuseTooManyColumns(options);
  const files: SpooledFile[] = [];
  for (const format of options.formats) {
    const localFile = context.spool.file();
    const hash = createHash('sha256');
    let rows = 0;
    let bytes = 0;
    const path = `${options.basePath}.${format.extension}`;
    let refused: RefusedRows | undefined;
    const counted = async function* () {
      for await (const batch of options.rows()) {
        for (const [index, { json }] of batch.entries()) {
          if (!holdsRefusedText(json)) continue;
          refused ??= { rows: 0, path, row: rows + index + 1 };
          refused.rows += 1;
        }
        rows += batch.length;
        yield batch;
      }
    };
    const hashed = async function* () {
      for await (const chunk of format.encode(counted(), options.table)) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    };
    const compressor = compress(format.compression);
    const source = Readable.from(hashed());
    const sink = createWriteStream(localFile);
    try {
      await (compressor ? pipeline(source, compressor, sink) : pipeline(source, sink));
    } catch (error) {
      throw spoolError(error);
    }
    files.push({ localFile, path, rows, bytes, sha256: hash.digest('hex'), ...(refused && { refused }) });
  }
  return files;
}

/** A table of ever-new columns has no end; where rows keep their shape, they are as long as they were sent. */
function refuseTooManyColumns({
  basePath,
  formats,
  table,
}: {
  basePath: string;
  formats: FormatChoice[];
  table: Table;
}): void {
  if (table.unknownColumns.length <= MOST_UNKNOWN_COLUMNS || formats.every(({ keepsShape }) => keepsShape)) return;
  throw new StorageError(
    'too-many-columns',
    `The rows of ${basePath} hold more than ${MOST_UNKNOWN_COLUMNS.toLocaleString('en-GB')} fields that the catalogue does not know, and each would be a column: it was not written. Set \`on-schema-change: discard-columns\` for this resource, or \`format: jsonl\`, which takes them as they are.`,
  );
}

/** Counts the rows of this file, and so of the same rows in other formats, that readers refuse. */
export function countRefused(tally: Tally, file: SpooledFile | undefined): void {
  const refused = file?.refused;
  if (refused === undefined) return;
  tally.refused = { ...(tally.refused ?? refused), rows: (tally.refused?.rows ?? 0) + refused.rows };
}

/**
 * Publishes what differs from what is stored, and counts it.
 * @param storedHash gives the hash of the content now stored under a path, or undefined if there is no such file.
 */
export async function publishFiles(
  context: Pick<ExportContext, 'destination'>,
  files: SpooledFile[],
  storedHash: (path: string) => string | undefined,
  tally: Tally,
): Promise<void> {
  countRefused(tally, files[0]);
  let rows = 0;
  for (const file of files) {
    if (storedHash(file.path) === file.sha256) {
      await rm(file.localFile, { force: true });
      continue;
    }
    await context.destination.publish(file.path, file.localFile, file);
    tally.files += 1;
    tally.bytes += file.bytes;
    rows = file.rows;
  }
  tally.rows += rows;
}

/**
 * Publishes a file where nothing may be replaced, and counts it; its rows are for the caller to count, once for all formats.
 * @returns whether it is `new` there, the `same` one was there, an `other` one, or one that may not be looked at.
 */
export async function publishOnce(
  context: Pick<ExportContext, 'destination' | 'access'>,
  file: SpooledFile,
  tally: Tally,
): Promise<'new' | 'same' | 'other' | 'unknown'> {
  if (await context.destination.publishNew(file.path, file.localFile, file)) {
    tally.files += 1;
    tally.bytes += file.bytes;
    return 'new';
  }
  if (context.access.writeOnly) return 'unknown';
  return (await openArchive(context.destination).hash(file.path)) === file.sha256 ? 'same' : 'other';
}

/** Returns the hash of the content now under a path: as read a moment ago, else as the manifest says, if the file is there. */
export function storedHash(
  { files }: Pick<ResourceState, 'files'>,
  entries: readonly Entry[],
  read: string | undefined,
  path: string,
): string | undefined {
  if (read !== undefined) return read;
  return files?.has(path) === false ? undefined : entries.find((entry) => entry.path === path)?.sha256;
}

/** Removes files that hold nothing any more, and counts them. */
export async function removeFiles(
  context: Pick<ExportContext, 'destination'>,
  paths: string[],
  tally: Tally,
): Promise<void> {
  for (const path of paths) {
    await context.destination.remove(path);
    tally.removed += 1;
  }
}

/** Returns the manifest's entry of a published file. */
export function entryOf(file: SpooledFile, extra: Partial<Entry>, unknownColumns: string[]): Entry {
  return {
    ...extra,
    path: file.path,
    rows: file.rows,
    bytes: file.bytes,
    sha256: file.sha256,
    // Of too many, some are not all: a list that is cut off would be taken for the whole.
    ...(unknownColumns.length > 0 && unknownColumns.length <= MOST_UNKNOWN_COLUMNS
      ? { unknown_columns: unknownColumns }
      : {}),
  };
}
