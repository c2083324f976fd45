import { createHash } from 'node:crypto';
import { formatOfPath } from '../archive/layout.ts';
import { unreadable } from '../archive/open-file.ts';
import { parsePeriodName } from '../archive/periods.ts';
import { decodeRows, type StoredRow } from '../archive/stored-rows.ts';
import type { Resource } from '../catalogue/resource.ts';
import type { StoredFiles } from '../destinations/destination.ts';
import { ConfigurationError, StorageError } from '../notices/errors.ts';
import { columnFindings, createHeaderReader } from './csv-header.ts';
import type { Problem } from './report.ts';
import { rowChecks } from './row-checks.ts';

/** To wait for every single row would take longer than to read it. */
const ROWS_AT_ONCE = 1000;

/** A file as a manifest lists it. */
export interface ListedFile {
  path: string;
  rows: number;
  bytes?: number;
  sha256?: string;
  period?: string;
  /** Columns that the catalogue does not know; of a kept snapshot the manifest does not tell them. */
  unknown_columns?: string[] | 'not told';
}

/** What a file turned out to hold. */
export interface FileCheck {
  rows: number;
  bytes: number;
  problem?: Problem;
  notes: string[];
}

/** What reads along while a file is checked. */
export interface Witness {
  row?(stored: StoredRow): void;
  /** Called now and then: rows go on when it is done. */
  pause?(): Promise<void>;
  bytes?(count: number): void;
}

/**
 * Reads a file to its end and compares it with what its manifest says of it. Only what would keep every other file from being
 * read too is thrown.
 */
export async function checkFile(
  destination: Pick<StoredFiles, 'description' | 'read'>,
  resource: Resource,
  listed: ListedFile,
  witness: Witness = {},
): Promise<FileCheck> {
  const counted = { rows: 0, bytes: 0 };
  const file = await destination.read(listed.path).catch((error) => unverified(error));
  if (file === undefined) return { ...counted, notes: [], problem: missing(listed) };
  if ('problem' in file) return { ...counted, notes: [], ...file };
  const hash = createHash('sha256');
  const header = createHeaderReader();
  const isTable = formatOfPath(listed.path)?.text === 'table';
  const checks = rowChecks(resource, listed.period === undefined ? undefined : parsePeriodName(listed.period));
  const onBytes = (chunk: Buffer) => {
    hash.update(chunk);
    counted.bytes += chunk.length;
    witness.bytes?.(chunk.length);
    if (isTable) header.take(chunk);
  };
  try {
    for await (const stored of decodeRows(file, listed.path, resource, onBytes)) {
      counted.rows += 1;
      checks.take(stored);
      witness.row?.(stored);
      if (counted.rows % ROWS_AT_ONCE === 0) await witness.pause?.();
    }
  } catch (error) {
    if (error instanceof StorageError && file.errored === error) return { ...counted, notes: [], ...unverified(error) };
    const told = unreadable(destination, listed.path, error);
    return { ...counted, notes: [], ...unverified(told, isDamage(error) ? listed : undefined) };
  }
  const differing = differences(listed, { ...counted, sha256: hash.digest('hex') });
  const columns = isTable ? columnFindings(resource, header.names(), listed, differing.length === 0) : undefined;
  const findings = [...differing, ...checks.findings(), ...(columns?.findings ?? [])];
  return {
    ...counted,
    notes: columns?.notes ?? [],
    ...(findings.length > 0 && {
      problem: { kind: 'wrong', text: `${listed.path}: ${findings.join('; ')}`, remedy: remedyFor(listed) },
    }),
  };
}

function differences(listed: ListedFile, found: { rows: number; bytes: number; sha256: string }): string[] {
  const told: string[] = [];
  if (listed.sha256 !== undefined && listed.sha256 !== found.sha256)
    told.push('the SHA-256 of its content is not that of its manifest');
  if (listed.rows !== found.rows) told.push(`it holds ${found.rows} rows, its manifest says ${listed.rows}`);
  if (listed.bytes !== undefined && listed.bytes !== found.bytes)
    told.push(`it has ${found.bytes} bytes, its manifest says ${listed.bytes}`);
  return told;
}

function missing(listed: ListedFile): Problem {
  const again =
    listed.period === undefined
      ? 'the next run writes a new one'
      : 'the next run reads that period again, as far as the API still serves it';
  return {
    kind: 'wrong',
    text: `${listed.path} is missing, although its manifest lists it`,
    remedy: `Restore it from an earlier version (git, versions of the bucket, a backup); else ${again}.`,
  };
}

function remedyFor({ period }: ListedFile): string {
  const again =
    period === undefined
      ? 'the next run writes it anew.'
      : 'move it away, so that the next run reads that period again, as far as the API still serves it.';
  return `Restore it, or its manifest, from an earlier version (git, versions of the bucket, a backup). If there is none, ${again}`;
}

/** What could not be read says nothing against the file, unless it is its content that is to blame. */
function unverified(error: unknown, damaged?: ListedFile): { problem: Problem } {
  if (!(error instanceof StorageError || error instanceof ConfigurationError)) throw error;
  if (error instanceof StorageError && error.endsRun) throw error;
  const text = withoutContent(error.message);
  if (damaged) return { problem: { kind: 'wrong', text, remedy: remedyFor(damaged) } };
  return { problem: { kind: 'unverified', text, remedy: 'Verify again when it can be read.' } };
}

/** A message without what a parser of tables quotes in it, which may be anybody's name, and without its full stop. */
export function withoutContent(message: string): string {
  return message.replace(/(Failed to read CSV: line \d+): (?!the header).*$/s, '$1 is no CSV').replace(/\.$/, '');
}

/** True where what was read is no file of that format; false where reading itself failed. */
function isDamage(error: unknown): boolean {
  if (error instanceof ConfigurationError) return false;
  return !/^E[A-Z]+$/.test((error as NodeJS.ErrnoException).code ?? '');
}
