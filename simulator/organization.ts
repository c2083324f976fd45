import { DAY } from './clock.ts';
import { type Collection, createCollection } from './collection.ts';
import { createEventLog, type EventLog } from './event-log.ts';
import { createEventGenerator } from './generate/events.ts';
import { GENERATORS } from './generate/generators.ts';
import { createUsageGenerator } from './generate/usage.ts';
import { randomFor, type World } from './generate/world.ts';
import type { OrganizationSize, Quirks } from './options.ts';
import { createUsageLedger, type UsageLedger } from './usage-ledger.ts';

/** The ground truth: everything the organisation has, had and will have. Change it through its lists and its log. */
export interface Organization {
  id: string;
  /** Value of the `openai-organization` header of answers. */
  name: string;
  /** The entries of a resource below its parents: `list('users')`, `list('project_users', projectId)`. */
  list(resource: string, ...parents: string[]): Collection;
  events: EventLog;
  usage: UsageLedger;
}

/** Returns the organisation that follows from a seed, a size and a start. Lists and days are made when first asked for. */
export function createOrganization(seed: number, size: OrganizationSize, start: number, quirks: Quirks): Organization {
  const lists = new Map<string, { now: Collection; seeded: Pick<Collection, 'entries' | 'get'> }>();
  const world: World = { seed, size, quirks, start, organizationId: '', seeded: (...name) => find(...name).seeded };
  world.organizationId = `org-${randomFor(world, 'organization').text(24)}`;

  function find(resource: string, ...parents: string[]) {
    const name = [resource, ...parents].join('/');
    const known = lists.get(name);
    if (known !== undefined) return known;
    const generate = GENERATORS[resource];
    if (generate === undefined) throw new Error(`The organisation has no list named ${resource}.`);
    const collection = createCollection();
    generate(world, collection, randomFor(world, name), parents);
    const entries = collection.entries().map((entry) => ({ ...entry }));
    const byId = new Map(entries.map((entry) => [entry.id, entry]));
    const made = { now: collection, seeded: { entries: () => entries, get: (id: string) => byId.get(id) } };
    lists.set(name, made);
    return made;
  }

  return {
    id: world.organizationId,
    name: `example-organization-${seed}`,
    list: (...name) => find(...name).now,
    events: createEventLog(start - size.days * DAY, createEventGenerator(world)),
    usage: createUsageLedger(createUsageGenerator(world)),
  };
}
