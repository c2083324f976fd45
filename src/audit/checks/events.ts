import { isObject } from '../../api/row-shape.ts';
import { byCodeUnits } from '../../text/order.ts';
import type { AuditData, Cells } from '../audit-data.ts';
import { label, parsed } from './stored.ts';

/** Returns the stored events of these types, oldest first; those of one second by id. */
export function eventsOf(data: AuditData, types: readonly string[]): Cells[] {
  const found = (data.events?.entries ?? []).filter(({ type }) => types.includes(type ?? ''));
  return found.sort((one, other) => compare(one.effective_at, other.effective_at) || compare(one.id, other.id));
}

function compare(one: string | null | undefined, other: string | null | undefined): number {
  return byCodeUnits(one ?? '', other ?? '');
}

/** Returns the payload of an event; empty if it has none. */
export function payloadOf(event: Cells): Record<string, unknown> {
  const value = parsed(event.details);
  return isObject(value) ? { ...value } : {};
}

/** Returns who acted, by id and as people know them; undefined if the event does not say. */
export function actorOf(event: Cells): { id: string; text: string } | undefined {
  const user = {
    id: event.actor__session__user__id ?? event.actor__api_key__user__id,
    email: event.actor__session__user__email ?? event.actor__api_key__user__email,
  };
  const userId = user.id || user.email;
  if (userId) return { id: userId, text: label(user.email, user.id) };
  const account = event.actor__api_key__service_account__id;
  if (account) return { id: account, text: `service account ${account}` };
  const key = event.actor__api_key__id;
  return key ? { id: key, text: `key ${key}` } : undefined;
}
