import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ListRequest } from '../../src/api/pages.ts';
import { readList, readObject } from '../../src/api/pages.ts';
import { shapeOf } from '../../src/api/row-shape.ts';
import { resourceNamed } from '../../src/catalogue/catalogue.ts';
import { ApiError } from '../../src/notices/errors.ts';
import { answer, impatientClient, serve } from './api-server.ts';

type Body = Record<string, unknown>;

/** An envelope of each kind, as the API sends it, with more to come. */
const ENVELOPES: { name: string; cursor: string; row: Body }[] = [
  { name: 'audit_logs', cursor: 'last_id', row: { id: 'audit_log-1', type: 'login.succeeded', effective_at: 1 } },
  { name: 'users', cursor: 'last_id', row: { id: 'user-1', name: 'A' } },
  { name: 'groups', cursor: 'next', row: { id: 'group-1', name: 'A' } },
  { name: 'usage_completions', cursor: 'next_page', row: { start_time: 0, end_time: 60, results: [{ n: 1 }] } },
  { name: 'costs', cursor: 'next_page', row: { start_time: 0, end_time: 60, results: [] } },
];

const VALUES: unknown[] = [undefined, null, true, 0, 1.5, 1e300, '', 'text', [], [null], {}];
const FIRST: Body = { object: 'list' };

function requestFor(name: string): ListRequest {
  const resource = resourceNamed(name);
  assert.ok(resource);
  return { ...resource, query: [], lane: name, shape: shapeOf(resource) };
}

async function read(t: Parameters<typeof serve>[0], name: string, body: unknown): Promise<Body[]> {
  const url = await serve(t, (_request, response) => answer(response, 200, body));
  const rows = await readList(impatientClient(url, { retries: 0 }).client, requestFor(name));
  return rows.map(({ value }) => value);
}

const isText = (value: unknown) => typeof value === 'string' && value !== '';

for (const { name, cursor, row } of ENVELOPES) {
  test(`${name}: what is of another type than the API documents is a broken answer`, async (t) => {
    const whole = { ...FIRST, data: [row], has_more: false, [cursor]: null };
    assert.deepEqual(await read(t, name, whole), [row]);
    /** Field, values that do no harm, whether the field is the row's. */
    const fields: [string, (value: unknown) => boolean, boolean][] = [
      ['has_more', (value) => typeof value === 'boolean' || value === undefined, false],
      [cursor, (value) => typeof value === 'string' || value === null || value === undefined, false],
      ['data', (value) => Array.isArray(value) && value.length === 0, false],
      ...(name === 'costs' || name === 'usage_completions'
        ? ([
            ['start_time', (value) => value === 0, true],
            ['end_time', () => false, true],
            ['results', (value) => Array.isArray(value) && value.length === 0, true],
          ] as [string, (value: unknown) => boolean, boolean][])
        : ([['id', isText, true]] as [string, (value: unknown) => boolean, boolean][])),
      ...(name === 'audit_logs'
        ? ([['effective_at', (value) => value === 0, true]] as [string, (value: unknown) => boolean, boolean][])
        : []),
    ];
    for (const [field, isHarmless, isOfRow] of fields) {
      for (const value of VALUES) {
        // `has_more: true` without a cursor has a case of its own.
        if (field === 'has_more' && value === true) continue;
        const body = isOfRow ? { ...whole, data: [{ ...row, [field]: value }] } : { ...whole, [field]: value };
        const what = `${field}: ${JSON.stringify(value)}`;
        if (isHarmless(value)) await assert.doesNotReject(read(t, name, body), what);
        else await assert.rejects(read(t, name, body), { name: 'ApiError', topic: 'broken-answer' }, what);
      }
    }
    for (const entry of [null, 1, 'text', [], true])
      await assert.rejects(read(t, name, { ...whole, data: [row, entry] }), { topic: 'broken-answer' });
  });
}

test('an error under status 200 is asked for again, told, and never a row', async (t) => {
  const setting = resourceNamed('data_retention');
  assert.ok(setting);
  const error = { message: 'The server is busy', type: 'server_error', code: null };
  const bodies: [object, string][] = [
    [{ error }, 'api-unavailable'],
    [{ error, data: [], has_more: false }, 'api-unavailable'],
    [{ error: 'The server is busy' }, 'not-the-api'],
  ];
  for (const [body, topic] of bodies) {
    let count = 0;
    const url = await serve(t, (_request, response) => {
      count += 1;
      answer(response, 200, body);
    });
    const { client } = impatientClient(url, { retries: 2 });
    const isTold = (thrown: unknown) =>
      thrown instanceof ApiError && thrown.topic === topic && thrown.detail === 'The server is busy';
    await assert.rejects(readList(client, requestFor('users')), isTold);
    await assert.rejects(
      readObject(client, { path: setting.path, query: [], lane: 'x', shape: shapeOf(setting) }),
      isTold,
    );
    assert.equal(count, 6);
  }
});

test('a setting without any of its fields was not sent by the API', async (t) => {
  const setting = resourceNamed('data_retention');
  assert.ok(setting);
  for (const body of [{ message: 'Forbidden' }, {}]) {
    const url = await serve(t, (_request, response) => answer(response, 200, body));
    const { client } = impatientClient(url);
    const request = { path: setting.path, query: [], lane: 'x', shape: shapeOf(setting) };
    await assert.rejects(readObject(client, request), { topic: 'not-the-api' });
  }
});

test('a custom resource may have a field `error`, no has_more and rows without ids', async (t) => {
  const row = { error: { message: 'Of a job' }, n: 1 };
  const url = await serve(t, (_request, response) => answer(response, 200, { data: [row], error: {} }));
  const custom: ListRequest = { path: '/x', query: [], pagination: 'last_id', dataSelector: 'data', lane: 'x' };
  const { client } = impatientClient(url);
  assert.deepEqual(
    (await readList(client, custom)).map(({ value }) => value),
    [row],
  );
  const object = await readObject(impatientClient(await serve(t, (_, to) => answer(to, 200, row))).client, custom);
  assert.deepEqual(object.value, row);
});

test('an answer of any depth ends in an error', async (t) => {
  const deep = (levels: number) => `{"data":[${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}],"has_more":false}`;
  const custom: ListRequest = { path: '/x', query: [], pagination: 'last_id', dataSelector: 'data', lane: 'x' };
  for (const [levels, isRead] of [
    [200, true],
    [201, false],
    [10_000, false],
    [1_000_000, false],
  ] as const) {
    const url = await serve(t, (_request, response) => void response.end(deep(levels)));
    const reading = readList(impatientClient(url).client, custom);
    if (isRead) assert.equal((await reading).length, 1);
    else await assert.rejects(reading, { name: 'ApiError', topic: 'too-deep' });
  }
});
