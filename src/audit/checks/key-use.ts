import type { AuditData, Cells } from '../audit-data.ts';
import { dayOf, daysAgo } from './days.ts';

/** True for a key that can no longer be used: what else is wrong with it does not matter. */
export function isExpired(data: AuditData, key: Cells): boolean {
  return (daysAgo(data, key.expires_at) ?? 0) > 0;
}

/** True for a key that was used last this many days ago or earlier. */
export function isUnused(data: AuditData, key: Cells, days: number): boolean {
  return (daysAgo(data, key.last_used_at) ?? -1) >= days;
}

/** True for a key that was created this many days ago or earlier. */
export function isOlder(data: AuditData, key: Cells, days: number): boolean {
  return (daysAgo(data, key.created_at) ?? -1) >= days;
}

/** True for a key that was never used, although it was created this many days ago or earlier. */
export function isNeverUsed(data: AuditData, key: Cells, days: number): boolean {
  return (key.last_used_at ?? null) === null && isOlder(data, key, days);
}

/** Returns how an expiry reads when it has passed or passes in the next days: "expired on", "expires on"; else undefined. */
export function expiry(data: AuditData, time: string | null | undefined, days: number): string | undefined {
  const passed = daysAgo(data, time);
  if (passed === undefined || passed < -days) return undefined;
  return `${passed > 0 ? 'expired' : 'expires'} on ${dayOf(time)}`;
}
