import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError } from '../../src/notices/errors.ts';
import { impatientClient, serve } from './api-server.ts';

const PAGE = '<!DOCTYPE html><html><title>Just a moment...</title></html>';
const error = (fields: object) => JSON.stringify({ error: fields });

/** Status, content type, body, then: topic, whether it is the API's refusal, requests with two retries. */
const CASES: [number, string, string, string, boolean, number][] = [
  [403, 'text/html', PAGE, 'not-the-api', false, 3],
  [404, 'text/html', '<html><center>nginx</center></html>', 'not-the-api', false, 3],
  [401, 'text/html', PAGE, 'not-the-api', false, 3],
  [400, 'text/plain', 'Bad Request', 'not-the-api', false, 3],
  [404, 'application/json', '', 'not-the-api', false, 3],
  [403, 'application/json', '{"message":"Forbidden"}', 'not-the-api', false, 3],
  [404, 'application/json', '{"error":null}', 'not-the-api', false, 3],
  [404, 'application/json', '{"status":404,"error":"Not Found","path":"/x"}', 'not-the-api', false, 3],
  [403, 'application/json', '{"error":"access_denied"}', 'not-the-api', false, 3],
  [403, 'application/json', error({ code: 403, message: 'No', status: 'PERMISSION_DENIED' }), 'not-the-api', false, 3],
  [403, 'application/json', '[]', 'not-the-api', false, 3],
  [200, 'text/html', PAGE, 'not-the-api', false, 3],
  [200, 'application/json', PAGE, 'not-the-api', false, 3],
  [200, 'application/json', '{"data":', 'broken-answer', false, 3],
  [502, 'text/html', PAGE, 'api-unavailable', false, 3],
  [407, 'text/html', PAGE, 'proxy', false, 1],
  [302, 'text/html', PAGE, 'redirect-refused', false, 1],
  [403, 'application/json', error({ message: 'No' }), 'key-may-not-read', true, 1],
  [404, 'application/json', error({ message: 'No such group' }), 'request-refused', true, 1],
  [401, 'application/json', error({ message: 'Bad key' }), 'key-not-accepted', true, 1],
  [429, 'application/json', error({ message: 'Slow down', code: 'rate_limit_exceeded' }), 'rate-limited', true, 7],
  [429, 'application/json', error({ message: 'Quota', code: 'insufficient_quota' }), 'billing', false, 1],
  [429, 'application/json', error({ message: 'Quota', type: 'insufficient_quota', code: null }), 'billing', false, 1],
  [403, 'application/json', error({ message: 'Pay', code: 'billing_not_active' }), 'billing', false, 1],
  [400, 'application/json', error({ message: 'Limit', code: 'billing_hard_limit_reached' }), 'billing', false, 1],
  [402, 'application/json', error({ message: 'Pay' }), 'billing', false, 1],
];

for (const [status, type, body, topic, isRefusal, requests] of CASES) {
  test(`${status} with ${type} ${body.slice(0, 40)} is ${topic}`, async (t) => {
    let count = 0;
    const url = await serve(t, (_request, response) => {
      count += 1;
      response.writeHead(status, { 'content-type': type }).end(body);
    });
    await assert.rejects(impatientClient(url, { retries: 2 }).client.get('/x', [], 'x'), (thrown: unknown) => {
      assert.ok(thrown instanceof ApiError);
      assert.deepEqual([thrown.topic, thrown.isRefusal], [topic, isRefusal]);
      return true;
    });
    assert.equal(count, requests);
  });
}

test('an answer that is not UTF-8 is asked for again, and never decoded with losses', async (t) => {
  const name = (encoding: BufferEncoding) => Buffer.from('{"name":"Zoë"}', encoding);
  const cases: [string, Buffer, boolean][] = [
    ['application/json', name('utf8'), true],
    ['application/json; charset=utf-8', name('utf8'), true],
    ['application/json; charset="UTF8"', name('utf8'), true],
    ['application/json', Buffer.concat([Buffer.from('\uFEFF'), name('utf8')]), true],
    ['application/json', name('latin1'), false],
    ['application/json; charset=iso-8859-1', name('latin1'), false],
    ['application/json; charset=ISO-8859-1', Buffer.from('{}'), false],
  ];
  for (const [type, bytes, isRead] of cases) {
    let count = 0;
    const url = await serve(t, (_request, response) => {
      count += 1;
      response.writeHead(200, { 'content-type': type }).end(bytes);
    });
    const asking = impatientClient(url, { retries: 2 }).client.get('/x', [], 'x');
    if (isRead) assert.deepEqual((await asking).body, { name: 'Zoë' });
    else await assert.rejects(asking, { topic: 'broken-answer' });
    assert.equal(count, isRead ? 1 : 3);
  }
  const url = await serve(t, (_request, response) => void response.end('{"name":"\\ud800"}'));
  assert.equal((await impatientClient(url).client.get('/x', [], 'x')).json.text, '{"name":"\\ud800"}');
});
