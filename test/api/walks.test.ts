import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ListRequest } from '../../src/api/pages.ts';
import { readList } from '../../src/api/pages.ts';
import { collectingLog } from '../../src/notices/log.ts';
import { answer, impatientClient, serve } from './api-server.ts';

const USERS: ListRequest = {
  path: '/users',
  query: [],
  pagination: 'last_id',
  pageSize: 100,
  dataSelector: 'data',
  lane: 'users',
  shape: { kind: 'entry', ids: ['id'] },
};

const NEXT: ListRequest = { ...USERS, pagination: 'next', lane: 'groups' };

/** Reads a list whose pages a function makes of the cursor and of how many were asked for before. */
async function walk(
  t: Parameters<typeof serve>[0],
  request: ListRequest,
  pageFor: (cursor: string | null, count: number) => object,
) {
  let asked = 0;
  const log = collectingLog();
  const url = await serve(t, (incoming, response) => {
    const query = new URL(incoming.url ?? '', 'http://127.0.0.1').searchParams;
    answer(response, 200, pageFor(query.get('after') ?? query.get('page'), asked++));
  });
  const { client } = impatientClient(url, { log });
  const read = readList(client, request).then((rows) => rows.map(({ value }) => value.id));
  return { read, asked: () => asked, warnings: () => log.lines.filter(([level]) => level === 'warning').length };
}

const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => ({ id: `u${from + index}` }));

test('a list without has_more is read on until a page brings nothing new, and told once', async (t) => {
  const server = (withLastId: boolean, ignoresCursor: boolean) => (cursor: string | null) => {
    const from = cursor === null || ignoresCursor ? 0 : Number(cursor.slice(1)) + 1;
    const data = ids(from, Math.min(from + 100, 1500));
    return { data, ...(withLastId && data.length > 0 && { last_id: data.at(-1)?.id }) };
  };
  for (const withLastId of [true, false]) {
    const { read, asked, warnings } = await walk(t, USERS, server(withLastId, false));
    assert.deepEqual(new Set(await read).size, 1500);
    assert.deepEqual([asked(), warnings()], [16, 1]);
  }
  const deaf = await walk(t, USERS, server(true, true));
  assert.equal((await deaf.read).length, 100);
  assert.equal(deaf.asked(), 2);
});

test('an empty page with a new cursor is read on, ten in a row', async (t) => {
  for (const [empty, isRead] of [
    [10, true],
    [11, false],
  ] as const) {
    const { read } = await walk(t, NEXT, (_cursor, count) =>
      count <= empty
        ? { data: count === 0 ? ids(0, 1) : [], has_more: true, next: `n${count}` }
        : { data: ids(1, 2), has_more: false, next: null },
    );
    if (isRead) assert.deepEqual(await read, ['u0', 'u1']);
    else await assert.rejects(read, { topic: 'no-progress' });
  }
});

test('pages that bring no new row are an error, however fresh their cursors', async (t) => {
  for (const request of [NEXT, { ...NEXT, shape: undefined }]) {
    const same = await walk(t, request, (_cursor, count) => ({ data: ids(0, 3), has_more: true, next: `n${count}` }));
    await assert.rejects(same.read, { topic: 'no-progress' });
    assert.equal(same.asked(), 2);
    const cycle = await walk(t, request, (_cursor, count) => ({
      data: ids(count % 3, (count % 3) + 1),
      has_more: true,
      next: `n${count}`,
    }));
    await assert.rejects(cycle.read, { topic: 'no-progress' });
  }
});

test('a page may repeat rows beside new ones: all are delivered', async (t) => {
  const { read } = await walk(t, NEXT, (_cursor, count) => ({
    data: ids(count, count + 2),
    has_more: count < 2,
    next: count < 2 ? `n${count}` : null,
  }));
  assert.deepEqual(await read, ['u0', 'u1', 'u1', 'u2', 'u2', 'u3']);
});

test('the end is where has_more is false, also with a cursor', async (t) => {
  const { read, asked } = await walk(t, NEXT, () => ({ data: ids(0, 1), has_more: false, next: 'n' }));
  assert.deepEqual(await read, ['u0']);
  assert.equal(asked(), 1);
});

test('buckets end with a page that only repeats the last one, if that reaches to the end of what was asked for', async (t) => {
  const day = (start: number) => ({ start_time: start, end_time: start + 1, results: [] });
  for (const [until, isWhole] of [
    [3, true],
    [4, false],
  ] as const) {
    const request: ListRequest = {
      ...USERS,
      pagination: 'next_page',
      lane: 'costs',
      query: [['end_time', String(until)]],
      shape: { kind: 'bucket', endsAtEmptyPage: true },
    };
    const { read, asked } = await walk(t, request, (_cursor, count) => ({
      data: count === 0 ? [day(0), day(1)] : count === 1 ? [day(1), day(2)] : [day(2)],
      has_more: true,
      next_page: `p${count}`,
    }));
    if (isWhole) assert.equal((await read).length, 5);
    else await assert.rejects(read, { topic: 'no-progress' });
    assert.equal(asked(), 3);
  }
});
