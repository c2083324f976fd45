import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareSnapshots } from '../../src/archive/changes.ts';
import { resourceNamed } from '../../src/catalogue/catalogue.ts';
import type { SnapshotResource } from '../../src/catalogue/resource.ts';
import type { Row } from '../../src/formats/row.ts';

const keys = resourceNamed('project_api_keys') as SnapshotResource;

async function* stream(rows: Record<string, unknown>[] | string[]): AsyncGenerator<Row[]> {
  const batch = rows.map((row): Row => {
    const json = typeof row === 'string' ? row : JSON.stringify(row);
    const { project_id, id } = JSON.parse(json);
    return { key: `${project_id}\0${id}`, json, form: 'object' };
  });
  yield batch.sort((a, b) => (a.key < b.key ? -1 : 1));
}

async function changes(before: Record<string, unknown>[] | string[], after: Record<string, unknown>[] | string[]) {
  const lines: string[] = [];
  for await (const line of compareSnapshots(keys, stream(before), stream(after))) lines.push(line);
  return lines;
}

test('tells what was added, removed with its last known row, and changed field by field', async () => {
  const before = [
    { project_id: 'p', id: '1', name: 'one', owner: { type: 'user', user: { role: 'reader' } } },
    { project_id: 'p', id: '2', name: 'two' },
  ];
  const after = [
    { project_id: 'p', id: '1', name: 'one', owner: { type: 'user', user: { role: 'owner' } }, scopes: ['a'] },
    { project_id: 'p', id: '3', name: 'three' },
  ];
  assert.deepEqual(
    (await changes(before, after)).map((line) => JSON.parse(line)),
    [
      {
        change: 'changed',
        key: { project_id: 'p', id: '1' },
        before: { owner__user__role: 'reader' },
        after: { owner__user__role: 'owner', scopes: ['a'] },
      },
      { change: 'removed', key: { project_id: 'p', id: '2' }, row: before[1] },
      { change: 'added', key: { project_id: 'p', id: '3' }, row: after[1] },
    ],
  );
});

test('fields that move by themselves are no change', async () => {
  const used = (text: string) => [`{"project_id":"p","id":"1","name":"x","last_used_at":${text}}`];
  for (const text of ['2', 'null', '1764979200.10', '123456789012345678901', '{}', '{"at":1}']) {
    assert.deepEqual(await changes(used('1'), used(text)), [], text);
  }
});

test('a number of many digits is compared and told digit for digit', async () => {
  const [line] = await changes(
    ['{"id":"1","big":123456789012345678901234567890}'],
    ['{"id":"1","big":123456789012345678901234567891}'],
  );
  assert.match(
    line ?? '',
    /"before":\{"big":123456789012345678901234567890\},"after":\{"big":123456789012345678901234567891\}/,
  );
});

/** The fields of a row as the change log names them, each as JSON text. */
function fieldsOf(value: unknown, name = ''): Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || Object.keys(value).length === 0) {
    return name === 'last_used_at' ? {} : { [name]: JSON.stringify(value) };
  }
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, field]) => fieldsOf(field, name === '' ? key : `${name}__${key}`)),
  );
}

function texts(fields: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, JSON.stringify(value)]));
}

test('the lines lead from the old snapshot to the new one, what moves by itself aside', async () => {
  const leaf = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(null, true, [], {}, [{ a: 1 }]),
  );
  const row = fc.record(
    {
      project_id: fc.constantFrom('p', 'q'),
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      name: leaf,
      owner: fc.oneof(
        leaf,
        fc.record(
          { type: leaf, user: fc.record({ id: leaf, role: leaf }, { requiredKeys: [] }) },
          { requiredKeys: [] },
        ),
      ),
      last_used_at: leaf,
      added_later: leaf,
    },
    { requiredKeys: ['project_id', 'id'] },
  );
  const keyOf = (value: Record<string, unknown>) => `${value.project_id}\0${value.id}`;
  const snapshot = fc.uniqueArray(row, { selector: keyOf, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(snapshot, snapshot, async (before, after) => {
      const rows = new Map(before.map((one): [string, Record<string, string>] => [keyOf(one), fieldsOf(one)]));
      for (const line of await changes(before, after)) {
        const { change, key, row: whole, before: was, after: is } = JSON.parse(line);
        const name = keyOf(key);
        if (change !== 'changed') {
          assert.equal(rows.has(name), change === 'removed');
          rows.delete(name);
          if (change === 'added') rows.set(name, fieldsOf(whole));
          continue;
        }
        const stored = rows.get(name) ?? {};
        for (const [field, text] of Object.entries(texts(was))) assert.equal(stored[field], text);
        const rest = Object.fromEntries(Object.entries(stored).filter(([field]) => !(field in was)));
        rows.set(name, { ...rest, ...texts(is) });
      }
      const expected = new Map(after.map((one) => [keyOf(one), fieldsOf(one)]));
      assert.deepEqual(new Map([...rows].sort()), new Map([...expected].sort()));
    }),
  );
});

test('the same snapshot twice has no changes, also where keys come in another order', async () => {
  assert.deepEqual(
    await changes(['{"project_id":"p","id":"1","a":1,"b":2}'], ['{"b":2,"a":1,"id":"1","project_id":"p"}']),
    [],
  );
});
