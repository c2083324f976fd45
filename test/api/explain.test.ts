import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isUnknownPath, noticeOf } from '../../src/api/explain.ts';
import { noAnswer, refusal } from '../../src/api/request-error.ts';
import { type ApiError, StorageError } from '../../src/notices/errors.ts';
import { rendered } from '../../src/notices/notice.ts';
import type { Topic } from '../../src/notices/topics.ts';

function answered(status: number, message: string): ApiError {
  return refusal({
    path: '/organization/users',
    status,
    requestId: undefined,
    body: JSON.stringify({ error: { message } }),
    apiKey: 'sk-admin-fake',
    quotesWords: true,
  });
}

test('each kind of failure comes with what to do about it', () => {
  const cases: [ApiError, RegExp][] = [
    [answered(401, 'Incorrect API key provided'), /not accepted.*sk-admin-….*may have been deleted/],
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
  for (const [error, expected] of cases) assert.match(error.remedy, expected, error.message);
  assert.equal(answered(400, 'Bad value').remedy, '');
});

test('an error and its remedy are two sentences, and others are told as they are', () => {
  assert.equal(
    rendered(noticeOf(answered(400, 'Bad value.'))),
    'GET /organization/users answered 400: Bad value. See docs/troubleshooting.md#request-refused',
  );
  assert.match(rendered(noticeOf(answered(429, 'Slow down.'))), /answered 429: Slow down\. The rate limit/);
  assert.equal(
    rendered(noticeOf(new StorageError('disk-full', 'The disk is full'))),
    'The disk is full. See docs/troubleshooting.md#disk-full',
  );
});

test('each failure has the topic that the troubleshooting page explains', () => {
  const refused = (status: number, message: string, code?: string, apiKey = 'sk-admin-fake') =>
    refusal({ path: '/x', status, requestId: undefined, body: JSON.stringify({ error: { message, code } }), apiKey });
  const unanswered = (why: string) => noAnswer('/x', why, 'sk-admin-fake');
  const cases: [ApiError, Topic, RegExp?][] = [
    [
      refused(401, 'Incorrect API key provided'),
      'key-not-accepted',
      /an admin key \(sk-admin-…\): it may have been deleted/,
    ],
    [refused(401, 'No', undefined, 'sk-FAKE1234'), 'key-not-accepted', /What was given is a user's key \(sk-…\)/],
    [refused(401, 'Your API key has expired.'), 'key-expired', /has expired\. Create/],
    [refused(401, 'No', 'api_key_expired'), 'key-expired'],
    [refused(401, 'Header should match', 'mismatched_organization'), 'other-organisation', /openai-organization/],
    [refused(401, 'IP not authorized'), 'place-not-allowed', /allowlist/],
    [refused(403, 'No', 'ip_not_authorized'), 'place-not-allowed'],
    [refused(403, 'Country, region, or territory not supported'), 'place-not-allowed'],
    [refused(403, 'Missing scopes: api.usage.read'), 'missing-scope', /scope api\.usage\.read\. Give/],
    [
      refused(403, 'Missing scopes: api.x', undefined, 'sk-FAKE1234'),
      'missing-scope',
      /What was given is a user's key/,
    ],
    [refused(403, 'No', undefined, 'key_FAKE1234'), 'key-may-not-read', /What was given is the id of a key/],
    [refused(400, 'Audit logs are not activated'), 'audit-logging-off'],
    [refused(400, 'Certificates are not enabled'), 'feature-off', /not switched this on/],
    [refused(400, 'Unknown parameter'), 'request-refused'],
    [refused(404, 'No project found'), 'request-refused'],
    [refused(404, 'Invalid URL (GET /v1/x)'), 'unknown-path'],
    [refused(407, 'Proxy authentication required'), 'proxy', /HTTPS_PROXY/],
    [refused(429, 'Slow down'), 'rate-limited'],
    [refused(301, ''), 'redirect-refused'],
    [refused(500, ''), 'api-unavailable'],
    [unanswered('getaddrinfo ENOTFOUND api.example'), 'network'],
    [unanswered('Failed to establish tunnel to api.example:443 via http://proxy:3128'), 'proxy'],
    [unanswered('self-signed certificate in certificate chain'), 'certificate-not-trusted', /NODE_EXTRA_CA_CERTS/],
    [noAnswer('/x', 'oh no', 'sk-admin-fake', { isUnreadable: true }), 'broken-answer'],
    [noAnswer('/x', 'the answer is not JSON, or was cut', 'sk-admin-fake'), 'api-unavailable'],
    [unanswered('no answer within 60 s'), 'api-unavailable'],
    [unanswered('Premature close'), 'api-unavailable'],
  ];
  for (const [error, topic, remedy = /^/] of cases) {
    assert.equal(error.topic, topic, error.message);
    assert.match(error.remedy, remedy);
    assert.doesNotMatch(rendered(noticeOf(error)), /FAKE1234/);
    assert.ok(rendered(noticeOf(error)).endsWith(` See docs/troubleshooting.md#${topic}`));
  }
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
      const error = refusal({
        path: '/x',
        status,
        requestId: 'req_1',
        body: text,
        apiKey: 'sk-admin-fake',
        quotesWords: true,
      });
      assert.equal(error.status, status);
      assert.ok(error.message.startsWith(`GET /x answered ${status}: `) && error.message.endsWith(', request req_1'));
      assert.ok(error.message.length < 1200, `${error.message.length} characters`);
      assert.equal(typeof error.remedy, 'string');
    }),
  );
});

test('a gateway that answers in HTML is quoted without its tags', () => {
  const body = '<html><head><title>502 Bad Gateway</title></head>\n<body>nginx</body></html>';
  const error = refusal({
    path: '/x',
    status: 502,
    requestId: undefined,
    body,
    apiKey: 'sk-admin-fake',
    quotesWords: true,
  });
  assert.equal(error.message, 'GET /x answered 502: 502 Bad Gateway nginx');
});
