import type { BucketsResource, EventsResource, SnapshotResource } from '../catalogue/resource.ts';

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

/**
 * Orders snapshot rows by (parent ids, key).
 * @param position place in the API's order, for rows without a key.
 */
export function snapshotKey(resource: SnapshotResource, value: Record<string, unknown>, position: number): string {
  const own = resource.key.map((field) => text(value[field]));
  const hasKey = own.length > 0 && own.every((part) => part !== '');
  const parents = resource.parentIds.map((field) => text(value[field]));
  return [...parents, ...(hasKey ? own : [padded(position)])].join(SEPARATOR);
}

/** The parents' ids of a row, as they stand in its key. */
export function parentKey(resource: SnapshotResource, value: Record<string, unknown>): string {
  return resource.parentIds.map((field) => text(value[field])).join(SEPARATOR);
}

function text(value: unknown): string {
  return value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function padded(value: number): string {
  return String(value).padStart(12, '0');
}
