import { reviewPath } from '../archive/layout.ts';
import { ConfigurationError } from '../notices/errors.ts';
import { countOf } from '../text/amounts.ts';
import { type Decision, decisionOf } from './decision.ts';
import { cellOf, parseReview } from './review-table.ts';

/** A review that was merged: the record. */
export interface MergedReview {
  /** `2026-Q4`. */
  period: string;
  /** What its file held when it was merged. */
  text: string;
  reviewer?: string;
  /** UTC day of the merge. */
  day?: string;
  commit?: string;
}

/** A decision, and the row as its review's file has it. */
export interface ReviewedRow {
  access: string;
  decision: Decision;
  review: MergedReview;
  kind: string;
  role: string;
  obtained: string;
  /** ISO 8601; absent if it is blank, or a spreadsheet has written the date its own way. */
  addedAt?: string;
}

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
/** Of two decisions on one access in one file, the stricter one counts. */
const strictness = { keep: 0, change: 1, revoke: 2 };

/**
 * Returns the newest decision on each access, newest review first, and a sentence for each review that cannot be read or
 * holds decisions that are none of the three words.
 */
export function newestDecisions(reviews: readonly MergedReview[]): { decided: ReviewedRow[]; problems: string[] } {
  const newest = new Map<string, ReviewedRow>();
  const problems: string[] = [];
  const age = ({ period, day }: MergedReview) => `${period} ${day ?? ''}`;
  for (const review of [...reviews].sort((a, b) => (age(a) < age(b) ? 1 : -1))) {
    const path = reviewPath(review.period);
    try {
      const { rows, unknown } = decisionsIn(review, newest);
      for (const row of rows) newest.set(row.access, row);
      const which = `${countOf(unknown, 'decision')} ${unknown === 1 ? 'is' : 'are'} none of keep, revoke, change`;
      if (unknown > 0) problems.push(`${path}: ${which}, and not followed up.`);
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      problems.push(`${path}: its decisions are not followed up. ${error.message}.`);
    }
  }
  return { decided: [...newest.values()], problems };
}

/** The decisions of a file that no newer review has replaced. */
function decisionsIn(review: MergedReview, newer: ReadonlyMap<string, ReviewedRow>) {
  const table = parseReview(review.text);
  const found = new Map<string, ReviewedRow>();
  let unknown = 0;
  for (const row of table.rows) {
    const access = cellOf(table, row, 'access');
    const decision = decisionOf(cellOf(table, row, 'decision'));
    if (decision === undefined || newer.has(access)) continue;
    if (decision === 'unknown') {
      unknown += 1;
      continue;
    }
    const known = found.get(access);
    if (known && strictness[known.decision] >= strictness[decision]) continue;
    const [kind, role, obtained] = (['kind', 'role', 'obtained'] as const).map((name) => cellOf(table, row, name));
    const addedAt = cellOf(table, row, 'added_at');
    const told = { kind: kind ?? '', role: role ?? '', obtained: obtained ?? '' };
    found.set(access, { access, decision, review, ...told, ...(isoTime.test(addedAt) && { addedAt }) });
  }
  return { rows: found.values(), unknown };
}
