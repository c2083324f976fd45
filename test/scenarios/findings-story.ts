import type { Finding } from '../../src/audit/check.ts';
import type { CheckRecord } from '../../src/audit/check-records.ts';
import { linesOf, type Scenario, secondsOf } from './scenario.ts';

/** The findings that lie beside the data. */
export async function findingsIn(scenario: Scenario): Promise<Finding[]> {
  return linesOf(await scenario.read('data/_findings/findings.jsonl')).map((line) => JSON.parse(line));
}

/** What became of each check in the last run. */
export async function recordsIn(scenario: Scenario): Promise<Map<string, CheckRecord>> {
  const { checks }: { checks: CheckRecord[] } = JSON.parse(await scenario.read('data/_findings/checks.json'));
  return new Map(checks.map((record) => [record.id, record]));
}

/** Somebody joins the organisation as owner. */
export function plantOwner({ simulator }: Scenario, fields: Record<string, unknown> = {}): void {
  const person = { id: 'user-planted', name: 'Planted Person', email: 'planted.person@partner.example' };
  const row = { object: 'organization.user', ...person, role: 'owner', added_at: secondsOf('2026-03-01T00:00:00Z') };
  simulator.organization.list('users').add({ row: { ...row, ...fields } });
}
