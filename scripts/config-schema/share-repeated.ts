import type { JsonSchema } from '../../src/settings/field-types.ts';
import type { Properties } from './schema-parts.ts';

/** Shorter schemas are no shorter as references. */
const SHORTEST = 80;

/** Keywords that hold a schema, a list of schemas, or schemas by name. */
const ONE = ['items', 'contains', 'not', 'if', 'then', 'else', 'propertyNames', 'additionalProperties'];
const LISTS = ['anyOf', 'allOf', 'oneOf'];
const MAPS = ['properties', 'patternProperties'];

/**
 * Returns the schema with each long part that stands in it more than once as one of its `definitions`, named after the property
 * in which it is met first. It lets through what it let through before.
 */
export function shareRepeated(schema: JsonSchema): JsonSchema {
  const { definitions = {}, ...rest } = schema as { definitions?: Properties };
  const counts = new Map<string, number>();
  const count = (part: JsonSchema): JsonSchema => {
    const text = JSON.stringify(part);
    const times = (counts.get(text) ?? 0) + 1;
    counts.set(text, times);
    // What is inside a repeated part repeats with it, and is no part of its own for that.
    return times > 1 ? part : eachPart(part, count);
  };
  for (const part of [rest, ...Object.values(definitions)]) eachPart(part, count);
  const shared = new Map<string, { name: string; part: JsonSchema }>();
  const share = (part: JsonSchema, name: string): JsonSchema => {
    const text = JSON.stringify(part);
    if (text.length < SHORTEST || (counts.get(text) ?? 0) < 2) return eachPart(part, share, name);
    const known = shared.get(text);
    if (known) return { $ref: `#/definitions/${known.name}` };
    const taken = new Set([...Object.keys(definitions), ...[...shared.values()].map((one) => one.name)]);
    let own = name;
    for (let next = 2; taken.has(own); next += 1) own = `${name}-${next}`;
    const entry = { name: own, part };
    shared.set(text, entry);
    entry.part = eachPart(part, share, own);
    return { $ref: `#/definitions/${own}` };
  };
  const all = Object.entries(definitions).map(([name, part]) => [name, eachPart(part, share, name)] as const);
  const whole = eachPart(rest, share, 'config');
  const added = [...shared.values()].map(({ name, part }) => [name, part] as const);
  return { ...whole, definitions: Object.fromEntries([...all, ...added]) };
}

/** Returns a schema with `change` made of the schemas directly in it; each comes with the name of the property that it is for. */
function eachPart(
  schema: JsonSchema,
  change: (part: JsonSchema, name: string) => JsonSchema,
  around = 'config',
): JsonSchema {
  const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (ONE.includes(key) && isSchema(value)) return [key, change(value, around)];
      if (LISTS.includes(key)) return [key, (value as JsonSchema[]).map((part) => change(part, around))];
      if (!MAPS.includes(key)) return [key, value];
      const parts = Object.entries(value as Properties);
      return [
        key,
        Object.fromEntries(parts.map(([name, part]) => [name, change(part, name.replaceAll(/[^\w-]/g, '-'))])),
      ];
    }),
  );
}
