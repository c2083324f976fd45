import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isUnknownPath, remedy, withRemedy } from '../../src/api/explain.ts';
import { noAnswer, refusal } from '../../src/api/request-error.ts';
import { type ApiError, StorageError } from '../../src/errors.ts';

function answered(status: number, message: string): ApiError {
  return refusal({
    path: '/organization/users',
    status,
    requestId: undefined,
    body: JSON.stringify({ error: { message } }),
    apiKey: 'sk-admin-fake',
  });
}

test('each kind of failure comes with what to do about it', () => {
  const cases: [ApiError, RegExp][] = [
    [answered(401, 'Incorrect API key provided'), /not accepted.*sk-proj-/],
    [answered(403, 'Missing scopes: api.usage.read'), /lacks the scope api\.usage\.read\. Give/],
    [
      answered(
        403,
        'You have insufficient permissions for this operation. Missing scopes: api.usage.read, api.x-y. Check your role.',
      ),
      /lacks the scope api\.usage\.read, api\.x-y\. Give/,
    ],
    [
      answered(403, 'You may not (missing scopes: api.management.read)'),
      /lacks the scope api\.management\.read\. Give/,
    ],
    [answered(403, 'No'), /may not read this/],
    [answered(404, 'Audit logs are not there'), /never have been switched on/],
    [answered(404, 'Invalid URL (GET /v1/x)'), /does not know this path/],
    [answered(429, 'Slow down'), /rate limit stayed exhausted/],
    [answered(302, ''), /redirect is not followed/],
    [answered(503, ''), /next run reads it again/],
    [noAnswer('/x', 'no answer within 60 s', 'sk-admin-fake'), /next run reads it again/],
    [noAnswer('/x', 'connect ECONNREFUSED 127.0.0.1:9', 'sk-admin-fake'), /Check `base-url`, the proxy/],
  ];
  for (const [error, expected] of cases) assert.match(remedy(error), expected, error.message);
  assert.equal(remedy(answered(400, 'Bad value')), '');
});

test('an error and its remedy are two sentences, and others are told as they are', () => {
  assert.equal(withRemedy(answered(400, 'Bad value.')), 'GET /organization/users answered 400: Bad value.');
  assert.match(withRemedy(answered(429, 'Slow down.')), /answered 429: Slow down\. The rate limit/);
  assert.equal(withRemedy(new StorageError('The disk is full')), 'The disk is full');
});

test('only a 404 that names the URL is an unknown path', () => {
  assert.equal(isUnknownPath(answered(404, 'Invalid URL (GET /v1/x)')), true);
  assert.equal(isUnknownPath(answered(404, 'No project found with id')), false);
  assert.equal(isUnknownPath(answered(400, 'Invalid URL')), false);
});

test('whatever the body of a refusal holds, there is an error of bounded length', () => {
  const body = fc.oneof(
    fc.json(),
    fc.string(),
    fc.constantFrom('', 'null', '5', '"x"', '[]', '{"error":null}', '{"error":5}', '{"error":[]}'),
    fc.string({ minLength: 1 }).map((text) => JSON.stringify({ error: text.repeat(5000) })),
    fc.string({ minLength: 1 }).map((text) => JSON.stringify({ error: { message: text.repeat(5000), code: 1 } })),
    fc.string().map((text) => `<html><body>${text.repeat(500)}</body></html>`),
  );
  fc.assert(
    fc.property(body, fc.integer({ min: 300, max: 599 }), (text, status) => {
      const error = refusal({ path: '/x', status, requestId: 'req_1', body: text, apiKey: 'sk-admin-fake' });
      assert.equal(error.status, status);
      assert.ok(error.message.startsWith(`GET /x answered ${status}: `) && error.message.endsWith(', request req_1'));
      assert.ok(error.message.length < 1200, `${error.message.length} characters`);
      assert.equal(typeof remedy(error), 'string');
    }),
  );
});

test('a gateway that answers in HTML is quoted without its tags', () => {
  const body = '<html><head><title>502 Bad Gateway</title></head>\n<body>nginx</body></html>';
  const error = refusal({ path: '/x', status: 502, requestId: undefined, body, apiKey: 'sk-admin-fake' });
  assert.equal(error.message, 'GET /x answered 502: 502 Bad Gateway nginx');
});
