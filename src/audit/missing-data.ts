import { isTenantEventType } from '../catalogue/audit-event-types.ts';
import type { AuditData } from './audit-data.ts';
import type { Needs } from './check.ts';

/** Something that a check needs and that is not there. */
export interface Missing {
  /** Why, with what to do. */
  why: string;
  /**
   * `never`: it was never exported; `incomplete`: it was read before, and not completely this time; `first read`: only an earlier
   * read is missing, so that nothing can have changed yet; `out of reach`: no key of this kind can read it.
   */
  kind: 'never' | 'incomplete' | 'first read' | 'out of reach';
  resource: string;
}

/** Returns what a check needs and cannot have; empty if everything was read completely. */
export function missingFor(needs: Needs, data: AuditData): Missing[] {
  return [...missingSnapshots(needs, data), ...missingEvents(needs, data), ...missingCosts(needs, data)];
}

function never(resource: string): Missing {
  return {
    why: `${resource} was never exported: add it to \`resources\`, or let the key read it`,
    kind: 'never',
    resource,
  };
}

function incomplete(resource: string): Missing {
  return { why: `${resource} was not read completely: see what the run says of it`, kind: 'incomplete', resource };
}

function missingSnapshots({ snapshots = [], changes = [] }: Needs, data: AuditData): Missing[] {
  return [...new Set([...snapshots, ...changes])].flatMap((resource): Missing[] => {
    const snapshot = data.snapshots.get(resource);
    if (snapshot === undefined) return [never(resource)];
    if (!snapshot.complete) return [incomplete(resource)];
    if (!changes.includes(resource) || data.changes.resources.has(resource)) return [];
    return [
      {
        why: `${resource} was read for the first time: changes show from the next run on`,
        kind: 'first read',
        resource,
      },
    ];
  });
}

function missingEvents({ events: types }: Needs, data: AuditData): Missing[] {
  if (types === undefined) return [];
  const { events } = data;
  if (events === undefined) return [never('audit_logs')];
  if (!events.complete) return [incomplete('audit_logs')];
  if (events.tenant !== false || !types.some(isTenantEventType)) return [];
  return [
    {
      why: "this key cannot read the tenant's audit events (`tenant.*`)",
      kind: 'out of reach',
      resource: 'audit_logs',
    },
  ];
}

function missingCosts({ costs }: Needs, data: AuditData): Missing[] {
  if (costs === undefined) return [];
  if (data.costs === undefined) return [never('costs')];
  return data.costs.complete ? [] : [incomplete('costs')];
}
