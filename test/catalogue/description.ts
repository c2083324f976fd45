import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The parts of a JSON schema that the comparison looks at. */
export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: string[];
  maximum?: number;
  description?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  additionalProperties?: unknown;
}

/** One GET of the description. */
export interface Operation {
  parameters?: { name: string; in: string; description?: string; schema: Schema }[];
  responses: { '200': { content: { 'application/json': { schema: Schema } } } };
}

/** OpenAI's description of the administration API. */
export interface Description {
  paths: Record<string, { get?: Operation }>;
  components: { schemas: Record<string, Schema> };
}

// Beside the checkout, where the description is at hand; a clone alone compares with the official package.
const file = join(import.meta.dirname, '../../../shared/api/openapi-admin.json');

/** OpenAI's description, or undefined where it is not there. */
export const description: Description | undefined = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as Description)
  : undefined;

/** Returns a schema with references followed and `null` left out of unions of one type and null. */
export function plain(from: Description, schema: Schema): Schema {
  if (schema.$ref !== undefined) {
    return plain(from, from.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});
  }
  const members = (schema.anyOf ?? schema.oneOf)?.map((member) => plain(from, member));
  const [only] = members?.filter(({ type }) => type !== 'null') ?? [];
  return only ?? schema;
}

/** Returns the kind of column that a leaf should be. */
function columnType({ type, format, properties }: Schema): string {
  if (type === 'array' || (type === 'object' && !properties)) return 'json';
  if (format === 'unixtime') return 'time';
  if (type === 'integer' || type === 'number') return 'number';
  return type === 'boolean' ? 'boolean' : 'text';
}

/** Returns the leaves of an object, `path:type`, in the description's order. */
export function describedLeaves(from: Description, schema: Schema, prefix = ''): string[] {
  return Object.entries(plain(from, schema).properties ?? {}).flatMap(([name, value]) => {
    const field = plain(from, value);
    const isOpen = field.additionalProperties === true || !field.properties;
    return isOpen ? `${prefix}${name}:${columnType(field)}` : describedLeaves(from, field, `${prefix}${name}__`);
  });
}
