import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Resource } from '../../src/catalogue/resource.ts';

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

/** Returns the read of a resource. */
export function operationOf(from: Description, resource: Resource): Operation {
  const operation = from.paths[resource.path]?.get;
  assert.ok(operation, `${resource.path} is not in the description`);
  return operation;
}

/** Returns what the read of a resource answers with. */
export function answerOf(from: Description, resource: Resource): Schema {
  return plain(from, operationOf(from, resource).responses['200'].content['application/json'].schema);
}

/** Results of usage and costs are one union; each of its types says in `object` which endpoint it is of. */
function resultOf(from: Description, bucket: Schema, resource: Resource): Schema {
  const name = resource.name.replace('file_search_calls', 'file_searches').replace('web_search_calls', 'web_searches');
  const object = `organization.${name.replace('usage_', 'usage.')}.result`;
  const results = plain(from, bucket.properties?.results?.items ?? {});
  const union = bucket.properties?.results?.items?.oneOf ?? results.oneOf ?? [];
  const found = union.find((member) => plain(from, member).properties?.object?.enum?.includes(object));
  assert.ok(found, `no result with the object ${object}`);
  return found;
}

/** Returns what one row of a resource is, without what the export puts in front. */
export function rowOf(from: Description, resource: Resource): Schema {
  const answer = answerOf(from, resource);
  const row = plain(from, answer.properties?.data?.items ?? answer);
  return resource.kind === 'buckets' ? resultOf(from, row, resource) : row;
}

/** Returns the field that a column stands for; undefined where the description has none. */
export function fieldAt(from: Description, row: Schema, column: string): Schema | undefined {
  return column
    .split('__')
    .reduce<Schema | undefined>((schema, name) => schema && plain(from, schema).properties?.[name], row);
}
