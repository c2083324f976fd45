/** A filter of usage and costs: a setting of this name, a query parameter, and the field of the rows that it speaks of. */
interface BucketFilterDeclaration {
  /** Query parameter that takes its values, one a value. */
  parameter: string;
  /** Field of a row that holds such a value if rows are grouped by it. */
  dimension: string;
  /** What a row is that it leaves out, in a message. */
  left: string;
  /** True if rows may hold a longer name that begins with the one asked for. */
  takesBeginnings?: true;
}

/** Every filter of usage and costs, by the name of its setting. */
export const bucketFilters = {
  projects: { parameter: 'project_ids', dimension: 'project_id', left: 'of another project' },
  // A model may be answered with its dated name.
  models: { parameter: 'models', dimension: 'model', left: 'of another model', takesBeginnings: true },
  users: { parameter: 'user_ids', dimension: 'user_id', left: 'of another user' },
  'api-keys': { parameter: 'api_key_ids', dimension: 'api_key_id', left: 'of another key' },
  'line-items': { parameter: 'line_items', dimension: 'line_item', left: 'of another line item' },
  batch: { parameter: 'batch', dimension: 'batch', left: 'of the other value of `batch`' },
  sizes: { parameter: 'sizes', dimension: 'size', left: 'of another size' },
  sources: { parameter: 'sources', dimension: 'source', left: 'of another source' },
  'context-levels': { parameter: 'context_levels', dimension: 'context_level', left: 'of another context level' },
  'vector-stores': { parameter: 'vector_store_ids', dimension: 'vector_store_id', left: 'of another vector store' },
} satisfies Record<string, BucketFilterDeclaration>;

export type BucketFilter = keyof typeof bucketFilters;

/** The names of the filters, in their order. */
export const bucketFilterNames = Object.keys(bucketFilters) as BucketFilter[];

/** Returns the filters of an endpoint that has one for each of these dimensions that any endpoint can filter by. */
export function filtersBy(dimensions: readonly string[]): Partial<Record<BucketFilter, string>> {
  const names = bucketFilterNames.filter((name) => dimensions.includes(bucketFilters[name].dimension));
  return Object.fromEntries(names.map((name) => [name, bucketFilters[name].parameter]));
}

/** Returns whether a row's value is one that the filter leaves out; a value that a row lacks is no difference. */
export function leavesOut(name: BucketFilter, asked: readonly string[], value: unknown): boolean {
  if (asked.length === 0 || !(typeof value === 'string' || typeof value === 'boolean')) return false;
  const { takesBeginnings }: BucketFilterDeclaration = bucketFilters[name];
  const text = String(value);
  return !asked.some((wanted) => text === wanted || (takesBeginnings && text.startsWith(wanted)));
}
