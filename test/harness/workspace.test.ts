import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { changesBetween, filesBelow, readFolder, temporaryFolder } from './workspace.ts';

test('reads all files below a folder without losing a byte', async (t) => {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, 'b/c'), { recursive: true });
  await writeFile(join(folder, 'b/c/text'), 'ünï\n');
  await writeFile(join(folder, 'a'), Buffer.from([0xff, 0x00]));
  assert.deepEqual(await readFolder(folder), { a: 'base64:/wA=', 'b/c/text': 'ünï\n' });
  assert.deepEqual(await filesBelow(folder), ['a', 'b/c/text']);
});

test('a folder that is not there is empty', async (t) => {
  assert.deepEqual(await readFolder(join(await temporaryFolder(t), 'missing')), {});
});

test('tells what was added, removed and changed', () => {
  assert.deepEqual(changesBetween({ a: '1', b: '1', c: '1' }, { a: '1', b: '2', d: '1' }), {
    added: ['d'],
    removed: ['c'],
    changed: ['b'],
  });
});
