import * as z from 'zod/mini';
import { fieldSchemas, type JsonSchema } from '../../src/settings/field-types.ts';

/** Schemas by name of the property. */
export type Properties = Record<string, JsonSchema>;

/** What YAML gives for a key without a value, and a text of nothing: both count as not given. */
export const empty: JsonSchema = { $ref: '#/definitions/not-given' };

/** Returns the schema of a field, from what its declaration notes. */
export function schemaOf(field: z.ZodMiniType): JsonSchema {
  const options = { io: 'input', target: 'draft-7', metadata: fieldSchemas, unrepresentable: 'any' } as const;
  const { $schema: _, ...schema } = z.toJSONSchema(field, options);
  return schema;
}

/** Returns what any of these schemas lets through. */
export function anyOf(...schemas: JsonSchema[]): JsonSchema {
  const flat = schemas.flatMap((schema) =>
    Array.isArray(schema.anyOf) && Object.keys(schema).length === 1 ? (schema.anyOf as JsonSchema[]) : [schema],
  );
  const byText = new Map(flat.map((schema) => [JSON.stringify(schema), schema]));
  const [only, ...others] = byText.values();
  return only !== undefined && others.length === 0 ? only : { anyOf: [...byText.values()] };
}

/** Returns the schema of a setting, which may also be left without a value. */
export function setting(schema: JsonSchema, description?: string, defaultValue?: unknown): JsonSchema {
  return {
    ...(description !== undefined && { description }),
    ...(defaultValue !== undefined && { default: defaultValue }),
    ...anyOf(schema, empty),
  };
}

/** Returns the schema of a mapping with these keys and no others. */
export function mapping(properties: Properties, required: readonly string[] = []): JsonSchema {
  return { type: 'object', properties, additionalProperties: false, ...(required.length > 0 && { required }) };
}
