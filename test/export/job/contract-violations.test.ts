import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { collectViolations } from '../../../src/export/job/contract-violations.ts';
import type { Row } from '../../../src/formats/row.ts';
import type { Judgement } from '../../../src/schema/contract.ts';
import { createRowSpool } from '../../../src/spool/row-spool.ts';
import { temporaryFolder } from '../../harness/workspace.ts';

const row = { text: '{}', value: {} };
const judgement = (fate: Judgement['fate'], ...violations: string[]): Judgement => ({ row, fate, violations });

async function violationsOf(t: TestContext, options: { unique: boolean; limitBytes?: number }) {
  const folder = join(await temporaryFolder(t), 'spool');
  return collectViolations(await createRowSpool(folder, options.limitBytes ?? 1_000_000), options);
}

async function* stream(...keys: string[]): AsyncGenerator<Row[]> {
  yield keys.map((key) => ({ key, json: '{}', form: 'object' as const }));
}

test('a row that is read twice counts once, where rows are told apart by their keys', async (t) => {
  for (const unique of [true, false]) {
    const rows = await violationsOf(t, { unique });
    assert.equal(await rows.count(), undefined);
    assert.equal(await rows.admit('a', judgement('keep', 'seat')), true);
    assert.equal(await rows.admit('a', judgement('keep', 'seat')), true);
    assert.equal(await rows.admit('b', judgement('discard', 'seat', 'zone')), false);
    const found = await rows.count();
    assert.equal(found?.rows, unique ? 2 : 3);
    assert.deepEqual(Object.fromEntries(found?.fields ?? []), { seat: unique ? 2 : 3, zone: 1 });
    await rows.discard();
  }
});

test('many rows wait on disk and count all the same', async (t) => {
  const rows = await violationsOf(t, { unique: true, limitBytes: 2000 });
  for (let index = 0; index < 500; index += 1) await rows.admit(String(index % 250), judgement('keep', 'seat'));
  assert.equal((await rows.count())?.rows, 250);
  await rows.discard();
});

test('what freezes is named and never counted', async (t) => {
  const rows = await violationsOf(t, { unique: true });
  assert.equal(await rows.admit('a', judgement('freeze', 'seat', 'zone')), false);
  assert.deepEqual([...rows.frozen], ['seat', 'zone']);
  assert.equal(await rows.count(), undefined);
  assert.equal((await rows.keysWithout(stream('a'), ({ key }) => key)).size, 0);
});

test('a row that was read again without anything violations does not count as left out', async (t) => {
  const rows = await violationsOf(t, { unique: true });
  for (const key of ['a', 'b', 'c']) await rows.admit(key, judgement('discard', 'seat'));
  assert.deepEqual([...(await rows.keysWithout(stream('b', 'z'), ({ key }) => key))], ['a', 'c']);
});
