import type { CustomDefinition } from './custom-definition.ts';
import { placeholders } from './declare.ts';
import type { BucketsResource, BucketWidth, EventsResource } from './resource.ts';

/** Most buckets a page by width, as every usage endpoint has it. */
const USUAL_WIDTHS = { '1m': 1440, '1h': 168, '1d': 31 } as const;

/** Most entries a page that lists of events take. */
const USUAL_PAGE = 100;

export const safeField = /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/;
/** A field of the row itself: what is inside an object is looked for by nothing that reads times and ids. */
const topField = /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/;

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
    const advice = definition.kind === undefined ? kindsWith(key) : '';
    found.push(`${key} is nothing that a resource of kind ${kind} has; it takes ${allowed.join(', ')}${advice}`);
  }
  if (kind === 'events') {
    if (timeField === undefined)
      found.push('events need a time-field: the field with the time of an event in Unix seconds');
    if (primaryKey.length === 0) found.push('events need a primary-key: the fields by which events are told apart');
    if (pagination === 'none') found.push('pagination none reads a single object, which events are not');
  }
  if (kind !== 'snapshot' && placeholders(definition.path).length > 0)
    found.push(`path holds {placeholders}, which a resource of kind ${kind} cannot have`);
  for (const field of groupBy) if (!safeField.test(field)) found.push(`"${field}" is no name of a field`);
  if (kind === 'snapshot') return found;
  for (const field of [timeField ?? [], primaryKey].flat())
    if (!topField.test(field))
      found.push(`"${field}" is no name of a field of the row itself, such as created_at or id`);
  return [...found, ...mistakesInParameters(definition, kind)];
}

/** Returns the advice for a key that another kind has; empty if none does. */
function kindsWith(key: string): string {
  const kinds = (['buckets', 'events'] as const).filter((kind) => KEYS_BY_KIND[kind].some((name) => name === key));
  return kinds.length === 0 ? '' : `; with ${key}, say kind: ${kinds.join(' or ')}`;
}

/** Windows and pages are asked for by parameters that nobody else may give. */
function mistakesInParameters({ params = {}, timeField = '' }: CustomDefinition, kind: 'buckets' | 'events'): string[] {
  const ofWindows =
    kind === 'buckets'
      ? ['start_time', 'end_time', 'bucket_width', 'group_by', 'group_by[]']
      : ['gt', 'gte', 'lt', 'lte'].map((bound) => `${timeField}[${bound}]`);
  const own = [...ofWindows, 'after', 'before', 'page'];
  const found = Object.keys(params)
    .filter((name) => own.includes(name))
    .map((name) => `params holds ${name}, which the export sets by itself`);
  const { limit } = params;
  if (limit !== undefined && !/^[1-9]\d{0,4}$/.test(limit))
    found.push('params holds a limit that is no whole number from 1 to 99999');
  return found;
}

/** Returns the parameters of every request, and apart from them the size of a page, which walks need to know. */
function parametersOf({ params = {} }: CustomDefinition): { query?: Record<string, string>; pageSize?: number } {
  const { limit, ...query } = params;
  return {
    ...(Object.keys(query).length > 0 && { query }),
    ...(limit !== undefined && { pageSize: Number(limit) }),
  };
}

/** Returns the declaration of a user's own usage endpoint: buckets as the built-in ones have them. */
export function customBuckets(definition: CustomDefinition): BucketsResource {
  const { name, path, dataSelector = 'data', groupBy = [], bucketWidth } = definition;
  const { query, pageSize } = parametersOf(definition);
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
    widths: widthsOf(bucketWidth, pageSize),
    dimensions: [...new Set(groupBy)],
    filters: {},
    columns: [],
    ...(query && { query }),
  };
}

function widthsOf(only: BucketWidth | undefined, pageSize: number | undefined): BucketsResource['widths'] {
  const widths = Object.entries(USUAL_WIDTHS).filter(([width]) => only === undefined || width === only);
  return Object.fromEntries(widths.map(([width, most]) => [width, pageSize ?? most]));
}

/** Returns the declaration of a user's own log of events, which the API filters by `[gte]` and `[lt]` of its time field. */
export function customEvents(definition: CustomDefinition): EventsResource {
  const { name, path, dataSelector = 'data', primaryKey = [], pagination = 'last_id' } = definition;
  const { query, pageSize = USUAL_PAGE } = parametersOf(definition);
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
    pageSize,
    ...(query && { query }),
  };
}
