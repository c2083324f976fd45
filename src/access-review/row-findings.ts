import type { Finding } from '../audit/check.ts';
import { groupBy } from '../text/group-by.ts';
import type { AccessRow } from './access-row.ts';

/**
 * Writes the ids of open findings into the rows that they are about: those whose id is a part of the finding's subject.
 * A subject that names a project is about the rows there; one that does not, about the row of the organisation, and where
 * there is none, about all of that id.
 */
export function attachFindings(rows: readonly AccessRow[], findings: readonly Finding[]): void {
  const byId = groupBy(rows, ({ id }) => id);
  const projects = new Set(rows.map(({ projectId }) => projectId).filter((id) => id !== ''));
  for (const { id, check, status } of findings) {
    if (status === 'resolved') continue;
    const parts = new Set(id.slice(check.length + 1).split('/'));
    const named = [...parts].filter((part) => projects.has(part));
    for (const part of parts) {
      for (const row of chosen(byId.get(part) ?? [], named)) row.findings.push(id);
    }
  }
  for (const row of rows) row.findings = [...new Set(row.findings)].sort();
}

function chosen(rows: readonly AccessRow[], projects: readonly string[]): readonly AccessRow[] {
  if (projects.length > 0) {
    const inside = rows.filter(({ projectId }) => projects.includes(projectId));
    if (inside.length > 0) return inside;
  }
  const organization = rows.filter(({ projectId }) => projectId === '');
  return organization.length > 0 ? organization : rows;
}
