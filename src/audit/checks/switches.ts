import type { AuditData, Cells } from '../audit-data.ts';
import type { Discovery, Finding } from '../check.ts';
import { dayOf } from './days.ts';
import { actorOf, eventsOf, payloadOf } from './events.ts';
import { facts, label } from './stored.ts';

/** A protection that audit events switch on and off. */
export interface Switch {
  /** Types of the events that switch it off, with how a finding says it: "was deleted". */
  off: Readonly<Record<string, string>>;
  /** Types of the events that switch it on. */
  on: readonly string[];
  /** "SCIM connection", "SSO connection": put in front of the name and id. */
  what: string;
  /**
   * `same`: only its own return counts. `any`: another one takes its place, whether it came before (as when a connection is
   * replaced) or after.
   */
  restoredBy: 'same' | 'any';
}

/** Returns the types of events that switches look at. */
export function typesOf(switches: readonly Switch[]): string[] {
  return switches.flatMap(({ off, on }) => [...Object.keys(off), ...on]);
}

/** What an event says of one switch. */
interface Turn {
  subject: string;
  name: string | undefined;
  on: boolean;
  event: Cells;
}

/** The subject where an event does not say which one it was: OpenAI describes no payload for most events of the tenant. */
const nameless = 'unknown';

function nameOf(name: string | undefined, subject: string): string {
  return subject === nameless ? (name ?? '(id not given)') : label(name, subject);
}

/** Returns one turn for each of the things that an event names: itself, or a list of configurations. */
function turnsOf(data: AuditData, { off, on }: Switch): Turn[] {
  return eventsOf(data, [...Object.keys(off), ...on]).flatMap((event) => {
    const payload = payloadOf(event);
    const things: unknown[] = Array.isArray(payload.configs) ? payload.configs : [payload];
    return things.map((thing) => {
      const { id, name } = Object(thing);
      return {
        subject: typeof id === 'string' ? id : nameless,
        name: typeof name === 'string' ? name : undefined,
        on: on.includes(event.type ?? ''),
        event,
      };
    });
  });
}

/** Returns the last turn of each thing. */
function lastTurns(data: AuditData, each: Switch): Map<string, Turn> {
  return new Map(turnsOf(data, each).map((turn) => [turn.subject, turn]));
}

/** Returns a discovery for every protection that was switched off and not on again, as far as the stored events show. */
export function switchedOff(data: AuditData, switches: readonly Switch[]): Discovery[] {
  return switches.flatMap((each) => {
    const last = [...lastTurns(data, each).values()];
    if (each.restoredBy === 'any' && last.some(({ on }) => on)) return [];
    return last
      .filter(({ on }) => !on)
      .map(({ subject, name, event }) => ({
        subject,
        text: `${each.what} ${nameOf(name, subject)} ${each.off[event.type ?? '']} on ${dayOf(event.effective_at)}`,
        evidence: facts({
          event: event.id,
          type: event.type,
          effective_at: event.effective_at,
          actor: actorOf(event)?.text,
        }),
      }));
  });
}

/**
 * Returns whether a protection that was found switched off still is: the event that said so may have left the days that are looked
 * at, which switches nothing on.
 */
export function stillOff(data: AuditData, earlier: Finding, switches: readonly Switch[]): 'stands' | 'resolved' {
  const subject = earlier.id.slice(earlier.check.length + 1);
  const own = switches.find(({ off }) => Object.hasOwn(off, earlier.evidence.type ?? ''));
  if (own === undefined) return 'resolved';
  const last = lastTurns(data, own);
  const back = own.restoredBy === 'any' ? [...last.values()].some(({ on }) => on) : last.get(subject)?.on;
  return back ? 'resolved' : 'stands';
}
