import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { openArchive } from '../../src/archive/archive.ts';
import { mostFaithful } from '../../src/archive/current-files.ts';
import { formatOfPath } from '../../src/archive/layout.ts';
import { resourceNamed } from '../../src/catalogue/catalogue.ts';
import type { Resource } from '../../src/catalogue/resource.ts';
import { folderDestination } from '../../src/destinations/folder/folder.ts';
import { StorageError } from '../../src/notices/errors.ts';
import { temporaryFolder } from '../harness/workspace.ts';

const USERS = resourceNamed('users') as Resource;

async function read(t: TestContext, path: string, content: string | Buffer | undefined) {
  const root = await temporaryFolder(t, 'stored');
  await mkdir(join(root, 'users'));
  if (content !== undefined) await writeFile(join(root, path), content);
  const rows: string[] = [];
  const archive = openArchive(folderDestination(root, 'data'));
  const facts = await archive.rows(USERS, path, ({ row }) => void rows.push(`${row.form} ${row.json}`));
  return { rows, facts };
}

test('rows come back with the hash of their uncompressed content', async (t) => {
  const text = '{"id":"1","n":1.10}\n{"id":"é"}\n';
  const plain = await read(t, 'users/users.jsonl', text);
  assert.deepEqual(plain.rows, ['object {"id":"1","n":1.10}', 'object {"id":"é"}']);
  assert.deepEqual(await read(t, 'users/users.jsonl.gz', gzipSync(text)), plain);
  const table = await read(t, 'users/users.csv', 'id,name\n1,\n2,""\n');
  assert.deepEqual(table.rows, ['cells {"id":"1"}', 'cells {"id":"2","name":""}']);
});

test('a missing file has no hash, an empty one has', async (t) => {
  assert.deepEqual(await read(t, 'users/users.jsonl', undefined), { rows: [], facts: undefined });
  const { rows, facts } = await read(t, 'users/users.jsonl', '');
  assert.deepEqual([rows, facts?.rows, facts?.bytes, facts?.sha256.length], [[], 0, 0, 64]);
});

test('a damaged file is an error that names it, never fewer or other rows', async (t) => {
  const text = '{"id":"1"}\n{"id":"2"}\n';
  const whole = gzipSync(text.repeat(1000));
  const cases: [string, string | Buffer][] = [
    ['users/users.jsonl', `${text}{"id":`],
    ['users/users.jsonl', `${text}[1]\n`],
    ['users/users.jsonl', `${text}{"id":"3","a":${'['.repeat(10_000)}${']'.repeat(10_000)}}\n`],
    ['users/users.jsonl', '<<<<<<< HEAD\n{"id":"1"}\n'],
    ['users/users.jsonl', Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xff]), Buffer.from('"}\n')])],
    ['users/users.jsonl', Buffer.concat([Buffer.from('{"id":"1"}\n'), Buffer.from([0xc3])])],
    ['users/users.jsonl.gz', whole.subarray(0, whole.length - 20)],
    ['users/users.jsonl.gz', text],
    ['users/users.csv', 'id,name\n1,"open\n'],
    ['users/users.csv', ''],
  ];
  for (const [path, content] of cases) {
    await assert.rejects(read(t, path, content), (error: Error) => {
      assert.equal(error.name, 'StorageError');
      assert.ok(error.message.startsWith(`Failed to read ${path} in the folder data: `), error.message);
      return true;
    });
  }
});

test('the format shows in the name of a file, and JSON keeps more than a table', () => {
  const [table, plain] = [formatOfPath('x/x.csv.zst'), formatOfPath('x/x.jsonl')];
  assert.deepEqual([table?.name, table?.compression, table?.extension], ['csv', 'zst', 'csv.zst']);
  assert.deepEqual([plain?.name, plain?.compression, plain?.extension], ['jsonl', 'none', 'jsonl']);
  for (const path of ['x/x.parquet', 'x/jsonl', 'x/x.jsonl.partial', 'x/x.csv.bz2']) {
    assert.equal(formatOfPath(path), undefined, path);
  }
  assert.equal(mostFaithful(['x.csv', 'x.csv.gz', 'x.jsonl.zst']), 'x.jsonl.zst');
  assert.equal(mostFaithful([]), undefined);
});

test('what is wrong with the run itself is not taken for a damaged file', async (t) => {
  const root = await temporaryFolder(t, 'stored');
  await writeFile(join(root, 'users.jsonl'), '{"id":"1"}\n');
  const full = new StorageError('disk-full', 'The disk is full');
  const archive = openArchive(folderDestination(root, 'data'));
  await assert.rejects(
    archive.rows(USERS, 'users.jsonl', () => {
      throw full;
    }),
    full,
  );
});

test('the hash of a damaged file is an error that names it', async (t) => {
  const root = await temporaryFolder(t, 'stored');
  const archive = openArchive(folderDestination(root, 'data'));
  const whole = gzipSync('{"id":"1"}\n'.repeat(1000));
  await writeFile(join(root, 'cut.jsonl.gz'), whole.subarray(0, whole.length - 20));
  await writeFile(join(root, 'whole.jsonl.gz'), whole);
  await assert.rejects(archive.hash('cut.jsonl.gz'), { name: 'StorageError', topic: 'stored-file-damaged' });
  assert.equal((await archive.hash('whole.jsonl.gz'))?.length, 64);
  assert.equal(await archive.hash('none.jsonl.gz'), undefined);
});
