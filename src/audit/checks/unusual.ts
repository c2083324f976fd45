import { dayAfter, daysBetween } from '../../text/time.ts';
import type { Cells } from '../audit-data.ts';
import type { Check } from '../check.ts';
import { dayOf, today } from './days.ts';
import { actorOf, eventsOf, payloadOf } from './events.ts';
import { lapsesWithTheEvents } from './lapsing.ts';
import { facts, label } from './stored.ts';

const keyEvents = ['api_key.created'];

const declared = {
  severity: 'low',
  why: 'A key is how an intruder comes back after the password was changed.',
  remedy: 'Ask the person. If it was not them: delete the key, end their sessions, and read on in the audit log.',
  controls: ['SOC 2 CC7.2', 'ISO 27001 A.8.16', 'NIST 800-53 AU-6', 'NIST 800-53 SI-4', 'CIS 8.11'],
  needs: { events: keyEvents },
  optional: true,
} as const;

function keyOf(event: Cells): string {
  const { id } = payloadOf(event);
  const key = typeof id === 'string' ? `key ${id}` : 'a key';
  const project = event.project__id ? ` in project ${label(event.project__name, event.project__id)}` : '';
  return `${key}${project}`;
}

function evidenceOf(event: Cells): Record<string, string> {
  return facts({
    event: event.id,
    effective_at: event.effective_at,
    actor: actorOf(event)?.text,
    ip_address: event.actor__session__ip_address,
  });
}

/** A key that was made by somebody who did not make keys before. */
export const keyCreatedByUnusualActor: Check<{ days: number; history: number }> = {
  ...declared,
  id: 'key-created-by-unusual-actor',
  title: 'Key created by an unusual actor',
  meaning:
    'A key was created in the last {days} days by somebody who had created none in the stored events that are looked at, which must reach back {history} days further.',
  thresholds: { days: 7, history: 14 },
  cannotTell(data, { days, history }) {
    const reach = daysBetween(data.events?.since ?? today(data), today(data));
    return reach >= days + history ? undefined : `only ${reach} days of audit events are looked at`;
  },
  find(data, { days }) {
    const from = dayAfter(today(data), -days);
    const known = new Set<string>();
    return eventsOf(data, keyEvents).flatMap((event) => {
      const actor = actorOf(event);
      if (actor === undefined || known.has(actor.id)) return [];
      known.add(actor.id);
      if ((dayOf(event.effective_at) ?? '') < from) return [];
      return {
        subject: event.id ?? '',
        text: `${actor.text} created ${keyOf(event)} on ${dayOf(event.effective_at)}, the first in weeks`,
        evidence: evidenceOf(event),
      };
    });
  },
  // The only other way out is that the event is no longer among the newest.
  afterwards: () => 'lapsed',
};

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

type Hours = { from: number; to: number; weekdays: readonly string[] };

/** A key that was made when nobody works. */
export const keyCreatedOutsideHours: Check<Hours> = {
  ...declared,
  id: 'key-created-outside-hours',
  title: 'Key created outside working hours',
  meaning:
    "A key was created before {from} or from {to} o'clock UTC, or on another day than {weekdays}. Hours that pass midnight are fine: from 22 to 6.",
  misfit: hoursMisfit,
  thresholds: { from: 6, to: 20, weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] },
  find: (data, hours) =>
    eventsOf(data, keyEvents)
      .filter(
        (event) => dayOf(event.effective_at) !== undefined && isOutside(new Date(event.effective_at ?? ''), hours),
      )
      .map((event) => ({
        subject: event.id ?? '',
        text: `${actorOf(event)?.text ?? 'Somebody'} created ${keyOf(event)} at ${event.effective_at}`,
        evidence: evidenceOf(event),
      })),
  afterwards: lapsesWithTheEvents,
};

function hoursMisfit({ from, to, weekdays: given }: Hours): string | undefined {
  if ([from, to].some((hour) => !Number.isInteger(hour) || hour < 0 || hour > 24))
    return 'from and to are hours, 0 to 24';
  const unknown = given.find((day) => !weekdays.includes(day));
  return unknown === undefined ? undefined : `"${unknown}" is none of ${weekdays.join(', ')}`;
}

function isOutside(time: Date, { from, to, weekdays: allowed }: Hours): boolean {
  const hour = time.getUTCHours();
  const within = from <= to ? hour >= from && hour < to : hour >= from || hour < to;
  const day = weekdays[time.getUTCDay()] ?? '';
  return !within || !allowed.some((name) => name.trim().toLowerCase() === day);
}
