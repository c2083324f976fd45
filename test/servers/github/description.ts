import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';

type Schema = Record<string, unknown>;

interface Operation {
  parameters: { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: Schema }[];
  body?: { required: boolean; schema: Schema };
  responses: Record<string, Schema | null>;
}

interface Extract {
  operations: Record<string, Operation>;
  schemas: Record<string, Schema>;
}

export interface DescribedRequest {
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
}

const EXTRACT: Extract = JSON.parse(readFileSync(join(import.meta.dirname, 'openapi-extract.json'), 'utf8'));
const SETTINGS = { strict: false, validateFormats: false, allErrors: true };
const BODIES = new Ajv(SETTINGS);
/** Parameters are texts in the URL, whatever they stand for. */
const PARAMETERS = new Ajv({ ...SETTINGS, coerceTypes: true });
for (const ajv of [BODIES, PARAMETERS]) ajv.addSchema({ $id: 'github', $defs: EXTRACT.schemas });
/** The fields of every error body. */
const ERROR: Schema = {
  allOf: [{ $ref: 'github#/$defs/basic-error' }, { required: ['message', 'documentation_url'] }],
};
const parameterForms = new Map<Schema, Schema>();
const compiled = new Map<Schema, ValidateFunction>();

/** What is wrong with a request by GitHub's description; empty where nothing is. `key` is as `GET /repos/{owner}/{repo}`. */
export function requestFlaws(key: string, { params, query, body }: DescribedRequest): string[] {
  const operation = operationOf(key);
  const flaws: string[] = [];
  const known = operation.parameters.filter((parameter) => parameter.in === 'query');
  for (const name of query.keys()) {
    if (!known.some((parameter) => parameter.name === name)) flaws.push(`unknown query parameter "${name}"`);
  }
  for (const { name, in: place, required, schema } of operation.parameters) {
    const value = place === 'path' ? params[name] : (query.get(name) ?? undefined);
    if (value === undefined) {
      if (required) flaws.push(`missing parameter "${name}"`);
      continue;
    }
    flaws.push(...schemaFlaws(PARAMETERS, parameterForm(name, schema), { [name]: value }));
  }
  return [...flaws, ...bodyFlaws(operation, body)];
}

/** What is wrong with an answer by GitHub's description. */
export function responseFlaws(key: string, status: number, body: unknown): string[] {
  const { responses } = operationOf(key);
  const schema = responses[String(status)];
  if (schema === null || (schema === undefined && status >= 400)) {
    return body === undefined && status < 400 ? [] : schemaFlaws(BODIES, ERROR, body);
  }
  if (schema === undefined) return [`status ${status} is not described`];
  return schemaFlaws(BODIES, schema, body);
}

function operationOf(key: string): Operation {
  const operation = EXTRACT.operations[key];
  if (operation === undefined) throw new Error(`openapi-extract.json has no ${key}`);
  return operation;
}

function bodyFlaws({ body: described }: Operation, body: unknown): string[] {
  if (described === undefined) return body === undefined ? [] : ['a body where none is described'];
  if (body === undefined) return described.required ? ['missing body'] : [];
  const flaws = schemaFlaws(BODIES, described.schema, body);
  // The description forbids no further fields; a client that sends one has mistaken its name.
  const fields = described.schema.properties as object | undefined;
  if (fields !== undefined && typeof body === 'object' && body !== null) {
    for (const name of Object.keys(body)) if (!(name in fields)) flaws.push(`unknown field "${name}"`);
  }
  return flaws;
}

/** One form for each parameter, so that it is compiled once. */
function parameterForm(name: string, schema: Schema): Schema {
  const form = parameterForms.get(schema) ?? { type: 'object', properties: { [name]: schema } };
  parameterForms.set(schema, form);
  return form;
}

function schemaFlaws(ajv: Ajv, schema: Schema, value: unknown): string[] {
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
}
