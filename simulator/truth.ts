import { type Group, resultJson } from './aggregate.ts';
import { BUCKET_RESOURCES, PAGE_LIMITS, type Width } from './bucket-resources.ts';
import { type Clock, DAY } from './clock.ts';
import { type Json, rowAt } from './collection.ts';
import { compareEvents, eventJson } from './event-log.ts';
import { ALL_OPERATIONS } from './newer-operations.ts';
import type { Operation } from './operations.ts';
import type { Quirks } from './options.ts';
import type { Organization } from './organization.ts';
import type { UsageEntry } from './usage-ledger.ts';

/**
 * What a perfect export would hold, worked out by reading the ground truth from end to end, without the indexes and pages that
 * answers come from. Every row is JSON text on one line, its parents' ids in front where it lacks them.
 */
export interface Truth {
  /** Events that took effect in `[from, to)`, by (effective_at, id). */
  events(from: number, to: number, options?: EventOptions): string[];
  /** Results of the buckets that begin in `[from, to)`, `start_time` and `end_time` in front, by (start_time, JSON text). */
  buckets(resource: string, from: number, to: number, options?: BucketOptions): string[];
  /** Rows of a list, of a setting, or of the reads of a list's entries one by one, by (parents' ids, id). */
  snapshot(resource: string, options?: { at?: number }): string[];
  /** The paths, without query, that a perfect export of the resource reads: one for each parent, and for each id of a detail read. */
  reads(resource: string, options?: { at?: number }): Read[];
}

/** One path to read, and the ids in it by placeholder. */
export interface Read {
  path: string;
  ids: Record<string, string>;
}

export interface EventOptions {
  /** The clock's time if absent. */
  at?: number;
  /** Only the tenant's or only the organisation's; both if absent. */
  tenant?: boolean;
  /** Also what the API served once and has forgotten: an export that read it in time holds it still. */
  remembered?: boolean;
}

export interface BucketOptions {
  at?: number;
  width?: Width;
  groupBy?: readonly string[];
  /** Dimension -> values that count. */
  filters?: Readonly<Record<string, readonly string[]>>;
}

/** Returns the witness of an organisation. */
export function createTruth(organization: Organization, clock: Clock, quirks: Quirks): Truth {
  function events(
    from: number,
    to: number,
    { at = clock.now(), tenant, remembered = false }: EventOptions = {},
  ): string[] {
    return organization.events
      .records(at)
      .filter((event) => event.effectiveAt >= from && event.effectiveAt < to && event.visibleFrom <= at)
      .filter((event) => (tenant ?? event.tenant) === event.tenant && (remembered || event.forgottenFrom > at))
      .sort(compareEvents)
      .map(eventJson);
  }

  function buckets(resource: string, from: number, to: number, options: BucketOptions = {}): string[] {
    const { at = clock.now(), width = '1d', groupBy = [], filters = {} } = options;
    const declared = BUCKET_RESOURCES[resource];
    if (declared === undefined) throw new Error(`${resource} has no buckets.`);
    const seconds = PAGE_LIMITS[width].seconds;
    const entries = usageBetween(organization, resource, from, to).filter(
      (entry) =>
        entry.visibleFrom <= at &&
        Object.entries(filters).every(([dimension, values]) => values.includes(String(entry.dimensions[dimension]))),
    );
    const groups = new Map<string, Group & { start: number }>();
    for (const entry of entries) {
      const start = entry.at - (entry.at % seconds);
      const name = [start, ...groupBy.map((dimension) => JSON.stringify(entry.dimensions[dimension] ?? null))].join(
        '|',
      );
      const group = groups.get(name) ?? { start, dimensions: entry.dimensions, sums: {} };
      for (const [metric, value] of Object.entries(entry.metrics))
        group.sums[metric] = (group.sums[metric] ?? 0) + value;
      groups.set(name, group);
    }
    const context = { resource: declared, groupBy, quirks, organizationId: organization.id };
    const rows = [...groups.values()].map((group) => ({
      start: group.start,
      text: `{"start_time":${group.start},"end_time":${group.start + seconds},${resultJson(group, { ...context, bucketStart: group.start }).slice(1)}`,
    }));
    return rows
      .sort((one, other) => one.start - other.start || compareText(one.text, other.text))
      .map(({ text }) => text);
  }

  function snapshot(resource: string, { at = clock.now() }: { at?: number } = {}): string[] {
    const operation = snapshotOperation(resource);
    const names = placeholdersOf(operation);
    const rows: { place: string; text: string }[] = [];
    for (const parents of parentsOf(organization, operation, at)) {
      const ids = Object.fromEntries(parents.map((id, index) => [names[index], id]));
      for (const { id, row, detail } of shown(organization, operation, parents, at)) {
        const lacking = Object.fromEntries(Object.entries(ids).filter(([name]) => !(name in row)));
        const text = JSON.stringify({ ...lacking, ...row, ...(operation.kind === 'object' ? detail : {}) });
        rows.push({ place: [...parents, id].join('\u0000'), text });
      }
    }
    return rows.sort((one, other) => compareText(one.place, other.place)).map(({ text }) => text);
  }

  function reads(resource: string, { at = clock.now() }: { at?: number } = {}): Read[] {
    const operation = ALL_OPERATIONS.find((candidate) => candidate.resource === resource);
    if (operation === undefined) throw new Error(`No operation is named ${resource}.`);
    const names = placeholdersOf(operation);
    return parentsOf(organization, operation, at).flatMap((parents) => {
      const last =
        operation.idParameter === undefined ? [[]] : shown(organization, operation, parents, at).map(({ id }) => [id]);
      return last.map((id) => {
        const ids = Object.fromEntries([...parents, ...id].map((value, index) => [names[index] ?? '', value]));
        return { ids, path: operation.path.replace(/\{(\w+)\}/g, (_all, name) => encodeURIComponent(ids[name] ?? '')) };
      });
    });
  }

  return { events, buckets, snapshot, reads };
}

function placeholdersOf({ path }: Operation): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}

function snapshotOperation(resource: string): Operation {
  const operation = ALL_OPERATIONS.find((candidate) => candidate.resource === resource);
  if (operation?.kind === 'list' || operation?.kind === 'object') return operation;
  throw new Error(`${resource} is no snapshot.`);
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function usageBetween(organization: Organization, resource: string, from: number, to: number): UsageEntry[] {
  const entries: UsageEntry[] = [];
  for (let day = Math.floor(from / DAY) * DAY; day < to; day += DAY)
    entries.push(...organization.usage.entries(resource, day));
  return entries.filter((entry) => entry.at >= from && entry.at < to);
}

function shown(
  organization: Organization,
  operation: Operation,
  parents: string[],
  at: number,
): { id: string; row: Json; detail?: Json }[] {
  return organization
    .list(operation.list, ...parents)
    .entries()
    .filter((entry) => entry.from <= at && at < (entry.until ?? Infinity))
    .map((entry) => ({
      id: entry.id,
      row: rowAt(entry, at),
      ...(entry.detail === undefined ? {} : { detail: entry.detail }),
    }));
}

/** Every combination of parents' ids that can be read below: archived projects cannot. */
function parentsOf(organization: Organization, { parents }: Operation, at: number): string[][] {
  let combinations: string[][] = [[]];
  for (const list of parents) {
    combinations = combinations.flatMap((ids) =>
      organization
        .list(list, ...ids)
        .entries()
        .filter((entry) => entry.from <= at && at < (entry.until ?? Infinity))
        .filter((entry) => list !== 'projects' || rowAt(entry, at).status !== 'archived')
        .map((entry) => [...ids, entry.id]),
    );
  }
  return combinations;
}
