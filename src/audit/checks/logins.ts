import { REDACTED } from '../../privacy/pseudonyms.ts';
import { groupBy } from '../../text/group-by.ts';
import { daysBetween } from '../../text/time.ts';
import type { AuditData, Cells } from '../audit-data.ts';
import type { Check, Discovery } from '../check.ts';
import { dayOf, secondsOf, today } from './days.ts';
import { actorOf, eventsOf } from './events.ts';
import { lapsesWithTheEvents } from './lapsing.ts';
import { facts } from './stored.ts';

type Burst = { failures: number; minutes: number };

/** A guessed password, probably. */
export const failedLoginsThenSuccess: Check<Burst> = {
  id: 'failed-logins-then-success',
  severity: 'high',
  title: 'Failed logins, then success',
  meaning:
    'At least {failures} logins of one user, or from one address, failed within {minutes} minutes, and one succeeded within {minutes} minutes of the last failure. Failures that the same user puts right do not count for the address.',
  why: 'This is what guessing a password looks like when it works.',
  remedy: 'Ask the user. If it was not them: end their sessions, delete their keys, and read on in the audit log.',
  controls: ['SOC 2 CC7.2', 'SOC 2 CC7.3', 'ISO 27001 A.8.16', 'NIST 800-53 AC-7', 'NIST 800-53 SI-4', 'CIS 8.11'],
  needs: { events: ['login.failed', 'login.succeeded'] },
  thresholds: { failures: 5, minutes: 15 },
  find(data, limits) {
    const byUser = grouped(data, (event) => event.actor__session__user__id);
    // Who fails to sign in is not always known by id: the address that was typed is then all that an event has.
    const byEmail = grouped(data, (event) => event.actor__session__user__email?.toLowerCase());
    const byAddress = grouped(data, (event) => event.actor__session__ip_address).map((events) =>
      withoutSlips(events, limits.minutes * 60),
    );
    const found = [...byUser, ...byEmail, ...byAddress].flatMap((events) => successesAfterBursts(events, limits));
    // A burst that is both of one user and from one address is one finding: the first, of the user.
    return [...new Map(found.reverse().map((discovery) => [discovery.subject, discovery])).values()];
  },
  afterwards: lapsesWithTheEvents,
};

function grouped(data: AuditData, by: (event: Cells) => string | null | undefined): Cells[][] {
  // If a failure and a success share their second, nothing says which came first: the failure counts.
  const events = eventsOf(data, ['login.failed', 'login.succeeded']).sort(
    (one, other) =>
      (secondsOf(one.effective_at) ?? 0) - (secondsOf(other.effective_at) ?? 0) ||
      Number(one.type === 'login.succeeded') - Number(other.type === 'login.succeeded'),
  );
  const groups = groupBy(events, (event) => by(event) || undefined);
  groups.delete(undefined);
  // All people and addresses look the same there.
  groups.delete(REDACTED);
  return [...groups.values()];
}

/**
 * Leaves out the failures that the same user put right from there soon after: many people behind one address mistype every
 * morning, while who tries passwords on many users leaves most of them failed.
 */
function withoutSlips(events: readonly Cells[], seconds: number): Cells[] {
  const signedIn = new Map<string, number>();
  const kept = events.toReversed().filter((event) => {
    const at = secondsOf(event.effective_at) ?? 0;
    const names = [event.actor__session__user__email?.toLowerCase(), event.actor__session__user__id];
    const who = names.find((name) => name && name !== REDACTED);
    if (!who) return true;
    if (event.type === 'login.failed') return (signedIn.get(who) ?? Number.POSITIVE_INFINITY) - at > seconds;
    signedIn.set(who, at);
    return true;
  });
  return kept.reverse();
}

/** Returns the first success after each burst. */
function successesAfterBursts(events: readonly Cells[], { failures, minutes }: Burst): Discovery[] {
  const found: Discovery[] = [];
  const seconds = minutes * 60;
  let failed: number[] = [];
  let burst: { first: number; last: number; count: number } | undefined;
  for (const event of events) {
    const at = secondsOf(event.effective_at);
    if (at === undefined) continue;
    if (event.type === 'login.failed') {
      failed = [...failed.filter((time) => at - time <= seconds), at];
      if (failed.length >= failures) burst = { first: failed[0] ?? at, last: at, count: failed.length };
      continue;
    }
    if (burst !== undefined && at - burst.last <= seconds) found.push(discovery(event, burst.count));
    failed = [];
    burst = undefined;
  }
  return found;
}

function discovery(event: Cells, count: number): Discovery {
  const who = actorOf(event)?.text ?? 'somebody';
  const address = event.actor__session__ip_address;
  return {
    subject: event.id ?? '',
    text: `${who} signed in at ${event.effective_at}${address ? ` from ${address}` : ''}, right after ${count} failed logins (event ${event.id})`,
    evidence: facts({ event: event.id, effective_at: event.effective_at, failures: count, ip_address: address }),
  };
}

/** An audit log in which nothing happens. */
export const auditLogSilent: Check<{ days: number }> = {
  id: 'audit-log-silent',
  severity: 'medium',
  title: 'Audit log silent',
  meaning: 'No audit event of any type took effect for {days} days.',
  why: 'Either nobody did anything, or audit logging does not work, and nothing else here would tell.',
  remedy: 'Check whether audit logging is switched on in the organisation, and whether this key reads the right one.',
  controls: ['SOC 2 CC7.2', 'ISO 27001 A.8.15', 'NIST 800-53 AU-5', 'NIST 800-53 AU-12', 'CIS 8.2'],
  needs: { events: [] },
  thresholds: { days: 7 },
  find(data, { days }) {
    const { events } = data;
    if (events === undefined) return [];
    const newest = dayOf(events.newest);
    if (daysBetween(newest ?? events.since, today(data)) < days) return [];
    return [
      {
        subject: 'organization',
        text: newest === undefined ? `No audit event since ${events.since}` : `The newest audit event is of ${newest}`,
        evidence: facts({ newest: events.newest }),
      },
    ];
  },
};
