import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { OPERATIONS } from '../../simulator/operations.ts';
import type { Simulator } from '../../simulator/server.ts';
import { ask, simulatorFor } from './ask.ts';
import { REQUIRED_FIELDS } from './required-fields.ts';

const DESCRIPTION = new URL('../../../shared/api/openapi-admin.json', import.meta.url);
const described = existsSync(DESCRIPTION);

interface Description {
  paths: Record<
    string,
    { get: { responses: Record<string, { content: Record<string, { schema: { $ref: string } }> }> } }
  >;
}

/** Returns a function that names what is wrong with an answer; without OpenAI's description nothing is. */
function readDescription(): { paths: string[]; mistakes(path: string, body: unknown): string[] } {
  if (!described) return { paths: [], mistakes: () => [] };
  const description = JSON.parse(readFileSync(DESCRIPTION, 'utf8')) as Description;
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(description, 'description');
  return {
    paths: Object.keys(description.paths),
    mistakes(path, body) {
      const reference = description.paths[path]?.get.responses['200']?.content['application/json']?.schema.$ref;
      assert.ok(reference, `${path} has no described answer`);
      const validate = ajv.getSchema(`description${reference}`);
      assert.ok(validate);
      if (validate(body)) return [];
      return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
    },
  };
}

const description = readDescription();

/** Each path of an operation with a query that it takes. */
function requestsOf(
  simulator: Simulator,
  operation: (typeof OPERATIONS)[number],
): { path: string; query: Record<string, unknown> }[] {
  const now = simulator.clock.now();
  if (operation.kind === 'buckets') {
    const groups = operation.resource === 'costs' ? ['project_id', 'line_item'] : ['project_id'];
    const range = { start_time: now - 6 * 86_400, limit: 7 };
    return [{}, { group_by: groups }].map((query) => ({ path: operation.path, query: { ...range, ...query } }));
  }
  if (operation.kind === 'events') {
    return [false, true].map((tenant_only) => ({ path: operation.path, query: { tenant_only, limit: 100 } }));
  }
  return simulator.truth
    .reads(operation.resource)
    .map(({ path, ids }) => ({ path, query: queryOf(operation.resource, simulator, ids) }));
}

function queryOf(resource: string, simulator: Simulator, ids: Record<string, string>): Record<string, unknown> {
  if (resource === 'projects') return { include_archived: true };
  if (resource === 'project_api_keys') return { owner_project_access: 'any' };
  if (resource === 'certificate') return { 'include[]': 'content' };
  if (resource !== 'project_group') return {};
  const { project_id = '', group_id = '' } = ids;
  return { group_type: simulator.organization.list('project_groups', project_id).get(group_id)?.row.group_type };
}

test(`every operation answers ${described ? "as OpenAI's description says" : 'with the required fields; the description is not beside this checkout'}`, async (t) => {
  const simulator = await simulatorFor(t, { quirks: { stringAmounts: 0 } });
  for (const operation of OPERATIONS) {
    const requests = requestsOf(simulator, operation);
    assert.ok(requests.length > 0, `nothing to read for ${operation.resource}`);
    for (const { path, query } of requests) {
      const { status, body, text } = await ask(simulator, path, query);
      // Where no limit is set the API has nothing to describe.
      if (operation.resource === 'project_spend_limit' && status === 404) continue;
      assert.equal(status, 200, `${path}: ${text}`);
      assert.deepEqual(description.mistakes(operation.path, body), [], path);
      const objects = operation.kind === 'object' ? [body] : body.data;
      for (const object of objects) {
        for (const field of REQUIRED_FIELDS[operation.resource] ?? assert.fail(operation.resource)) {
          assert.ok(field in object, `${operation.resource} lacks ${field}`);
        }
      }
    }
  }
});

test('the operations are those that OpenAI describes', () => {
  assert.equal(OPERATIONS.length, 58);
  assert.equal(new Set(OPERATIONS.map(({ resource }) => resource)).size, 58);
  if (described) assert.deepEqual(OPERATIONS.map(({ path }) => path).sort(), description.paths.sort());
});

test('with its quirks on, only amounts depart from the description', async (t) => {
  const simulator = await simulatorFor(t, { quirks: { stringAmounts: 1 } });
  const { body } = await ask(simulator, '/organization/costs', {
    start_time: simulator.clock.now() - 20 * 86_400,
    limit: 31,
  });
  const results = body.data.flatMap((bucket) => bucket.results as { amount: { value: unknown } }[]);
  assert.ok(results.length > 0);
  assert.ok(results.every(({ amount }) => typeof amount.value === 'string'));
  if (!described) return;
  const mistakes = description.mistakes('/organization/costs', body);
  assert.ok(mistakes.some((mistake) => mistake.endsWith('amount/value must be number')));
});
