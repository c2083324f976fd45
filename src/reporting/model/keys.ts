import { dayName } from '../../archive/periods.ts';
import type { AuditData, Cells } from '../../audit/audit-data.ts';
import { byCodeUnits } from '../../text/order.ts';
import { daysBetween } from '../../text/time.ts';
import type { ReportKey } from './model.ts';
import type { Names } from './names.ts';

const ISO_TIME = /^\d{4}-\d\d-\d\dT/;

/** Returns every key, the oldest first; undefined if no keys are stored. */
export function buildKeys(data: AuditData, names: Names): ReportKey[] | undefined {
  const adminKeys = data.snapshots.get('admin_api_keys')?.rows;
  const projectKeys = data.snapshots.get('project_api_keys')?.rows;
  if (!adminKeys && !projectKeys) return undefined;
  const today = dayName(data.now);
  const keys = [
    ...(adminKeys ?? []).map((row): ReportKey => ({ kind: 'admin', owner: names.owner(row), ...facts(row, today) })),
    ...(projectKeys ?? []).map(
      (row): ReportKey => ({
        kind: 'project',
        owner: names.owner(row),
        ...(row.project_id && { project: names.project(row.project_id) }),
        ...facts(row, today),
      }),
    ),
  ];
  return keys.sort((a, b) => b.ageDays - a.ageDays || byCodeUnits(a.id, b.id));
}

function facts(row: Cells, today: string): Omit<ReportKey, 'kind' | 'owner' | 'project'> {
  const created = dayOf(row.created_at);
  const lastUsed = dayOf(row.last_used_at);
  const expires = dayOf(row.expires_at);
  return {
    id: row.id ?? '',
    name: row.name ?? '',
    redacted: row.redacted_value ?? '',
    created: created ?? '',
    ageDays: created === undefined ? 0 : daysBetween(created, today),
    ...(lastUsed !== undefined && { lastUsed, idleDays: Math.max(0, daysBetween(lastUsed, today)) }),
    ...(expires !== undefined && { expires }),
  };
}

function dayOf(time: string | null | undefined): string | undefined {
  return time && ISO_TIME.test(time) ? time.slice(0, 10) : undefined;
}
