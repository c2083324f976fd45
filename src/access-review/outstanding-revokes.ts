import { reviewPath } from '../archive/layout.ts';
import type { AuditData } from '../audit/audit-data.ts';
import { countOf } from '../text/amounts.ts';
import { type AccessRow, type Population, rolesOf } from './access-row.ts';
import { accessRows } from './access-rows.ts';
import { type MergedReview, newestDecisions, type ReviewedRow } from './newest-decisions.ts';
import { unreadFor } from './still-read.ts';

/** A decision that has not been carried out. */
export interface OutstandingRevoke {
  /** "Ann Example (ann@example.org) in project Search as owner". */
  subject: string;
  /** Period of the review. */
  review: string;
  decision: 'revoke' | 'change';
  access: string;
  reviewer?: string;
  day?: string;
  commit?: string;
}

/**
 * Returns the decisions "revoke" and "change" of merged reviews that have not been carried out, and sentences about what
 * could not be followed up. The newest decision on an access counts; a blank cell decides nothing. Access that was granted
 * again after the review is a new grant, and not outstanding. A "change" is carried out when the roles differ; one of a
 * key cannot be seen from here, and is not followed up.
 */
export function outstandingRevokes(
  reviews: readonly MergedReview[],
  data: AuditData,
): { outstanding: OutstandingRevoke[]; problems: string[] } {
  const population = accessRows(data, []);
  const current = new Map(population.rows.map((row) => [row.access, row]));
  const { decided, problems } = newestDecisions(reviews);
  const outstanding: OutstandingRevoke[] = [];
  const unsure = new Map<string, { count: number; resources: Set<string> }>();
  for (const row of decided) {
    if (row.decision === 'keep') continue;
    const found = currentRow(row.access, current, population);
    if (found && isOutstanding(row, found)) outstanding.push(outstandingOf(row, found, row.decision));
    const unread = found ? [] : unreadFor(data, row);
    if (unread.length === 0) continue;
    const { period } = row.review;
    const known = unsure.get(period) ?? { count: 0, resources: new Set() };
    unsure.set(period, { count: known.count + 1, resources: new Set([...known.resources, ...unread]) });
  }
  for (const [period, { count, resources }] of unsure) {
    const names = [...resources].sort().join(', ');
    problems.push(
      `${reviewPath(period)}: ${countOf(count, 'decision')} could not be followed up: ${names} not read completely.`,
    );
  }
  return { outstanding, problems };
}

/** The row that a decision is about; that of the member where an invite was accepted in the meantime. */
function currentRow(access: string, current: ReadonlyMap<string, AccessRow>, { accepted }: Population) {
  return current.get(access) ?? current.get(accepted.get(access) ?? '');
}

function isOutstanding(row: ReviewedRow, found: AccessRow): boolean {
  if (found.access === row.access && isNewGrant(row, found)) return false;
  if (row.decision === 'revoke') return true;
  return !row.access.startsWith('key:') && sameRoles(row.role, rolesOf(found).join('; '));
}

/** Returns whether all ways in which it is there now were granted after the review, as far as their times show. */
function isNewGrant({ review: { day }, addedAt }: ReviewedRow, { ways }: AccessRow): boolean {
  return ways.every(({ since, dated }) => {
    if (since === undefined) return false;
    if (day !== undefined && since.slice(0, 10) > day) return true;
    // On the day itself only the time of the grant that was reviewed can decide.
    return dated && addedAt !== undefined && since > addedAt;
  });
}

function sameRoles(before: string, now: string): boolean {
  const sorted = (roles: string) => roles.toLowerCase().split('; ').sort().join('; ');
  return sorted(before) === sorted(now);
}

function outstandingOf(row: ReviewedRow, found: AccessRow, decision: 'revoke' | 'change'): OutstandingRevoke {
  const { period, reviewer, day, commit } = row.review;
  return {
    subject: subjectOf(found),
    review: period,
    decision,
    access: found.access,
    ...(reviewer !== undefined && { reviewer }),
    ...(day !== undefined && { day }),
    ...(commit !== undefined && { commit }),
  };
}

function subjectOf(row: AccessRow): string {
  const place = row.projectId === '' ? 'in the organisation' : `in project ${row.project || row.projectId}`;
  const roles = rolesOf(row).join(', ');
  if (row.kind === 'invite') return `invite of ${row.email || row.id} ${place}`;
  if (row.kind === 'admin key') return `admin key ${row.name || 'without a name'} (${row.id})`;
  if (row.kind === 'project key') return `key ${row.name || 'without a name'} (${row.id}) ${place}`;
  const who = row.name === '' ? row.email || row.id : `${row.name} (${row.email || row.id})`;
  return `${row.kind === 'person' ? '' : 'service account '}${who} ${place}${roles === '' ? '' : ` as ${roles}`}`;
}
