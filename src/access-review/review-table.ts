import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { ConfigurationError } from '../notices/errors.ts';

/** Columns that each run rewrites. */
export const GENERATED_COLUMNS = [
  'access',
  'kind',
  'id',
  'name',
  'email',
  'project_id',
  'project',
  'role',
  'obtained',
  'added_at',
  'last_used_at',
  'owner',
  'findings',
] as const;

/** Columns of a new file; reviewers fill in the first two of the last three, and may add their own. */
export const REVIEW_COLUMNS = [...GENERATED_COLUMNS, 'decision', 'note', 'since_decided'] as const;

export type ReviewColumn = (typeof REVIEW_COLUMNS)[number];

/** A review's file, cell by cell: columns may have been moved, added, or have no name. */
export interface ReviewTable {
  header: string[];
  /** As long as the header, each. */
  rows: string[][];
  /** Where our columns are; one that was removed is missing. */
  positions: Map<ReviewColumn, number>;
}

const delimiters = [',', ';', '\t'];

/**
 * Returns what a review's file holds, also after a spreadsheet has saved it with other separators, quotes, line ends and a
 * byte order mark. Throws a ConfigurationError if that is unclear, rather than lose what people wrote.
 */
export function parseReview(text: string): ReviewTable {
  if (/^(?:<{7}|>{7}) /m.test(text)) throw unreadable('it holds the marks of a merge conflict; resolve it first');
  const delimiter = delimiters.find((candidate) => columnPositions(records(text, candidate, 1)[0] ?? []).has('access'));
  if (delimiter === undefined) {
    throw unreadable('its first line names no column "access", which tells the rows apart; put that line back');
  }
  const [header = [], ...rows] = records(text, delimiter);
  const positions = columnPositions(header);
  if (!positions.has('decision')) throw unreadable('it has no column "decision"; put its name back');
  const width = Math.max(header.length, longest(rows));
  const pad = (row: string[]) => [...row, ...Array<string>(width - row.length).fill('')];
  return {
    header: pad(header),
    rows: rows.filter((row) => row.some((cell) => cell.trim() !== '')).map(pad),
    positions,
  };
}

/** Returns the text of a table: commas, `\n`, quotes only if they are needed. */
export function formatReview({ header, rows }: Pick<ReviewTable, 'header' | 'rows'>): string {
  return stringify([header, ...rows], { record_delimiter: '\n', quoted_match: /\r/ });
}

/** Returns the cell of a row in one of our columns, without the blanks around it. */
export function cellOf(table: ReviewTable, row: readonly string[], column: ReviewColumn): string {
  return row[table.positions.get(column) ?? -1]?.trim() ?? '';
}

function records(text: string, delimiter: string, to?: number): string[][] {
  try {
    return parse(text, {
      bom: true,
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      ...(to !== undefined && { to }),
    });
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error), error);
  }
}

/** If a name stands twice, the first one counts. */
function columnPositions(header: readonly string[]): Map<ReviewColumn, number> {
  const names = header.map((name) => name.trim().toLowerCase());
  const found = REVIEW_COLUMNS.map((column) => [column, names.indexOf(column)] as const);
  return new Map(found.filter(([, position]) => position >= 0));
}

function longest(rows: readonly string[][]): number {
  return rows.reduce((most, row) => Math.max(most, row.length), 0);
}

function unreadable(why: string, cause?: unknown): ConfigurationError {
  return new ConfigurationError(
    'access-review-unreadable',
    `Failed to read an access review: ${why}`,
    cause === undefined ? undefined : { cause },
  );
}
