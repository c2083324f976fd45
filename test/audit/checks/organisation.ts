import assert from 'node:assert/strict';
import type { AuditData, Cells, Change, DailyCost } from '../../../src/audit/audit-data.ts';
import type { Check, Discovery } from '../../../src/audit/check.ts';

/** The UTC day on which every test's organisation is looked at: a Tuesday. */
export const day = '2026-11-24';

/** What a test says of its organisation; everything else is empty. */
export interface Given {
  snapshots?: Record<string, Cells[]>;
  changes?: Change[];
  /** First day of the change log and the events; 30 days back where not given. */
  since?: string;
  events?: Cells[];
  newest?: string;
  costs?: Partial<DailyCost>[];
  covered?: [string, string][];
  currency?: string;
  dataUntil?: Record<string, string>;
  now?: string;
}

/** Returns the data of an organisation, in which everything was read completely. */
export function organisation(given: Given): AuditData {
  const { snapshots = {}, changes = [], since = '2026-10-25', events = [], costs = [] } = given;
  return {
    now: Date.parse(given.now ?? `${day}T03:00:00Z`) / 1000,
    snapshots: new Map(Object.entries(snapshots).map(([name, rows]) => [name, { rows, complete: true }])),
    changes: { since, entries: changes, resources: new Set(Object.keys(snapshots)) },
    events: {
      since,
      complete: true,
      entries: events,
      ...(given.newest === undefined ? {} : { newest: given.newest }),
      counts: { byType: new Map(), byHour: [], byDay: new Map() },
    },
    costs: {
      covered: given.covered ?? [['2026-01-01', '2026-11-25']],
      complete: true,
      currency: given.currency ?? 'usd',
      daily: costs.map((cost) => ({ day, project: 'p1', lineItem: 'model', amount: 1, ...cost })),
    },
    dataUntil: new Map(Object.entries(given.dataUntil ?? {})),
  };
}

/** Returns what a check finds, by subject, with thresholds in place of its own; and that the order of rows does not matter. */
export function found(check: Check, given: Given, thresholds = {}): Discovery[] {
  const limits = { ...check.thresholds, ...thresholds };
  const inOrder = bySubject(check.find(organisation(given), limits));
  assert.deepEqual(bySubject(check.find(organisation(reversed(given)), limits)), inOrder, 'the order of rows matters');
  return inOrder;
}

/** Returns the subjects that a check finds. */
export function subjects(check: Check, given: Given, thresholds = {}): string[] {
  return found(check, given, thresholds).map(({ subject }) => subject);
}

/** Rows, events and costs in another order; a change log has its own, the oldest first. */
function reversed(given: Given): Given {
  const snapshots = Object.fromEntries(
    Object.entries(given.snapshots ?? {}).map(([name, rows]) => [name, rows.toReversed()]),
  );
  return {
    ...given,
    snapshots,
    events: (given.events ?? []).toReversed(),
    costs: (given.costs ?? []).toReversed(),
  };
}

function bySubject(discoveries: Discovery[]): Discovery[] {
  return discoveries.toSorted((one, other) => (one.subject < other.subject ? -1 : 1));
}

/** Returns the time of day 12:00 so many days before the test's day. */
export function ago(days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) - days * 86_400_000).toISOString().replace('.000Z', 'Z');
}

/** Returns the UTC day so many days before the test's day. */
export function dayAgo(days: number): string {
  return ago(days).slice(0, 10);
}

/** Returns an entry of the change log of a row that changed. */
export function changed(resource: string, key: Cells, before: Cells, after: Cells, on = dayAgo(1)): Change {
  return { resource, change: 'changed', day: on, key, before, after };
}

/** Returns an audit event. */
export function event(id: string, type: string, effective_at: string, more: Cells = {}, payload?: unknown): Cells {
  return { id, type, effective_at, ...more, details: payload === undefined ? null : JSON.stringify(payload) };
}

/** Two projects, one of them archived. */
export const projects: Cells[] = [
  { id: 'p1', name: 'Search', status: 'active', archived_at: null, created_at: '2026-01-01T00:00:00Z' },
  { id: 'gone', name: 'Old', status: 'archived', archived_at: '2026-10-01T00:00:00Z' },
];
