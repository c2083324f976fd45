import type { BucketsResource, EventsResource, Resource, SnapshotResource } from '../catalogue/resource.ts';
import { REDACTED } from '../privacy/pseudonyms.ts';

// Keys sort rows by code units. NUL separates the parts: it sorts before every character that an id can hold.
const SEPARATOR = '\0';

/** Unix seconds of a time field, given as a number (JSON) or as ISO 8601 text (a table's cell); undefined for neither. */
export function secondsOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value === '') return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : Date.parse(value) / 1000;
  return Number.isNaN(seconds) ? undefined : seconds;
}

/** Orders events by (time, id). */
export function eventKey(resource: EventsResource, value: Record<string, unknown>): string {
  const ids = resource.key.map((field) => text(value[field]));
  return [padded(secondsOf(value[resource.timeField]) ?? 0), ...ids].join(SEPARATOR);
}

/** Orders bucket rows by (start_time, every dimension, JSON text). */
export function bucketKey(resource: BucketsResource, value: Record<string, unknown>, json: string): string {
  const dimensions = resource.dimensions.map((field) => text(value[field]));
  return [padded(secondsOf(value.start_time) ?? 0), ...dimensions, json].join(SEPARATOR);
}

/** Returns what a bucket row is about, whatever it says: its key without the JSON text. */
export function bucketIdentity(resource: BucketsResource, value: Record<string, unknown>): string {
  return bucketKey(resource, value, '');
}

/**
 * Returns a function that orders snapshot rows by (parent ids, key). Rows without a key keep the order in which they come,
 * each parent's rows by themselves (a key that was redacted tells nothing apart): so a row has the same key in the API's answers and in a file that holds all parents.
 */
export function snapshotKeys(resource: SnapshotResource): (value: Record<string, unknown>) => string {
  const counts = new Map<string, number>();
  return (value) => {
    const parents = resource.parentIds.map((field) => text(value[field]));
    const own = resource.key.map((field) => text(value[field]));
    if (own.length > 0 && own.every((part) => part !== '' && part !== REDACTED))
      return [...parents, ...own].join(SEPARATOR);
    const parent = parents.join(SEPARATOR);
    const position = counts.get(parent) ?? 0;
    counts.set(parent, position + 1);
    return [...parents, padded(position)].join(SEPARATOR);
  };
}

/** Returns the function that orders the rows of a resource. */
export function rowKeys(resource: Resource): (value: Record<string, unknown>, json: string) => string {
  if (resource.kind === 'events') return (value) => eventKey(resource, value);
  return resource.kind === 'buckets' ? (value, json) => bucketKey(resource, value, json) : snapshotKeys(resource);
}

function text(value: unknown): string {
  return value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function padded(value: number): string {
  return String(value).padStart(12, '0');
}
