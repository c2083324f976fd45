import type { AuditData } from '../audit/audit-data.ts';
import { defuseFormula } from '../formats/formulas.ts';
import { type AccessRow, accessParts, compareAccess, obtainedText, type Population, rolesOf } from './access-row.ts';
import { decisionOf } from './decision.ts';
import {
  cellOf,
  formatReview,
  GENERATED_COLUMNS,
  parseReview,
  REVIEW_COLUMNS,
  type ReviewTable,
} from './review-table.ts';
import { unreadFor } from './still-read.ts';

/** How far a review has come, in rows. */
export interface ReviewTally {
  rows: number;
  keep: number;
  revoke: number;
  change: number;
  undecided: number;
  /** Decisions that are none of the three words. */
  unknown: number;
  /** Decided rows of which something has changed since: `since_decided` says what. */
  changedSince: number;
}

/** What the file is to show. */
export interface ReviewState {
  population: Population;
  /** What the population was read from. */
  data: AuditData;
  /** UTC day of the run. */
  day: string;
}

/**
 * Returns the review's file for the population as it is now. What people wrote in the stored one stays as it is, cell by
 * cell: decisions, notes, columns and rows of their own. Rows of access that has gone stay where something was written in
 * them. `since_decided` says what has become of a row since.
 *
 * Throws a ConfigurationError if the stored file cannot be read: it must not be written over then.
 */
export function mergeReview(stored: string | undefined, state: ReviewState): { text: string; tally: ReviewTally } {
  const table = widened(stored?.trim() ? parseReview(stored) : { header: [], rows: [], positions: new Map() });
  const { population, day } = state;
  const current = new Map(population.rows.map((row) => [row.access, row]));
  const rows: string[][] = [];
  const seen = new Set<string>();
  for (const row of table.rows) {
    const access = cellOf(table, row, 'access');
    const known = seen.has(access) ? undefined : current.get(access);
    if (!accessParts(access)) rows.push([...row]);
    else if (known) rows.push(refreshed(table, row, known, day));
    // A copy of a row that is there is people's work, and no row that has gone.
    else if (seen.has(access)) rows.push(...(isWrittenIn(table, row) ? [[...row]] : []));
    else rows.push(...keptRow(table, row, state));
    seen.add(access);
  }
  for (const row of population.rows) if (!seen.has(row.access)) rows.push(filled(table, blank(table), row));
  rows.sort((a, b) => compareAccess(cellOf(table, a, 'access'), cellOf(table, b, 'access')));
  return { text: formatReview({ header: table.header, rows }), tally: tallyOf(table, rows) };
}

/** Returns the table with those of our columns that it lacks. */
function widened({ header, rows, positions }: ReviewTable): ReviewTable {
  const lacking = REVIEW_COLUMNS.filter((column) => !positions.has(column));
  const all = new Map(positions);
  for (const [index, column] of lacking.entries()) all.set(column, header.length + index);
  return {
    header: [...header, ...lacking],
    rows: rows.map((row) => [...row, ...lacking.map(() => '')]),
    positions: all,
  };
}

function blank({ header }: ReviewTable): string[] {
  return header.map(() => '');
}

function filled(table: ReviewTable, row: readonly string[], current: AccessRow): string[] {
  const cells: Record<(typeof GENERATED_COLUMNS)[number], string> = {
    access: current.access,
    kind: current.kind,
    id: current.id,
    name: current.name,
    email: current.email,
    project_id: current.projectId,
    project: current.project,
    role: rolesOf(current).join('; '),
    obtained: obtainedText(current),
    added_at: current.addedAt,
    last_used_at: current.lastUsedAt,
    owner: current.owner,
    findings: current.findings.join(' '),
  };
  const copy = [...row];
  for (const column of GENERATED_COLUMNS) copy[table.positions.get(column) ?? -1] = defuseFormula(cells[column]);
  return copy;
}

function refreshed(table: ReviewTable, row: readonly string[], current: AccessRow, day: string): string[] {
  const fresh = filled(table, row, current);
  const marks: string[] = [];
  if (isGone(table, row)) marks.push('there again');
  if (decisionOf(cellOf(table, row, 'decision'))) {
    for (const column of ['role', 'obtained'] as const) {
      const before = cellOf(table, row, column);
      if (before !== cellOf(table, fresh, column)) marks.push(`${column} was ${before || 'empty'}`);
    }
  }
  return marks.reduce((marked, text) => withMark(table, marked, `${day}: ${text}`), fresh);
}

/** The row of access that is not found: as it is, marked, or not at all. */
function keptRow(table: ReviewTable, row: readonly string[], { population, data, day }: ReviewState): string[][] {
  const access = cellOf(table, row, 'access');
  const about = { access, kind: cellOf(table, row, 'kind'), obtained: cellOf(table, row, 'obtained') };
  if (unreadFor(data, about).length > 0) return [[...row]];
  if (!isWrittenIn(table, row)) return [];
  if (isGone(table, row)) return [[...row]];
  const member = population.accepted.get(access);
  return [withMark(table, row, `${day}: ${member ? `accepted, now ${member}; gone` : 'gone'}`)];
}

/** Returns whether people have written in any column that is theirs. */
function isWrittenIn(table: ReviewTable, row: readonly string[]): boolean {
  const generated = new Set<number | undefined>(GENERATED_COLUMNS.map((column) => table.positions.get(column)));
  generated.add(table.positions.get('since_decided'));
  return row.some((cell, index) => !generated.has(index) && cell.trim() !== '');
}

function isGone(table: ReviewTable, row: readonly string[]): boolean {
  return /(?:^|[ ;])gone$/.test(cellOf(table, row, 'since_decided'));
}

function withMark(table: ReviewTable, row: readonly string[], mark: string): string[] {
  const marked = [...row];
  const before = cellOf(table, row, 'since_decided');
  marked[table.positions.get('since_decided') ?? -1] = before === '' ? mark : `${before}; ${mark}`;
  return marked;
}

function tallyOf(table: ReviewTable, rows: readonly string[][]): ReviewTally {
  const tally = { rows: rows.length, keep: 0, revoke: 0, change: 0, undecided: 0, unknown: 0, changedSince: 0 };
  for (const row of rows) {
    const decision = decisionOf(cellOf(table, row, 'decision'));
    tally[decision ?? 'undecided'] += 1;
    if (decision && cellOf(table, row, 'since_decided') !== '') tally.changedSince += 1;
  }
  return tally;
}
