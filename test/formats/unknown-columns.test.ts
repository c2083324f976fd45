import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseLossless } from '../../src/api/json-text.ts';
import { collectUnknownColumns, findUnknownColumns } from '../../src/formats/unknown-columns.ts';
import { columns } from './row-stream.ts';

const table = {
  columns: columns('id type actor__session__user__email meta:json details:json'),
  payloadColumn: 'details',
};

function unknown(value: object): string[] {
  const found = new Set<string>();
  collectUnknownColumns(value, table, found);
  return [...found].sort();
}

test('names the columns that the catalogue lacks, and only those', () => {
  assert.deepEqual(unknown({ id: 1, type: 'x', actor: { session: { user: { email: '' } } }, meta: { any: 1 } }), []);
  assert.deepEqual(
    unknown({ new: 1, actor: { type: 'x', session: { user: { id: [], email: null } } }, list: [{ a: 1 }] }),
    ['actor__session__user__id', 'actor__type', 'list', 'new'],
  );
});

test('needs no column for null and for the payload of the row type', () => {
  assert.deepEqual(unknown({ type: 'key.created', 'key.created': { id: 1 }, new: null, 'a.b': { x: null } }), []);
  assert.deepEqual(unknown({ type: 'key.created', 'key.deleted': { id: 1 } }), ['key.deleted__id']);
});

test('needs a column for an empty object, and for an object where the catalogue has a plain value', () => {
  assert.deepEqual(unknown({ actor: {}, new: {}, id: { raw: 1 } }), ['actor', 'id__raw', 'new']);
});

test('takes numbers that kept their digits for numbers', () => {
  assert.deepEqual(unknown(parseLossless('{"id":1e400,"new":1.10}') as object), ['new']);
});

test('adds to what other rows needed', () => {
  const found = new Set(['zeta']);
  findUnknownColumns({ json: '{"id":1,"alpha":2}', form: 'object' }, table, found);
  findUnknownColumns({ json: '{"id":"1","details":"{}","beta__x":"2"}', form: 'cells' }, table, found);
  assert.deepEqual([...found], ['zeta', 'alpha', 'beta__x']);
});

test('asks only the table it is given', () => {
  const found = new Set<string>();
  collectUnknownColumns({ type: 'a', a: 1, name: 'x' }, { columns: columns('name') }, found);
  assert.deepEqual([...found], ['type', 'a']);
});
