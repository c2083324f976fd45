import { DAY } from '../clock.ts';
import { compareEvents, type EventRecord } from '../event-log.ts';
import { ORGANIZATION_EVENT_TYPES, TENANT_EVENT_TYPES } from '../event-types.ts';
import { hash, type Random, randomFrom } from '../random.ts';
import { eventPayload } from './payloads.ts';
import type { World } from './world.ts';

const COMMON_TYPES = [
  'login.succeeded',
  'api_key.created',
  'logout.succeeded',
  'user.added',
  'project.updated',
] as const;

/**
 * Returns a function that yields the events that took effect in `[from, to)`, oldest first.
 *
 * The history divides into days of the start's own time of day, each with its share of the events; a fifth of a day's events
 * fall into one busy hour, and some share their second. What happened in a day does not depend on when it is asked for.
 */
export function createEventGenerator(world: World): (from: number, to: number) => EventRecord[] {
  const { size, start } = world;
  const first = start - size.days * DAY;
  const people = eventPeople(world);

  function dayEvents(day: number): EventRecord[] {
    const records: EventRecord[] = [];
    const dayStart = first + day * DAY;
    for (const tenant of [false, true]) {
      const total = tenant ? size.tenantEvents : size.auditEvents;
      const before = Math.floor((total * day) / size.days);
      const count = Math.floor((total * (day + 1)) / size.days) - before;
      const busyHour = randomFrom(hash(`${world.seed}/busy/${day}`)).integer(0, 23);
      for (let index = 0; index < count; index += 1) {
        records.push(makeEvent(world, people, { sequence: before + index, tenant, dayStart, busyHour }));
      }
    }
    return records.sort(compareEvents);
  }

  return (from, to) => {
    if (size.days === 0 || size.auditEvents + size.tenantEvents === 0 || to <= first) return [];
    const records: EventRecord[] = [];
    for (let day = Math.max(0, Math.floor((from - first) / DAY)); first + day * DAY < to; day += 1) {
      for (const record of dayEvents(day)) {
        if (record.effectiveAt >= from && record.effectiveAt < to) records.push(record);
      }
    }
    return records;
  };
}

/** Whom events speak of. */
export interface EventPeople {
  users: { id: string; email: string }[];
  projects: { id: string; name: string }[];
  keys: string[];
}

function eventPeople(world: World): EventPeople {
  const users = world.seeded('users').entries().slice(0, world.size.users);
  const projects = world.seeded('projects').entries().slice(0, world.size.projects);
  return {
    users: users.map((user) => ({ id: user.id, email: String(user.row.email) })),
    projects: projects.map((project) => ({ id: project.id, name: String(project.row.name) })),
    keys: projects.slice(0, 10).flatMap((project) =>
      world
        .seeded('project_api_keys', project.id)
        .entries()
        .slice(0, 5)
        .map((key) => key.id),
    ),
  };
}

interface Place {
  sequence: number;
  tenant: boolean;
  dayStart: number;
  busyHour: number;
}

function makeEvent(world: World, people: EventPeople, { sequence, tenant, dayStart, busyHour }: Place): EventRecord {
  // One sequence of random numbers an event, in two halves: the second half makes the text, and only when it is asked for.
  const seed = (Math.imul(sequence + 1, 0x9e3779b1) ^ Math.imul(world.seed + (tenant ? 7 : 3), 0x85ebca6b)) >>> 0;
  const random = randomFrom(seed);
  const busy = random.chance(0.2);
  const effectiveAt = dayStart + (busy ? busyHour * 3600 + random.integer(0, 3599) : random.integer(0, DAY - 1));
  const type = pickType(random, tenant);
  const project =
    people.projects.length > 0 && !tenant && random.chance(0.6) ? random.pick(people.projects) : undefined;
  const late = random.chance(world.quirks.lateEvents);
  const visibleFrom = late ? effectiveAt + random.integer(DAY, 2.5 * DAY) : effectiveAt;
  const forgotten = random.chance(world.quirks.forgottenEvents);
  const forgottenFrom = forgotten ? effectiveAt + random.integer(10 * DAY, 30 * DAY) : Infinity;
  const id = `audit_log-${word(random)}${word(random)}${sequence.toString(36)}${tenant ? 't' : 'o'}`;
  return {
    id,
    effectiveAt,
    type,
    tenant,
    projectId: project?.id,
    visibleFrom,
    forgottenFrom,
    json: () =>
      eventText({ id, type, effectiveAt, project }, people, randomFrom(seed ^ 0x5bd1e995), world.quirks.extraFields),
  };
}

/** Seven characters at once: a million ids are made this way. */
function word(random: Random): string {
  return random
    .integer(0, 36 ** 6 - 1)
    .toString(36)
    .padStart(7, '0');
}

function pickType(random: Random, tenant: boolean): string {
  if (tenant) return random.pick(TENANT_EVENT_TYPES);
  return random.chance(0.6) ? random.pick(COMMON_TYPES) : random.pick(ORGANIZATION_EVENT_TYPES);
}

interface Head {
  id: string;
  type: string;
  effectiveAt: number;
  project: { id: string; name: string } | undefined;
}

function eventText(head: Head, people: EventPeople, random: Random, extraFields: boolean): string {
  const row: Record<string, unknown> = { id: head.id, type: head.type, effective_at: head.effectiveAt };
  if (head.project !== undefined) row.project = head.project;
  const actor = eventActor(people, random);
  if (actor !== undefined) row.actor = actor;
  const payload = eventPayload(head.type, random, people);
  if (payload !== undefined) row[head.type] = payload;
  if (extraFields && random.chance(0.1)) row.organization_scope = 'standard';
  return JSON.stringify(row);
}

/** An actor is a session, a key, null, or not there at all. */
function eventActor(people: EventPeople, random: Random): unknown {
  if (people.users.length === 0 || random.chance(0.03)) return random.chance(0.5) ? null : undefined;
  const user = random.pick(people.users);
  if (people.keys.length === 0 || random.chance(0.7)) {
    return { type: 'session', session: { user, ip_address: `203.0.113.${random.integer(1, 254)}` } };
  }
  const id = random.pick(people.keys);
  if (random.chance(0.5)) return { type: 'api_key', api_key: { id, type: 'user', user } };
  return {
    type: 'api_key',
    api_key: { id, type: 'service_account', service_account: { id: `svc_acct_${random.text(20)}` } },
  };
}
