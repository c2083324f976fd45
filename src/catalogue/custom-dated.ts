import type { CustomDefinition } from './custom-definition.ts';
import { placeholders } from './declare.ts';
import type { BucketsResource, BucketWidth, EventsResource } from './resource.ts';

/** Most buckets a page by width, as every usage endpoint has it. */
const USUAL_WIDTHS = { '1m': 1440, '1h': 168, '1d': 31 } as const;

export const safeField = /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/;

/** What a custom resource of each kind may say, of what not all may. */
const KEYS_BY_KIND = {
  snapshot: ['primary-key', 'parent', 'data-selector', 'pagination'],
  buckets: ['group-by', 'bucket-width', 'data-selector'],
  events: ['time-field', 'primary-key', 'data-selector', 'pagination'],
} as const;

/** Returns the mistakes of a definition that belong to its kind, one sentence each. */
export function mistakesOfKind(definition: CustomDefinition): string[] {
  const { kind = 'snapshot', primaryKey = [], timeField, groupBy = [], pagination } = definition;
  const found: string[] = [];
  const given = {
    'primary-key': definition.primaryKey,
    parent: definition.parent,
    'data-selector': definition.dataSelector,
    pagination,
    'group-by': definition.groupBy,
    'bucket-width': definition.bucketWidth,
    'time-field': timeField,
  };
  const allowed: readonly string[] = KEYS_BY_KIND[kind];
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined || allowed.includes(key)) continue;
    found.push(`${key} is nothing that a resource of kind ${kind} has; it takes ${allowed.join(', ')}`);
  }
  if (kind === 'events') {
    if (timeField === undefined)
      found.push('events need a time-field: the field with the time of an event in Unix seconds');
    if (primaryKey.length === 0) found.push('events need a primary-key: the fields by which events are told apart');
    if (pagination === 'none') found.push('pagination none reads a single object, which events are not');
  }
  if (kind !== 'snapshot' && placeholders(definition.path).length > 0)
    found.push(`path holds {placeholders}, which a resource of kind ${kind} cannot have`);
  for (const field of [...groupBy, ...(timeField === undefined ? [] : [timeField])])
    if (!safeField.test(field)) found.push(`"${field}" is no name of a field`);
  return found;
}

/** Returns the declaration of a user's own usage endpoint: buckets as the built-in ones have them. */
export function customBuckets(definition: CustomDefinition): BucketsResource {
  const { name, path, params, dataSelector = 'data', groupBy = [], bucketWidth } = definition;
  return {
    kind: 'buckets',
    custom: true,
    timeField: 'start_time',
    key: [],
    parentIds: [],
    name,
    path,
    pagination: 'next_page',
    dataSelector,
    widths: bucketWidth === undefined ? USUAL_WIDTHS : widthAlone(bucketWidth),
    dimensions: [...new Set(groupBy)],
    filters: {},
    columns: [],
    ...(params && { query: params }),
  };
}

function widthAlone(width: BucketWidth): BucketsResource['widths'] {
  return { [width]: USUAL_WIDTHS[width] };
}

/** Returns the declaration of a user's own log of events, which the API filters by `[gte]` and `[lt]` of its time field. */
export function customEvents(definition: CustomDefinition): EventsResource {
  const { name, path, params = {}, dataSelector = 'data', primaryKey = [], pagination = 'last_id' } = definition;
  const { limit, ...query } = params;
  return {
    kind: 'events',
    custom: true,
    timeField: definition.timeField ?? '',
    key: primaryKey,
    parentIds: [],
    name,
    path,
    pagination,
    dataSelector,
    columns: [],
    ...(limit !== undefined && Number.isSafeInteger(Number(limit)) && { pageSize: Number(limit) }),
    ...(Object.keys(query).length > 0 && { query }),
  };
}
