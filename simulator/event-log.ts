import type { Json } from './collection.ts';
import { isTenantType } from './event-types.ts';

/** One audit log event and the time in which the API serves it. */
export interface EventRecord {
  id: string;
  /** Unix seconds. */
  effectiveAt: number;
  type: string;
  /** Served only with `tenant_only=true`. */
  tenant: boolean;
  projectId: string | undefined;
  /** Unix seconds from which the API serves it; later than `effectiveAt` for a late event. */
  visibleFrom: number;
  /** Unix seconds from which the API serves it no more. */
  forgottenFrom: number;
  /** JSON text on one line; made when first asked for. */
  json: string | (() => string);
}

/** When the API serves an event that a test adds; from its own time on and for ever, if absent. */
export interface EventVisibility {
  visibleFrom?: number;
  forgottenFrom?: number;
  /** By the type, if absent. */
  tenant?: boolean;
}

/** All events, oldest first by (effective_at, id). */
export interface EventLog {
  /** Every event up to a time, whether the API serves it then or not. */
  records(now: number): readonly EventRecord[];
  /** What the API serves at a time, oldest first, of the tenant or of the organisation. */
  served(now: number, tenant: boolean): readonly EventRecord[];
  get(id: string): EventRecord | undefined;
  /** Whether a test has added an event of this type. */
  hasType(type: string): boolean;
  /** Adds an event, given as a row or as its JSON text (digit for digit). */
  add(event: Json | string, visibility?: EventVisibility): EventRecord;
  /** Forgets an event altogether. */
  remove(id: string): void;
  /** Changes when an event is served. */
  update(id: string, visibility: EventVisibility): void;
  /** Counts changes, so that whatever is derived from the log knows when it is stale. */
  version(): number;
}

/** Returns the JSON text of an event, on one line. */
export function eventJson(record: EventRecord): string {
  if (typeof record.json !== 'string') record.json = record.json();
  return record.json;
}

/** Orders events as (effective_at, id), by code units. */
export function compareEvents(
  one: { effectiveAt: number; id: string },
  other: { effectiveAt: number; id: string },
): number {
  if (one.effectiveAt !== other.effectiveAt) return one.effectiveAt - other.effectiveAt;
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}

/** Returns how many of the records, oldest first, come before a place. */
export function countBefore(records: readonly EventRecord[], place: { effectiveAt: number; id: string }): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const record = records[middle];
    if (record !== undefined && compareEvents(record, place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Returns a log whose events come from `generate`, which yields those that took effect in `[from, to)`, oldest first. */
export function createEventLog(first: number, generate: (from: number, to: number) => EventRecord[]): EventLog {
  const records: EventRecord[] = [];
  const byId = new Map<string, EventRecord>();
  const addedTypes = new Set<string>();
  let made = first;
  let version = 0;
  let cached: { key: string; lists: [EventRecord[], EventRecord[]] } | undefined;

  function insert(record: EventRecord): void {
    const last = records.at(-1);
    const place = last === undefined || compareEvents(last, record) < 0 ? records.length : countBefore(records, record);
    if (place === records.length) records.push(record);
    else records.splice(place, 0, record);
    byId.set(record.id, record);
  }

  function require(id: string): EventRecord {
    const record = byId.get(id);
    if (record === undefined) throw new Error(`The log holds no event with the id ${id}.`);
    return record;
  }

  function makeUntil(now: number): void {
    if (now < made) return;
    for (const record of generate(made, now + 1)) insert(record);
    made = now + 1;
    version += 1;
  }

  return {
    records(now) {
      makeUntil(now);
      return records;
    },
    served(now, tenant) {
      makeUntil(now);
      const key = `${now}/${version}`;
      if (cached?.key !== key) {
        const lists: [EventRecord[], EventRecord[]] = [[], []];
        for (const record of records) {
          if (record.visibleFrom <= now && now < record.forgottenFrom) lists[record.tenant ? 1 : 0].push(record);
        }
        cached = { key, lists };
      }
      return cached.lists[tenant ? 1 : 0];
    },
    get: (id) => byId.get(id),
    hasType: (type) => addedTypes.has(type),
    add(event, visibility = {}) {
      const json = typeof event === 'string' ? event : JSON.stringify(event);
      const record = toRecord(json, visibility);
      insert(record);
      addedTypes.add(record.type);
      version += 1;
      return record;
    },
    remove(id) {
      records.splice(records.indexOf(require(id)), 1);
      byId.delete(id);
      version += 1;
    },
    update(id, visibility) {
      Object.assign(require(id), visibility);
      version += 1;
    },
    version: () => version,
  };
}

function toRecord(json: string, visibility: EventVisibility): EventRecord {
  const row = JSON.parse(json) as { id: string; effective_at: number; type: string; project?: { id?: string } };
  return {
    id: row.id,
    effectiveAt: row.effective_at,
    type: row.type,
    tenant: visibility.tenant ?? isTenantType(row.type),
    projectId: row.project?.id,
    visibleFrom: visibility.visibleFrom ?? row.effective_at,
    forgottenFrom: visibility.forgottenFrom ?? Infinity,
    json,
  };
}
