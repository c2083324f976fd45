import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resourceNamed } from '../../src/catalogue/catalogue.ts';
import type { Resource } from '../../src/catalogue/resource.ts';
import type { Row } from '../../src/formats/row.ts';
import { compareRows, fieldComparer, labelOf } from '../../src/verify/against-api/compare-rows.ts';

const users = resourceNamed('users') as Resource;
const keys = resourceNamed('project_api_keys') as Resource;

async function* batches(...rows: Row[]): AsyncGenerator<Row[]> {
  yield [];
  for (const row of rows) yield [row];
}

const row = (key: string, value: object): Row => ({ key, json: JSON.stringify(value), form: 'object' });
const cells = (key: string, value: object): Row => ({ ...row(key, value), form: 'cells' });

async function compared(stored: Row[], fresh: Row[], resource = users): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const { kind, key, ...rest } of compareRows(
    batches(...stored),
    batches(...fresh),
    fieldComparer(resource),
  ))
    found.push([kind, key, ...('fields' in rest ? rest.fields : [])]);
  return found;
}

test('rows are matched by key, and what has no partner is missing or extra', async () => {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((key) => row(key, { id: key })) as [Row, Row, Row, Row];
  assert.deepEqual(await compared([a, c], [b, c, d]), [
    ['extra', 'a'],
    ['missing', 'b'],
    ['same', 'c'],
    ['missing', 'd'],
  ]);
  assert.deepEqual(await compared([], []), []);
});

test('of rows with one key the same ones are matched first, whatever their order', async () => {
  const stored = [1, 2, 3].map((amount) => row('k', { amount }));
  const fresh = [3, 1, 4, 5].map((amount) => row('k', { amount }));
  assert.deepEqual(await compared(stored, fresh), [
    ['same', 'k'],
    ['same', 'k'],
    ['different', 'k', 'amount'],
    ['missing', 'k'],
  ]);
});

test('fields are named as columns, digit for digit, and those that move by themselves are left out', async () => {
  const before = { id: 'a', owner: { role: 'x', user: { name: 'N' } }, last_used_at: 1 };
  const after = { id: 'a', owner: { role: 'y', user: { name: 'N' } }, last_used_at: 2 };
  assert.deepEqual(await compared([row('a', before)], [row('a', after)], keys), [['different', 'a', 'owner__role']]);
  assert.deepEqual(await compared([row('a', { ...after, last_used_at: 1 })], [row('a', after)], keys), [['same', 'a']]);
  const long = { key: 'a', form: 'object' as const };
  const digits = (text: string): Row => ({ ...long, json: `{"id":"a","n":${text}}` });
  assert.deepEqual(await compared([digits('1.00000000000000001')], [digits('1.0')]), [['different', 'a', 'n']]);
  const spelt = { ...long, json: '{"n":1,"id":"a"}' };
  assert.deepEqual(await compared([digits('1')], [spelt]), [['different', 'a', 'how its JSON is written']]);
});

test('a table is compared by its cells', async () => {
  const fresh = row('a', { id: 'a', name: '=1+1', added_at: 1772450000, role: null });
  const stored = { id: 'a', name: "'=1+1", added_at: '2026-03-02T11:13:20Z' };
  assert.deepEqual(await compared([cells('a', stored)], [fresh]), [['same', 'a']]);
  assert.deepEqual(await compared([cells('a', { ...stored, role: 'owner' })], [fresh]), [['different', 'a', 'role']]);
});

test('a key is told as people know it', () => {
  assert.equal(labelOf(keys, 'proj_a\0key_b'), 'proj_a / key_b');
  const costs = resourceNamed('costs') as Resource;
  assert.equal(labelOf(costs, '001772323200\0proj_a\0\0key_b\0\0\0'), '2026-03-01 project_id=proj_a api_key_id=key_b');
  const events = resourceNamed('audit_logs') as Resource;
  assert.equal(labelOf(events, '001772323201\0audit_log-1'), 'audit_log-1 (2026-03-01T00:00:01Z)');
});
