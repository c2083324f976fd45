import type { Resource } from '../catalogue/resource.ts';

/** What the API documents of the rows of a resource, as far as the export depends on it. */
export type RowShape =
  /** `isCustom`: as the user says, who may be mistaken. */
  | { kind: 'event'; timeField: string; ids: string[]; isCustom?: true }
  /** `endsAtEmptyPage`: the list is over at an empty page, even if it announces more. */
  | { kind: 'bucket'; endsAtEmptyPage: boolean; isCustom?: true }
  | { kind: 'entry'; ids: string[] }
  /** A single object; it has at least one of the `fields`. */
  | { kind: 'object'; ids: string[]; fields: ReadonlySet<string> };

/** A bucket after it has been judged. */
export interface Bucket {
  start_time: number;
  end_time: number;
  results: Record<string, unknown>[];
}

/** Returns what rows of a resource look like; undefined for custom snapshots, of which nothing is known. */
export function shapeOf(resource: Resource): RowShape | undefined {
  if (resource.custom && resource.kind === 'snapshot') return undefined;
  const own = resource.custom && { isCustom: resource.custom };
  if (resource.kind === 'events') return { kind: 'event', timeField: resource.timeField, ids: resource.key, ...own };
  // Costs announce more at their end: mozilla/bigquery-etl and PostHog both stop at the first empty page.
  if (resource.kind === 'buckets') return { kind: 'bucket', endsAtEmptyPage: resource.name === 'costs', ...own };
  if (resource.dataSelector !== '') return { kind: 'entry', ids: resource.key };
  const fields = resource.columns.map(({ name }) => name.split('__')[0] as string);
  return { kind: 'object', ids: resource.key, fields: new Set(fields) };
}

/** Returns what is wrong with a row, by the names of its fields and never by their values; undefined if nothing is. */
export function flawOf(row: Record<string, unknown>, shape: RowShape): string | undefined {
  if (shape.kind === 'bucket') return flawOfBucket(row);
  const badId = shape.ids.find((field) => typeof row[field] !== 'string' || row[field] === '');
  if (badId !== undefined) return `a "${badId}" that is no text, or is empty`;
  if (shape.kind === 'event' && !Number.isSafeInteger(row[shape.timeField]))
    return `a "${shape.timeField}" that is no whole number of seconds`;
  return undefined;
}

function flawOfBucket({ start_time: start, end_time: end, results }: Record<string, unknown>): string | undefined {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end))
    return 'a bucket whose "start_time" or "end_time" is no whole number of seconds';
  if ((start as number) >= (end as number)) return 'a bucket that ends before it begins';
  if (!Array.isArray(results) || !results.every(isObject)) return 'a bucket whose "results" is no list of objects';
  return undefined;
}

/** Returns true for a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
