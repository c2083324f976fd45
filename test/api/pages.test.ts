import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ListRequest, readList } from '../../src/api/pages.ts';
import { answer, impatientClient, serve } from './api-server.ts';

const LIST: ListRequest = {
  path: '/things',
  query: [['kind', 'a']],
  pagination: 'last_id',
  pageSize: 2,
  dataSelector: 'data',
  lane: 'things',
};

const BUCKET = { start_time: 0, end_time: 86_400, results: [] };

/** Serves these bodies one after the other and tells which queries asked for them. */
async function walk(
  t: Parameters<typeof serve>[0],
  bodies: ({ status: number; body: unknown } | object)[],
  list: Partial<ListRequest> = {},
) {
  const queries: string[] = [];
  const waiting = [...bodies];
  const url = await serve(t, (request, response) => {
    queries.push((request.url ?? '').replace('/things?', ''));
    const next = waiting.shift() ?? { status: 500, body: {} };
    if ('status' in next && 'body' in next) answer(response, Number(next.status), next.body);
    else answer(response, 200, next);
  });
  const read = readList(impatientClient(url, { retries: 0 }).client, { ...LIST, ...list });
  return { queries, read: read.then((rows) => rows.map(({ value }) => value.id)) };
}

test('follows last_id, and the last row where last_id is missing, until has_more is false', async (t) => {
  const { queries, read } = await walk(t, [
    { data: [{ id: '1' }, { id: '2' }], has_more: true, last_id: '2' },
    { data: [{ id: '3' }, { id: '4' }], has_more: true },
    { data: [{ id: '5' }], has_more: false, last_id: '5' },
  ]);
  assert.deepEqual(await read, ['1', '2', '3', '4', '5']);
  assert.deepEqual(queries, ['kind=a&limit=2', 'kind=a&limit=2&after=2', 'kind=a&limit=2&after=4']);
});

test('follows next as after, and next_page as page', async (t) => {
  const next = await walk(
    t,
    [
      { data: [{ id: '1' }], has_more: true, next: 'n' },
      { data: [{ id: '2' }], has_more: false, next: null },
    ],
    {
      pagination: 'next',
    },
  );
  assert.deepEqual(await next.read, ['1', '2']);
  assert.equal(next.queries[1], 'kind=a&limit=2&after=n');
  const page = await walk(
    t,
    [
      { data: [{ id: '1' }], has_more: true, next_page: 'p' },
      { data: [{ id: '2' }], has_more: false, next_page: null },
    ],
    {
      pagination: 'next_page',
    },
  );
  assert.deepEqual(await page.read, ['1', '2']);
  assert.equal(page.queries[1], 'kind=a&limit=2&page=p');
});

test('an empty page of costs is the end, even if it announces more', async (t) => {
  const { queries, read } = await walk(
    t,
    [
      { data: [BUCKET], has_more: true, next_page: 'p' },
      { data: [], has_more: true, next_page: 'q' },
    ],
    { pagination: 'next_page', shape: { kind: 'bucket', endsAtEmptyPage: true } },
  );
  assert.deepEqual((await read).length, 1);
  assert.equal(queries.length, 2);
});

test('what would silently cut the list is an error', async (t) => {
  const cases: [object[], Partial<ListRequest>, RegExp][] = [
    [
      [{ data: [{ id: '1' }], has_more: true, next_page: null }],
      { pagination: 'next_page' },
      /announces more but names no "next_page"/,
    ],
    [
      [{ data: [{ id: '1' }], has_more: true, next: null }],
      { pagination: 'next' },
      /announces more but names no "next"/,
    ],
    [[{ data: [{ name: 'x' }], has_more: true }], {}, /announces more but names no "last_id"/],
    [[{ has_more: false }], {}, /holds no list at "data"/],
    [[{ data: [1], has_more: false }], {}, /that is not an object/],
    [
      [
        { data: [{ id: '1' }], has_more: true, last_id: '1' },
        { data: [{ id: '2' }], has_more: true, last_id: '1' },
      ],
      {},
      /repeated the cursor/,
    ],
  ];
  for (const [bodies, list, message] of cases) {
    const { read } = await walk(t, bodies, list);
    await assert.rejects(read, { name: 'ApiError', message });
  }
});

test('a refused cursor begins the list anew, three times at most', async (t) => {
  const first = { data: [{ id: '1' }], has_more: true, last_id: '1' };
  const refused = { status: 400, body: { error: { message: 'No such cursor', param: 'after' } } };
  const twice = await walk(t, [first, refused, first, { data: [{ id: '2' }], has_more: false }]);
  assert.deepEqual(await twice.read, ['1', '2']);
  const always = await walk(
    t,
    Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? first : refused)),
  );
  await assert.rejects(always.read, /answered 400: No such cursor/);
});

test('a list may lie deeper, with its envelope beside it', async (t) => {
  const { read } = await walk(
    t,
    [{ result: { items: [{ id: '1' }], next: 'n' } }, { result: { items: [{ id: '2' }], next: null } }],
    { dataSelector: 'result.items', pagination: 'next' },
  );
  assert.deepEqual(await read, ['1', '2']);
});
