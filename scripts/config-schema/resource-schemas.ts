import { describeResource } from '../../docs/data/describe.ts';
import { allResources } from '../../src/catalogue/catalogue.ts';
import { deviceNames, safeName, safePath, safeSelector } from '../../src/catalogue/custom.ts';
import { dimensionsOf } from '../../src/catalogue/kinds.ts';
import { presets } from '../../src/catalogue/presets.ts';
import type { Resource } from '../../src/catalogue/resource.ts';
import { type JsonSchema, listSchema } from '../../src/settings/field-types.ts';
import { catalogueEntry, customEntry } from '../../src/settings/resource-list.ts';
import { plainId } from '../../src/settings/selection.ts';
import { type OwnOptionName, optionFields, optionsOf } from '../../src/settings/table.ts';
import { anyOf, mapping, type Properties, schemaOf, setting } from './schema-parts.ts';

const names = allResources.map(({ name }) => name);
const needsIds = (resource: Resource) => resource.kind === 'snapshot' && resource.idsRequired === true;
const takesIds = (resource: Resource) => resource.kind === 'snapshot' && resource.idParameter !== undefined;
const namesOf = (isWanted: (resource: Resource) => boolean) => allResources.filter(isWanted).map(({ name }) => name);

/** Returns what holds of properties if `resources` of the same config describe resources of the user's own. */
function customEntrySchema(): JsonSchema {
  const { properties, ...rest } = schemaOf(customEntry) as { properties: Properties };
  const refined: Properties = {
    ...properties,
    name: { type: 'string', pattern: safeName.source, not: { enum: [...names, ...presets.keys(), ...deviceNames] } },
    path: { type: 'string', pattern: safePath.source, not: { pattern: '(^|/)\\.{1,2}(/|$)' } },
    'data-selector': { type: 'string', anyOf: [{ pattern: safeSelector.source }, { maxLength: 0 }] },
  };
  for (const name of ['data-selector', 'primary-key']) refined[name.replace('-', '_')] = refined[name] as JsonSchema;
  return { description: 'A resource that the catalogue lacks.', ...rest, properties: refined };
}

function byIdSchema(): JsonSchema {
  const { properties } = schemaOf(catalogueEntry) as { properties: Properties };
  const id = { type: 'string', pattern: plainId.source };
  const ids = { ...properties.ids, anyOf: [id, { type: 'array', items: id, minItems: 1 }] };
  const read = mapping({ name: { enum: namesOf(takesIds) }, ids }, ['name', 'ids']);
  const whole = mapping({ name: { enum: [...namesOf((one) => !needsIds(one)), ...presets.keys()] } }, ['name']);
  return { description: 'A resource, or single objects of it by their ids.', ...anyOf(read, whole) };
}

/** Definitions of the entries that `resources` takes. */
export const resourceDefinitions: Properties = {
  'custom-resource': customEntrySchema(),
  'resource-by-id': byIdSchema(),
};

const isCustom: JsonSchema = { type: 'object', required: ['path'] };
const hasCustom: JsonSchema = { type: 'array', contains: isCustom };

/** Returns what `resources` takes: names by line, comma or YAML list, and objects in a list. */
export function resourcesSchema(): JsonSchema {
  const known = [...presets.keys(), ...namesOf((one) => !needsIds(one))];
  const words = [...known, ...[...presets.keys(), ...names].map((name) => `!${name}`)];
  const { anyOf: forms } = listSchema({ words }) as { anyOf: JsonSchema[] };
  const texts = forms.filter(({ type }) => type !== 'array');
  const entries = { $ref: '#/definitions/resource-by-id' };
  // Where the user describes resources, their names may stand in the list too.
  const own = { anyOf: [{ type: 'string' }, entries, { $ref: '#/definitions/custom-resource' }] };
  return anyOf(
    ...texts,
    { type: 'string', pattern: '^\\s*(?:-\\s|\\[)', description: 'A YAML list, as a text.' },
    { type: 'array', items: { anyOf: [...texts, entries] } },
    { ...hasCustom, items: own },
    entries,
    { $ref: '#/definitions/custom-resource' },
  );
}

function optionSchema(resource: Resource, name: OwnOptionName): JsonSchema {
  if (resource.kind !== 'buckets') return schemaOf(optionFields[name]);
  if (name === 'bucket-width') return { enum: Object.keys(resource.widths) };
  if (name === 'group-by') return listSchema({ words: ['default', 'all', 'none', ...dimensionsOf(resource)] });
  const isDailyOnly = Object.keys(resource.widths).every((width) => width === '1d');
  if (name === 'partition-by' && isDailyOnly) return { enum: ['day', 'month'] };
  return schemaOf(optionFields[name]);
}

/** Definitions of the options of resources: one for all resources that take the same. */
const optionDefinitions = new Map<string, { name: string; schema: JsonSchema }>();
const ownOptions: Properties = {};
for (const resource of allResources) {
  const properties = Object.fromEntries(
    optionsOf(resource).map((name) => [name, setting(optionSchema(resource, name))]),
  );
  const schema = { ...mapping(properties), type: ['object', 'null'] };
  const text = JSON.stringify(schema);
  const known = optionDefinitions.get(text) ?? { name: `options-of-${resource.name}`, schema };
  optionDefinitions.set(text, known);
  ownOptions[resource.name] = {
    description: describeResource(resource.name).text,
    allOf: [{ $ref: `#/definitions/${known.name}` }],
  };
}

/** Definitions that `resource-options` refers to. */
export const optionsDefinitions: Properties = Object.fromEntries(
  [...optionDefinitions.values()].map(({ name, schema }) => [name, schema]),
);

/** What `resource-options` takes, by name of the resource. */
export const resourceOptionsSchema: JsonSchema = { type: 'object', properties: ownOptions };

/** The names under `resource-options` are those of the catalogue, unless the same config describes others. */
export const namesUnderResourceOptions: JsonSchema = {
  if: {
    required: ['resources'],
    properties: { resources: { anyOf: [hasCustom, isCustom, { type: 'string', pattern: '^\\s*(?:-\\s|\\[)' }] } },
  },
  else: { properties: { 'resource-options': { propertyNames: { enum: names } } } },
};
