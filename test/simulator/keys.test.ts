import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, simulatorFor } from './ask.ts';

const USERS = '/organization/users';

function bearer(key: string): Record<string, string> {
  return { authorization: `Bearer ${key}` };
}

test('refuses a missing, an unknown and a malformed key with 401, and names no organisation', async (t) => {
  const simulator = await simulatorFor(t);
  for (const authorization of ['Bearer sk-admin-wrong', 'sk-admin-simulated', '']) {
    const { status, body, headers } = await ask(simulator, USERS, {}, { authorization });
    assert.equal(status, 401);
    assert.equal(body.error.type, 'invalid_request_error');
    assert.equal(headers.get('openai-organization'), null);
  }
});

test('echoes a part of the key it refuses', async (t) => {
  const simulator = await simulatorFor(t);
  const { body } = await ask(simulator, USERS, {}, bearer('sk-admin-wrong-one'));
  assert.match(body.error.message, /sk-admin\*+-one/);
});

test("refuses a project's key with 403 and a service account's with 401", async (t) => {
  const simulator = await simulatorFor(t);
  const project = await ask(simulator, USERS, {}, bearer('sk-proj-fake'));
  assert.equal(project.status, 403);
  assert.match(project.body.error.message, /Missing scopes: api\.management\.read\.$/);
  assert.equal((await ask(simulator, USERS, {}, bearer('sk-svcacct-fake'))).status, 401);
});

test('names the scope that a restricted key lacks, and answers the rest', async (t) => {
  const simulator = await simulatorFor(t);
  simulator.keys.set('sk-admin-part', { missingScopes: ['api.usage.read'], deniedResources: ['invites'] });
  const usage = await ask(
    simulator,
    '/organization/usage/images',
    { start_time: simulator.clock.now() - 86_400 },
    bearer('sk-admin-part'),
  );
  assert.equal(usage.status, 403);
  assert.equal(
    usage.body.error.message,
    'You have insufficient permissions for this operation. Missing scopes: api.usage.read.',
  );
  assert.equal((await ask(simulator, '/organization/invites', {}, bearer('sk-admin-part'))).status, 403);
  assert.equal((await ask(simulator, USERS, {}, bearer('sk-admin-part'))).status, 200);
});

test('takes a rotated key, refuses the old one, and names the organisation of each key', async (t) => {
  const simulator = await simulatorFor(t);
  simulator.keys.set('sk-admin-second', {});
  simulator.keys.delete(simulator.adminKey);
  simulator.keys.set('sk-admin-foreign', { organization: 'another-organization' });
  assert.equal((await ask(simulator, USERS)).status, 401);
  const own = await ask(simulator, USERS, {}, bearer('sk-admin-second'));
  assert.equal(own.headers.get('openai-organization'), simulator.organization.name);
  const foreign = await ask(simulator, USERS, {}, bearer('sk-admin-foreign'));
  assert.equal(foreign.headers.get('openai-organization'), 'another-organization');
});

test('refuses the optional headers where they name something else', async (t) => {
  const simulator = await simulatorFor(t);
  const status = async (name: string, value: string | undefined) =>
    (await ask(simulator, USERS, {}, { [name]: value ?? '' })).status;
  const project = simulator.organization.list('projects').entries()[0]?.id;
  assert.equal(await status('openai-organization', simulator.organization.id), 200);
  assert.equal(await status('openai-organization', 'org-other'), 401);
  assert.equal(await status('openai-project', project), 200);
  assert.equal(await status('openai-project', 'proj_other'), 401);
});

test('knows no other path, no other method and no path without the version', async (t) => {
  const simulator = await simulatorFor(t);
  const { status, body } = await ask(simulator, '/organization/nothing');
  assert.deepEqual([status, body.error.message], [404, 'Invalid URL (GET /v1/organization/nothing)']);
  assert.equal((await ask(simulator, '/organization/members')).status, 404);
  const headers = bearer(simulator.adminKey);
  assert.equal((await fetch(simulator.url + USERS, { method: 'POST', headers })).status, 404);
  assert.equal((await fetch(simulator.url.replace(/\/v1$/, USERS), { headers })).status, 404);
});

test('serves the older name of users where it is told to', async (t) => {
  const simulator = await simulatorFor(t, { membersPath: true });
  assert.equal((await ask(simulator, '/organization/members')).text, (await ask(simulator, USERS)).text);
});

test('sends its own date, a request id that counts up and rate limit headers', async (t) => {
  const simulator = await simulatorFor(t, { now: 1_700_000_000 });
  const { headers } = await ask(simulator, USERS);
  assert.equal(headers.get('date'), 'Tue, 14 Nov 2023 22:13:20 GMT');
  assert.equal(headers.get('x-request-id'), 'req_000000000001');
  assert.match(headers.get('x-ratelimit-reset-requests') ?? '', /^\d+ms$/);
  assert.equal((await ask(simulator, USERS)).headers.get('x-request-id'), 'req_000000000002');
});

test('records each request in the order of arrival', async (t) => {
  const simulator = await simulatorFor(t);
  await ask(simulator, USERS, { limit: 3 }, { 'user-agent': 'somebody/1' });
  await ask(simulator, '/organization/none');
  assert.deepEqual(
    simulator.requests.map(({ method, path, query, status }) => ({ method, path, query, status })),
    [
      { method: 'GET', path: USERS, query: 'limit=3', status: 200 },
      { method: 'GET', path: '/organization/none', query: '', status: 404 },
    ],
  );
  assert.equal(simulator.requests[0]?.headers['user-agent'], 'somebody/1');
});

test('answers the paths that a test adds', async (t) => {
  const simulator = await simulatorFor(t);
  simulator.customAnswers.set('/organization/widgets', (query) => ({ result: { items: [{ id: query.get('of') }] } }));
  assert.equal(
    (await ask(simulator, '/organization/widgets', { of: 'w1' })).text,
    '{"result":{"items":[{"id":"w1"}]}}',
  );
  assert.equal((await ask(simulator, '/organization/widgets', {}, bearer('sk-admin-wrong'))).status, 401);
});

test('indents every answer where it is told to, digit for digit', async (t) => {
  const simulator = await simulatorFor(t, { pretty: true });
  const row =
    '{"id":"audit_log-own","type":"x \\"[y]\\", {z}","effective_at":1,"n":123456789012345678901234567890,"e":[],"o":{}}';
  simulator.organization.events.add(row);
  const { text } = await ask(simulator, '/organization/audit_logs', { 'effective_at[lt]': 2 });
  assert.ok(text.startsWith('{\n  "object": "list",\n  "data": [\n    {\n      "id": "audit_log-own",\n'));
  assert.match(text, /"n": 123456789012345678901234567890,\n {6}"e": \[\],\n {6}"o": \{\}\n/);
  assert.ok(text.includes('"x \\"[y]\\", {z}"'));
});
