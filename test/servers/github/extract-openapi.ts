import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

// Run by hand: node test/servers/github/extract-openapi.ts <@octokit/openapi>/generated/api.github.com.json
// and then through `biome check --write`. The package is 394 MB and therefore no dependency; the extract is what the server checks requests and answers against.

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Fields = { [key: string]: Json };

const OPERATIONS = `
GET /rate_limit
GET /repos/{owner}/{repo}
GET /repos/{owner}/{repo}/commits
GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls
GET /repos/{owner}/{repo}/compare/{basehead}
GET /repos/{owner}/{repo}/contents/{path}
PUT /repos/{owner}/{repo}/contents/{path}
GET /repos/{owner}/{repo}/git/ref/{ref}
GET /repos/{owner}/{repo}/git/matching-refs/{ref}
POST /repos/{owner}/{repo}/git/refs
PATCH /repos/{owner}/{repo}/git/refs/{ref}
DELETE /repos/{owner}/{repo}/git/refs/{ref}
GET /repos/{owner}/{repo}/git/commits/{commit_sha}
POST /repos/{owner}/{repo}/git/commits
GET /repos/{owner}/{repo}/git/trees/{tree_sha}
POST /repos/{owner}/{repo}/git/trees
GET /repos/{owner}/{repo}/git/blobs/{file_sha}
POST /repos/{owner}/{repo}/git/blobs
GET /repos/{owner}/{repo}/pulls
POST /repos/{owner}/{repo}/pulls
GET /repos/{owner}/{repo}/pulls/{pull_number}
PATCH /repos/{owner}/{repo}/pulls/{pull_number}
GET /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers
POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers
GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews
GET /repos/{owner}/{repo}/issues/{issue_number}/comments
POST /repos/{owner}/{repo}/issues/{issue_number}/comments
PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}
DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}
GET /repos/{owner}/{repo}/issues/{issue_number}/labels
POST /repos/{owner}/{repo}/issues/{issue_number}/labels
DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}
`;

/** What says nothing about which values are valid. */
const DROPPED = /^(title|description|examples?|format|deprecated|externalDocs|discriminator|readOnly|default|x-.*)$/;
const COMPONENT = '#/components/schemas/';

function main(source: string): void {
  const description = JSON.parse(readFileSync(source, 'utf8')) as Fields;
  const packageFile = join(dirname(dirname(source)), 'package.json');
  const { name, version } = JSON.parse(readFileSync(packageFile, 'utf8')) as Record<string, string>;
  const needed: string[] = [];
  const operations = OPERATIONS.trim()
    .split('\n')
    .map((key) => [key, extractOperation(description, key, needed)] as const);
  const schemas: Fields = {};
  // The list grows while schemas name others.
  for (let at = 0; at < needed.length; at += 1) {
    const schemaName = needed[at] as string;
    if (schemaName in schemas) continue;
    schemas[schemaName] = schema(resolve(description, { $ref: `${COMPONENT}${schemaName}` }), needed);
  }
  const extract = { package: `${name}@${version}`, operations: Object.fromEntries(operations), schemas };
  writeFileSync(join(import.meta.dirname, 'openapi-extract.json'), `${JSON.stringify(extract)}\n`);
}

function extractOperation(description: Fields, key: string, needed: string[]): Fields {
  const [method = '', path = ''] = key.split(' ');
  const item = (description.paths as Fields)[path] as Fields | undefined;
  const operation = item?.[method.toLowerCase()] as Fields | undefined;
  if (operation === undefined) throw new Error(`The description has no ${key}.`);
  const parameters = ((operation.parameters as Json[]) ?? []).map((parameter) => {
    const { name, in: place, required, schema: form } = resolve(description, parameter) as Fields;
    return { name: name as Json, in: place as Json, required: required === true, schema: schema(form as Json, needed) };
  });
  const body = operation.requestBody as Fields | undefined;
  const responses = Object.entries(operation.responses as Fields).map(([status, response]) => {
    const form = jsonSchema(resolve(description, response) as Fields);
    return [status, form === undefined ? null : alternatives(schema(form, needed))] as const;
  });
  const bodySchema = body && schema(jsonSchema(body) as Json, needed);
  return {
    parameters,
    ...(bodySchema !== undefined && { body: { required: body?.required === true, schema: bodySchema } }),
    responses: Object.fromEntries(responses),
  };
}

/** Answers are said to match one of several forms; those of errors overlap, so that every error would match two. */
function alternatives(form: Json): Json {
  const { oneOf, ...rest } = form as Fields;
  return oneOf === undefined ? form : { ...rest, anyOf: oneOf };
}

function jsonSchema(holder: Fields): Json | undefined {
  const content = (holder.content as Fields | undefined)?.['application/json'] as Fields | undefined;
  return content?.schema;
}

/** A schema in the words of JSON Schema: OpenAPI 3.0 says `nullable` where that has a type. */
function schema(given: Json, needed: string[]): Json {
  if (Array.isArray(given)) return given.map((entry) => schema(entry, needed));
  if (given === null || typeof given !== 'object') return given;
  if (typeof given.$ref === 'string') {
    const name = given.$ref.slice(COMPONENT.length);
    needed.push(name);
    return { $ref: `github#/$defs/${name}` };
  }
  const kept: Fields = {};
  for (const [key, value] of Object.entries(given)) {
    if (DROPPED.test(key) || key === 'nullable') continue;
    // Here the keys are names of fields, among them "title" and "description".
    if (key === 'properties') {
      const fields = Object.entries(value as Fields).map(([name, form]) => [name, schema(form, needed)] as const);
      kept.properties = Object.fromEntries(fields);
    } else kept[key] = key === 'enum' || key === 'required' ? value : schema(value, needed);
  }
  return given.nullable === true ? { anyOf: [kept, { type: 'null' }] } : kept;
}

function resolve(description: Fields, given: Json): Json {
  const reference = (given as Fields | undefined)?.$ref;
  if (typeof reference !== 'string') return given;
  const steps = reference.slice('#/'.length).split('/');
  return steps.reduce<Json>((holder, step) => (holder as Fields)[step] as Json, description);
}

main(process.argv[2] ?? '');
