import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareSnapshots } from '../../src/audit/changes.ts';
import { resourceNamed } from '../../src/catalogue/catalogue.ts';
import type { SnapshotResource } from '../../src/catalogue/resource.ts';
import type { Row } from '../../src/formats/row.ts';

const keys = resourceNamed('project_api_keys') as SnapshotResource;

async function* stream(rows: Record<string, unknown>[] | string[]): AsyncGenerator<Row[]> {
  const batch = rows.map((row): Row => {
    const json = typeof row === 'string' ? row : JSON.stringify(row);
    return { key: String(JSON.parse(json).id), json, form: 'object' };
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
  assert.deepEqual(await changes([{ id: '1', last_used_at: 1 }], [{ id: '1', last_used_at: 2 }]), []);
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

test('the lines lead from the old snapshot to the new one', async () => {
  const snapshot = fc.uniqueArray(
    fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), name: fc.string(), role: fc.constantFrom('x', 'y') }),
    {
      selector: ({ id }) => id,
    },
  );
  await fc.assert(
    fc.asyncProperty(snapshot, snapshot, async (before, after) => {
      const rows = new Map(before.map((row): [string, Record<string, unknown>] => [row.id, { ...row }]));
      for (const line of await changes(before, after)) {
        const { change, key, row, after: fields } = JSON.parse(line);
        if (change === 'removed') rows.delete(key.id);
        else rows.set(key.id, change === 'added' ? row : { ...rows.get(key.id), ...fields });
      }
      const sorted = (list: Record<string, unknown>[]) =>
        [...list].sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
      assert.deepEqual(sorted([...rows.values()]), sorted(after.map((row) => ({ ...row }))));
    }),
  );
});
