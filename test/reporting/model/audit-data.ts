import type { AuditData, Cells, Change, DailyCost } from '../../../src/audit/audit-data.ts';

export const NOW = Date.parse('2026-11-24T04:17:00Z') / 1000;

interface Given {
  now?: number;
  snapshots?: Record<string, Cells[]>;
  changes?: Partial<Change>[];
  costs?: { covered: [string, string][]; daily: DailyCost[] };
  events?: AuditData['events'];
}

/** Data that holds this and nothing else. */
export function dataOf({ now = NOW, snapshots = {}, changes = [], costs, events }: Given): AuditData {
  const entries = changes.map(
    (change): Change => ({
      resource: 'users',
      change: 'changed',
      day: '2026-11-24',
      key: {},
      before: {},
      after: {},
      ...change,
    }),
  );
  return {
    now,
    snapshots: new Map(Object.entries(snapshots).map(([resource, rows]) => [resource, { rows, complete: true }])),
    changes: { since: '2026-10-25', entries, resources: new Set(Object.keys(snapshots)) },
    ...(costs && { costs: { complete: true, currency: 'USD', ...costs } }),
    ...(events && { events }),
    dataUntil: new Map(),
  };
}
