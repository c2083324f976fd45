import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import type { Destination } from '../../src/destinations/destination.ts';
import { folderDestination } from '../../src/destinations/folder/folder.ts';
import { filesBelow, readFolder, temporaryFolder } from '../harness/workspace.ts';
import { testDestination, testSharedDestination } from './contract/destination-contract.ts';

const FACTS = { sha256: '0'.repeat(64), rows: 1 };

async function setUp(t: TestContext): Promise<{ root: string; outside: string; destination: Destination }> {
  const outside = await temporaryFolder(t, 'folder');
  const root = join(outside, 'data');
  return { root, outside, destination: folderDestination(root, 'data') };
}

async function localFile(folder: string, text: string): Promise<string> {
  const file = join(folder, 'spooled');
  await writeFile(file, text);
  return file;
}

async function textAt(destination: Destination, path: string): Promise<string | undefined> {
  const file = await destination.read(path);
  return file && (await buffer(file)).toString('utf8');
}

test('a file is published under its path, replaces what was there, and uses up the local one', async (t) => {
  const { root, outside, destination } = await setUp(t);
  const path = 'costs/month=2026-03/costs.jsonl';
  for (const text of ['one\n', 'two\n']) {
    const file = await localFile(outside, text);
    await destination.publish(path, file, FACTS);
    assert.equal(existsSync(file), false);
    assert.equal(await textAt(destination, path), text);
  }
  assert.deepEqual(await readFolder(root), { [path]: 'two\n' });
});

test('paths are listed below their prefix, sorted by code units, without what others are writing', async (t) => {
  const { root, destination } = await setUp(t);
  await mkdir(join(root, 'users/b'), { recursive: true });
  await mkdir(join(root, 'users-2'), { recursive: true });
  for (const path of ['users/b/1', 'users/B', 'users/é', 'users/a', 'users/a.jsonl.partial', 'users-2/x']) {
    await writeFile(join(root, path), '');
  }
  assert.deepEqual(await destination.list('users/'), ['users/B', 'users/a', 'users/b/1', 'users/é']);
  assert.equal(existsSync(join(root, 'users/a.jsonl.partial')), true, 'whoever reads removes nothing');
});

test('a missing file or folder is a value, also where a part of its path is a file', async (t) => {
  const { root, destination } = await setUp(t);
  assert.deepEqual(await destination.list('users/'), []);
  await mkdir(root);
  await writeFile(join(root, 'users'), '');
  for (const path of ['users/users.jsonl', 'costs/costs.jsonl']) {
    assert.equal(await destination.read(path), undefined);
    assert.equal(await destination.readText(path), undefined);
    await destination.remove('costs/costs.jsonl');
  }
});

test('what is there and cannot be read is an error, never taken for missing', async (t) => {
  const { root, destination } = await setUp(t);
  await mkdir(join(root, 'manifest.json'), { recursive: true });
  await symlink('loop', join(root, 'loop'));
  await assert.rejects(destination.readText('manifest.json'), {
    name: 'StorageError',
    topic: 'destination-lost',
    message: /manifest\.json in the folder data: EISDIR/,
  });
  await assert.rejects(destination.readText('loop'), { name: 'StorageError', topic: 'path-refused' });
  await assert.rejects(destination.read('loop'), { name: 'StorageError', topic: 'path-refused' });
  await assert.rejects(destination.list('loop/'), { name: 'StorageError', topic: 'path-refused' });
});

test('a file that cannot be put in its place leaves what was there, and is named', async (t) => {
  const { root, outside, destination } = await setUp(t);
  await mkdir(join(root, 'users/users.jsonl/inside'), { recursive: true });
  const file = await localFile(outside, 'new');
  await assert.rejects(destination.publish('users/users.jsonl', file, FACTS), {
    name: 'StorageError',
    message: /^Failed to write users\/users\.jsonl in the folder data: E/,
  });
  assert.ok((await stat(join(root, 'users/users.jsonl/inside'))).isDirectory());
});

test('a file removed takes the folders that it leaves empty along, but not the destination', async (t) => {
  const { root, destination } = await setUp(t);
  await mkdir(join(root, 'costs/month=2026-03'), { recursive: true });
  await mkdir(join(root, 'costs/month=2026-04'), { recursive: true });
  for (const month of ['3', '4']) await writeFile(join(root, `costs/month=2026-0${month}/costs.jsonl`), '');
  await destination.remove('costs/month=2026-03/costs.jsonl');
  assert.deepEqual(await readdir(join(root, 'costs')), ['month=2026-04']);
  await destination.remove('costs/month=2026-04/costs.jsonl');
  await destination.remove('costs/month=2026-04/costs.jsonl');
  assert.deepEqual(await readdir(root), []);
});

test('a file comes from another file system as whole as from this one', async (t) => {
  const { root, destination } = await setUp(t);
  await mkdir(root);
  const shared = '/dev/shm';
  const isOther = existsSync(shared) && (await stat(shared)).dev !== (await stat(root)).dev;
  // Where the machine has one file system alone, this is the plain rename once more.
  const folder = isOther ? await mkdtemp(join(shared, 'spool-')) : await temporaryFolder(t, 'spool');
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const text of ['one', 'two'.repeat(100_000)]) {
    await destination.publish('users/users.jsonl', await localFile(folder, text), FACTS);
    assert.equal(await readFile(join(root, 'users/users.jsonl'), 'utf8'), text);
  }
  assert.deepEqual(await readdir(folder), []);
  assert.deepEqual(await readdir(join(root, 'users')), ['users.jsonl']);
});

async function folderStand(t: TestContext) {
  const { root } = await setUp(t);
  const contents = async () =>
    new Map(
      await Promise.all(
        (await filesBelow(root)).map(async (path) => [path, await readFile(join(root, path))] as const),
      ),
    );
  return { open: async () => folderDestination(root, 'data'), contents, warnings: [] };
}

testDestination('folder', folderStand);
testSharedDestination('folder', folderStand);
