import assert from 'node:assert/strict';
import http from 'node:http';
import type net from 'node:net';
import { test } from 'node:test';
import type { ServerFacts } from '../../src/api/client.ts';
import { ApiError } from '../../src/notices/errors.ts';
import { answer, impatientClient, serve } from './api-server.ts';

test('sends the key, the optional headers and the query to the base URL', async (t) => {
  const seen: { url: string | undefined; headers: http.IncomingHttpHeaders }[] = [];
  const url = await serve(t, (request, response) => {
    seen.push({ url: request.url, headers: request.headers });
    answer(response, 200, { ok: true });
  });
  const { client } = impatientClient(`${url}/v1`, { organization: 'org-fake', project: 'proj-fake' });
  const { body } = await client.get(
    '/organization/users',
    [
      ['group_by', 'a b'],
      ['group_by', 'c'],
    ],
    'users',
  );
  assert.deepEqual(body, { ok: true });
  assert.equal(seen[0]?.url, '/v1/organization/users?group_by=a+b&group_by=c');
  const { authorization, 'openai-organization': organization, 'openai-project': project } = seen[0]?.headers ?? {};
  assert.deepEqual([authorization, organization, project], ['Bearer sk-admin-fake', 'org-fake', 'proj-fake']);
});

test('asks again after transient answers, waiting as long as the server says', async (t) => {
  const answers: [number, http.OutgoingHttpHeaders][] = [
    [429, { 'retry-after-ms': '1500', 'retry-after': '9' }],
    [503, { 'retry-after': '2' }],
    [500, {}],
  ];
  const url = await serve(t, (_request, response) => {
    const [status, headers] = answers.shift() ?? [200, {}];
    answer(response, status, status === 200 ? { done: true } : { error: { message: 'busy' } }, headers);
  });
  const { client, sleeps } = impatientClient(url);
  assert.deepEqual((await client.get('/x', [], 'x')).body, { done: true });
  assert.deepEqual(sleeps, [1500, 2000, 0.5 * 2000]);
});

test('gives up after the retries and tells the request by its id', async (t) => {
  let count = 0;
  const url = await serve(t, (_request, response) => {
    count += 1;
    answer(response, 500, { error: { message: 'The server had an error' } }, { 'x-request-id': `req_${count}` });
  });
  const { client } = impatientClient(url, { retries: 2 });
  await assert.rejects(client.get('/x', [], 'x'), (error: ApiError) => {
    assert.equal(error.message, 'GET /x answered 500: The server had an error, request req_3');
    return error instanceof ApiError && error.status === 500;
  });
});

test('tells what the headers say of the server, of refusals too, which are not asked again where that is enough', async (t) => {
  const date = 'Mon, 02 Mar 2026 04:17:00 GMT';
  const url = await serve(t, (_request, response) => {
    answer(response, 503, {}, { date, 'openai-organization': 'org-fake' });
  });
  const { client, sleeps } = impatientClient(url);
  const facts: ServerFacts[] = [];
  client.onAnswer = (fact) => facts.push(fact);
  await assert.rejects(client.get('/x', [], 'x', { acceptRefusal: true }), { status: 503 });
  assert.deepEqual(facts, [{ date: Date.parse(date) / 1000, organization: 'org-fake' }]);
  assert.deepEqual(sleeps, []);
});

test('does not ask again what was refused', async (t) => {
  let count = 0;
  const url = await serve(t, (_request, response) => {
    count += 1;
    answer(response, 403, { error: { message: 'Missing scopes: api.usage.read.' } });
  });
  await assert.rejects(impatientClient(url).client.get('/x', [], 'x'), (error: ApiError) => {
    assert.match(error.remedy, /lacks the scope api\.usage\.read\./);
    return true;
  });
  assert.equal(count, 1);
});

test('never tells a key that the API echoes, whole or in part', async (t) => {
  const url = await serve(t, (_request, response) => {
    answer(response, 401, {
      error: { message: 'Incorrect API key provided: sk-admi**fake. Not sk-admin-fake either.' },
    });
  });
  await assert.rejects(impatientClient(url).client.get('/x', [], 'x'), (error: ApiError) => {
    assert.doesNotMatch(`${error.stack}${error.detail}${error.remedy}`.replaceAll('sk-admin-…', ''), /sk-adm|fake/);
    return true;
  });
});

test('a cut body is read again, whether or not its length was announced', async (t) => {
  const whole = JSON.stringify({ data: 'x'.repeat(5000) });
  const cuts = ['length', 'chunked'];
  const url = await serve(t, (_request, response) => {
    const cut = cuts.shift();
    if (cut === undefined) return void response.end(whole);
    if (cut === 'length') response.setHeader('content-length', Buffer.byteLength(whole));
    response.write(whole.slice(0, 3000), () => response.destroy());
  });
  const { client, sleeps } = impatientClient(url);
  assert.equal((await client.get('/x', [], 'x')).json.text, whole);
  assert.equal(sleeps.length, 2);
});

test('an answer that is not JSON is asked for again, and never quoted', async (t) => {
  const url = await serve(t, (_request, response) => void response.end('somebody@example.com'));
  await assert.rejects(impatientClient(url).client.get('/x', [], 'x'), (error: ApiError) => {
    assert.match(error.message, /GET \/x got no usable answer: the answer is not JSON, or was cut/);
    assert.doesNotMatch(JSON.stringify([error.message, error.stack, String(error.cause)]), /somebody/);
    return true;
  });
});

test('what breaks the connection is told without the address, so that it is the same for every request', async (t) => {
  const url = await serve(t, (_request, response) => {
    if (response.req.url?.startsWith('/cut')) response.write('{"a":', () => response.destroy());
    else response.destroy();
  });
  const { client } = impatientClient(url, { retries: 0 });
  for (const [path, why] of [
    ['/reset', /^GET \/reset got no usable answer: (socket hang up|read ECONNRESET)$/],
    [
      '/cut',
      /^GET \/cut got no usable answer: (Invalid response body: (aborted|Premature close)|Premature close of server response)$/,
    ],
  ] as const) {
    await assert.rejects(client.get(path, [['start_time', '1']], 'x'), { message: why });
  }
});

test('a sentence of the API ends once', async (t) => {
  const url = await serve(t, (_request, response) =>
    answer(response, 400, { error: { message: 'No such thing.' } }, { 'x-request-id': 'req_1' }),
  );
  const { client } = impatientClient(url);
  await assert.rejects(client.get('/x', [], 'x'), { message: 'GET /x answered 400: No such thing, request req_1' });
});

test('the time-out covers the body', async (t) => {
  const url = await serve(t, (_request, response) => void response.write('{"a":'));
  const { client } = impatientClient(url, { requestTimeoutSeconds: 0.05, retries: 0 });
  await assert.rejects(client.get('/x', [], 'x'), /no answer within 0.05 s/);
});

test('a time-out longer than any timer is no time-out at all', async (t) => {
  const url = await serve(t, (_request, response) => answer(response, 200, {}));
  const { client } = impatientClient(url, { requestTimeoutSeconds: 60 * 86_400, retries: 0 });
  assert.deepEqual((await client.get('/x', [], 'x')).body, {});
});

test('a redirect is not followed', async (t) => {
  let asked = 0;
  const other = await serve(t, (_request, response) => {
    asked += 1;
    answer(response, 200, {});
  });
  const url = await serve(t, (_request, response) => void response.writeHead(302, { location: `${other}/x` }).end());
  await assert.rejects(impatientClient(url).client.get('/x', [], 'x'), /answered 302/);
  assert.equal(asked, 0);
});

test('a path that leaves the base URL is refused before any request', async (t) => {
  let asked = 0;
  const url = await serve(t, (_request, response) => {
    asked += 1;
    answer(response, 200, {});
  });
  const { client } = impatientClient(`${url}/v1`);
  for (const path of ['/../secret', '/%2e%2e/secret', '/x/../../y']) {
    await assert.rejects(client.get(path, [], 'x'), { name: 'ConfigurationError' });
  }
  assert.equal(asked, 0);
});

test('goes through the proxy that the environment names, except where NO_PROXY says not to', async (t) => {
  const through: string[] = [];
  const proxy = http.createServer((request, response) => {
    through.push(request.url ?? '');
    answer(response, 200, { from: 'proxy' });
  });
  proxy.on('connect', (request, socket: net.Socket) => {
    through.push(`CONNECT ${request.url}`);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  t.after(() => proxy.close());
  const proxyUrl = `http://127.0.0.1:${(proxy.address() as net.AddressInfo).port}`;
  const direct = await serve(t, (_request, response) => answer(response, 200, { from: 'server' }));

  const proxied = impatientClient('http://api.test.example/v1', { proxyEnvironment: { HTTP_PROXY: proxyUrl } });
  assert.deepEqual((await proxied.client.get('/x', [], 'x')).body, { from: 'proxy' });
  const exempt = impatientClient(direct, { proxyEnvironment: { HTTP_PROXY: proxyUrl, NO_PROXY: '127.0.0.1' } });
  assert.deepEqual((await exempt.client.get('/x', [], 'x')).body, { from: 'server' });
  const secure = impatientClient('https://api.test.example/v1', {
    proxyEnvironment: { HTTPS_PROXY: proxyUrl },
    retries: 0,
  });
  await assert.rejects(secure.client.get('/x', [], 'x'), { name: 'ApiError' });
  assert.deepEqual(through, ['http://api.test.example/v1/x', 'CONNECT api.test.example:443']);
});
