import type { Archive } from '../archive/archive.ts';
import { formatOfPath } from '../archive/layout.ts';
import { parsePeriodName } from '../archive/periods.ts';
import { missingText, type StoredFacts } from '../archive/stored-file.ts';
import type { StoredRow } from '../archive/stored-rows.ts';
import type { Resource } from '../catalogue/resource.ts';
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
  archive: Archive,
  resource: Resource,
  listed: ListedFile,
  witness: Witness = {},
): Promise<FileCheck> {
  const counted = { rows: 0, bytes: 0 };
  const header = createHeaderReader();
  const isTable = formatOfPath(listed.path)?.text === 'table';
  const checks = rowChecks(resource, listed.period === undefined ? undefined : parsePeriodName(listed.period));
  const take = (stored: StoredRow) => {
    counted.rows += 1;
    checks.take(stored);
    witness.row?.(stored);
    return counted.rows % ROWS_AT_ONCE === 0 ? witness.pause?.() : undefined;
  };
  const onBytes = (chunk: Buffer) => {
    counted.bytes += chunk.length;
    witness.bytes?.(chunk.length);
    if (isTable) header.take(chunk);
  };
  let facts: StoredFacts | undefined;
  try {
    facts = await archive.rows(resource, listed.path, take, onBytes);
  } catch (error) {
    return { ...counted, notes: [], problem: problemOfFile(error, remedyFor(listed)) };
  }
  if (facts === undefined) return { ...counted, notes: [], problem: missing(listed) };
  const differing = differences(listed, facts);
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

function differences(listed: ListedFile, found: StoredFacts): string[] {
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
    text: missingText(listed.path),
    remedy: `Restore it from an earlier version (git, versions of the bucket, a backup); else ${again}.`,
  };
}

function remedyFor({ period }: ListedFile): string {
  const again =
    period === undefined
      ? 'the next run rewrites it.'
      : 'move it away, so that the next run reads that period again, as far as the API still serves it.';
  return `Restore it, or its manifest, from an earlier version (git, versions of the bucket, a backup). If there is none, ${again}`;
}

/** Returns the problem of a file that could not be read to its end. It says something against the file only if its content is to blame. */
export function problemOfFile(error: unknown, remedy: string): Problem {
  if (!(error instanceof StorageError || error instanceof ConfigurationError)) throw error;
  if (error instanceof StorageError && error.endsRun) throw error;
  const text = withoutContent(error.message);
  return error.topic === 'stored-file-damaged'
    ? { kind: 'wrong', text, remedy }
    : { kind: 'unverified', text, remedy: 'Verify again when it can be read.' };
}

/** Returns a message without what a parser of tables quotes in it, which may be anybody's name, and without its full stop. */
export function withoutContent(message: string): string {
  return message.replace(/(Failed to read CSV: line \d+): (?!the header).*$/s, '$1 is no CSV').replace(/\.$/, '');
}
