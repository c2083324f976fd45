import { CsvError, parse } from 'csv-parse/sync';
import { ConfigurationError } from '../notices/errors.ts';

/** What finance calls a project. */
export interface ProjectLabel {
  team?: string;
  costCentre?: string;
  /** By month, in the currency of the costs. */
  budget?: number;
}

const COLUMNS = ['project_id', 'team', 'cost_centre', 'budget'];

/** A plain amount: a thousands separator could as well be a decimal comma. */
const AMOUNT = /^\d+(\.\d+)?$/;

interface ParsedRecord {
  record: Record<string, string>;
  info: { lines: number };
}

/**
 * Reads `projects.csv`: `project_id`, and any of `team`, `cost_centre`, `budget`.
 * @param known ids of all projects.
 * @returns labels by project, and a sentence for each id that is none of them. Throws a `ConfigurationError` that names the line
 * where the text is not of this form.
 */
export function parseProjectLabels(
  text: string,
  known: ReadonlySet<string>,
): { labels: Map<string, ProjectLabel>; warnings: string[] } {
  const labels = new Map<string, ProjectLabel>();
  const warnings: string[] = [];
  for (const { record, info } of parseRecords(text)) {
    const id = record.project_id ?? '';
    if (id === '') throw mistake(info.lines, 'has no project_id');
    if (labels.has(id)) throw mistake(info.lines, `gives the project ${id} a second time`);
    if (!known.has(id)) warnings.push(`The projects file, line ${info.lines}: there is no project ${id}.`);
    labels.set(id, labelOf(record, info.lines));
  }
  return { labels, warnings };
}

function labelOf({ team, cost_centre: costCentre, budget }: Record<string, string>, line: number): ProjectLabel {
  if (budget && !AMOUNT.test(budget)) {
    throw mistake(
      line,
      `has the budget ${JSON.stringify(budget)}: give digits and a point alone, such as 1500 or 1500.50`,
    );
  }
  return { ...(team && { team }), ...(costCentre && { costCentre }), ...(budget && { budget: Number(budget) }) };
}

function parseRecords(text: string): ParsedRecord[] {
  try {
    return parse(text, { bom: true, columns: checkHeader, info: true, trim: true, skip_empty_lines: true });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw mistake(Number(cause.lines ?? 1), `is not CSV: ${cause.message}`, cause);
  }
}

function checkHeader(header: string[]): string[] {
  const wrong = header.find((name) => !COLUMNS.includes(name));
  const twice = header.find((name, index) => header.indexOf(name) < index);
  if (wrong !== undefined || twice !== undefined || !header.includes('project_id')) {
    const why =
      wrong !== undefined
        ? `names the column ${JSON.stringify(wrong)}`
        : twice !== undefined
          ? `names ${twice} twice`
          : 'lacks project_id';
    throw mistake(1, `${why}: allowed are ${COLUMNS.join(', ')}, the first of which must be there`);
  }
  return header;
}

function mistake(line: number, why: string, cause?: unknown): ConfigurationError {
  const error = new ConfigurationError('projects-file', `line ${line} ${why}.`);
  if (cause !== undefined) error.cause = cause;
  return error;
}
