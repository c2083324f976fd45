import * as z from 'zod/mini';
import { isObject } from '../api/row-shape.ts';
import type { CustomDefinition } from '../catalogue/custom-definition.ts';
import { didYouMean } from '../text/nearest-name.ts';
import { splitList } from './field-types.ts';
import { type Mistakes, quote } from './mistakes.ts';
import type { Setting } from './settings.ts';
import { parseYaml } from './yaml-text.ts';

/** What the `resources` setting asks for, before names are looked up. */
export interface ResourceList {
  /** Names and presets, in the order given. */
  names: string[];
  /** What stood behind a `!`. */
  removed: string[];
  /** Ids of detail reads, by name of the resource. */
  ids: Map<string, string[]>;
  custom: CustomDefinition[];
}

const name = z.string({ error: 'expected the name of a resource' });
const oneOrMany = z.pipe(
  z.union([z.string(), z.array(z.string())], { error: 'expected a text or a list of texts' }),
  z.transform((given) => [given].flat()),
);
const parameter = z.pipe(
  z.union([z.string(), z.number(), z.boolean()], { error: 'expected texts, numbers, true or false' }),
  z.transform(String),
);

/** An entry that reads single objects of a resource by their ids. */
export const catalogueEntry = z.strictObject({ name, ids: z.optional(oneOrMany) });

/** An entry that describes a resource which the catalogue lacks. Keys may be written with `_` too. */
export const customEntry = z.strictObject({
  name,
  path: z.string({ error: 'expected a path such as /organization/things' }),
  'data-selector': z.optional(z.string({ error: 'expected a path such as data or result.items' })),
  params: z.optional(z.record(z.string(), parameter, { error: 'expected a mapping of query parameters' })),
  'primary-key': z.optional(oneOrMany),
  parent: z.optional(z.string({ error: 'expected the name of the list that the resource is read for' })),
  pagination: z.optional(
    z.enum(['last_id', 'next', 'next_page', 'none'], { error: 'expected last_id, next, next_page or none' }),
  ),
  kind: z.optional(z.enum(['snapshot', 'buckets', 'events'], { error: 'expected snapshot, buckets or events' })),
  'group-by': z.optional(
    z.pipe(
      oneOrMany,
      z.transform((given) => given.flatMap(splitList)),
    ),
  ),
  'bucket-width': z.optional(z.enum(['1m', '1h', '1d'], { error: 'expected 1m, 1h or 1d' })),
  'time-field': z.optional(z.string({ error: 'expected the name of a field, such as created_at' })),
});

function explain(issue: z.core.$ZodIssue, allowed: string[]): string {
  if (issue.code !== 'unrecognized_keys') return `${issue.path.map(String).join('.')}: ${issue.message}`;
  const [key = ''] = issue.keys;
  return `${quote(key)} is not among its keys (${allowed.join(', ')})${didYouMean(key, allowed)}`;
}

/** Keys with `_` for `-`, so that `data_selector` and `primary_key` are known either way. */
function withDashes(entry: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entry).map(([key, value]) => [key.replaceAll('_', '-'), value]));
}

function addObject(list: ResourceList, entry: object, label: string, mistakes: Mistakes): void {
  const given = withDashes(entry);
  if (Object.keys(given).length < Object.keys(entry).length) {
    mistakes.add(() => `${label}: in the entry ${quote(entry)}, a key stands there twice, with "-" and with "_"`);
    return;
  }
  const isCustom = Object.keys(given).some((key) => key !== 'name' && key !== 'ids');
  const schema = isCustom ? customEntry : catalogueEntry;
  const result = schema.safeParse(given);
  if (!result.success) {
    const allowed = Object.keys(schema.shape);
    for (const issue of result.error.issues) {
      mistakes.add(() => `${label}: in the entry ${quote(entry)}, ${explain(issue, allowed)}`);
    }
    return;
  }
  if ('path' in result.data) {
    const { 'data-selector': dataSelector, 'primary-key': primaryKey, ...others } = result.data;
    const { 'group-by': groupBy, 'bucket-width': bucketWidth, 'time-field': timeField, ...rest } = others;
    list.custom.push({ ...rest, dataSelector, primaryKey, groupBy, bucketWidth, timeField });
    return;
  }
  const { name, ids } = result.data;
  list.names.push(name);
  if (ids !== undefined) list.ids.set(name, [...new Set([...(list.ids.get(name) ?? []), ...ids])]);
}

async function entriesOf({ value, label }: Setting, mistakes: Mistakes): Promise<unknown[]> {
  if (typeof value !== 'string') return [value].flat();
  if (!/^(-\s|\[)/.test(value.trim())) return splitList(value);
  const content = await parseYaml(value);
  if ('value' in content) return [content.value].flat();
  mistakes.add(`${label} begins like a YAML list, but ${content.problem}`);
  return [];
}

/**
 * Returns what a `resources` setting asks for: names by line or comma, or a YAML list whose entries may be objects
 * (`{name, ids}` for a detail read, anything with more keys for a custom resource).
 */
export async function readResourceList(setting: Setting, mistakes: Mistakes): Promise<ResourceList> {
  const list: ResourceList = { names: [], removed: [], ids: new Map(), custom: [] };
  for (const entry of await entriesOf(setting, mistakes)) {
    if (typeof entry === 'string') {
      for (const name of splitList(entry)) {
        if (name.startsWith('!')) list.removed.push(name.slice(1).trim());
        else list.names.push(name);
      }
    } else if (isObject(entry)) {
      addObject(list, entry, setting.label, mistakes);
    } else {
      mistakes.add(
        () => `${setting.label} holds ${quote(entry)}: expected names, presets, !name, or objects with a name`,
      );
    }
  }
  return list;
}
