import assert from 'node:assert/strict';
import { link, mkdir, readFile, readlink, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { isBadOnWindows, pathBelow } from '../../../src/destinations/folder/cage.ts';
import { folderDestination } from '../../../src/destinations/folder/folder.ts';
import { filesBelow, readFolder, temporaryFolder } from '../../harness/workspace.ts';

const FACTS = { sha256: '0'.repeat(64), rows: 1 };
const NOW = Date.UTC(2026, 2, 10) / 1000;
const OLD = NOW - 25 * 3600;

async function setUp(t: TestContext) {
  const parent = await temporaryFolder(t, 'cage');
  const root = join(parent, 'data');
  const outside = join(parent, 'outside');
  await mkdir(root);
  await mkdir(join(outside, 'users'), { recursive: true });
  await writeFile(join(outside, 'users/users.jsonl'), 'theirs\n');
  await writeFile(join(parent, 'mine'), 'mine\n');
  const destination = folderDestination(root, 'data', { now: () => NOW });
  const calls = (path: string) => ({
    list: () => destination.list(`${path.slice(0, path.lastIndexOf('/'))}/`),
    read: () => destination.read(path),
    readText: () => destination.readText(path),
    publish: () => destination.publish(path, join(parent, 'mine'), FACTS),
    publishNew: () => destination.publishNew(path, join(parent, 'mine'), FACTS),
    writeText: () => destination.writeText(path, 'mine\n'),
    replaceText: () => destination.replaceText(path, 'mine\n', undefined),
    remove: () => destination.remove(path),
  });
  return { root, outside, destination, calls };
}

for (const [what, path, plant] of [
  ['a folder', 'users/users.jsonl', (root, outside) => symlink(join(outside, 'users'), join(root, 'users'))],
  ['a folder further up', 'a/users/users.jsonl', async (root, outside) => symlink(outside, join(root, 'a'))],
  [
    'a file',
    'users/users.jsonl',
    async (root, outside) => {
      await mkdir(join(root, 'users'));
      await symlink(join(outside, 'users/users.jsonl'), join(root, 'users/users.jsonl'));
    },
  ],
  [
    'nothing',
    'users/users.jsonl',
    async (root, outside) => {
      await mkdir(join(root, 'users'));
      await symlink(join(outside, 'absent'), join(root, 'users/users.jsonl'));
    },
  ],
  [
    'a file inside of the destination',
    'users/users.jsonl',
    async (root) => {
      await mkdir(join(root, 'users'));
      await writeFile(join(root, 'other'), 'theirs\n');
      await symlink('../other', join(root, 'users/users.jsonl'));
    },
  ],
] as [string, string, (root: string, outside: string) => Promise<void>][]) {
  test(`a link to ${what} is refused by every call, and nothing behind it is touched`, async (t) => {
    const { root, outside, calls } = await setUp(t);
    await plant(root, outside);
    const before = await readFolder(outside);
    for (const [name, call] of Object.entries(calls(path))) {
      await assert.rejects(call(), { name: 'StorageError', topic: 'path-refused' }, name);
    }
    assert.deepEqual(await readFolder(outside), before);
  });
}

test('a destination that becomes a link meanwhile is refused', async (t) => {
  const { root, outside } = await setUp(t);
  const linked = join(root, '../linked');
  await symlink(outside, linked);
  const destination = folderDestination(linked, 'linked');
  await assert.rejects(destination.remove('users/users.jsonl'), { topic: 'path-refused' });
  await assert.rejects(destination.list('users/'), { topic: 'path-refused' });
  assert.equal(await readFile(join(outside, 'users/users.jsonl'), 'utf8'), 'theirs\n');
});

test('a link by a name that temporary files once had leads no write outside', async (t) => {
  const { root, outside, destination } = await setUp(t);
  await mkdir(join(root, 'users'));
  const partial = join(root, 'users/users.json.partial');
  await symlink(join(outside, 'users/users.jsonl'), partial);
  await destination.writeText('users/users.json', 'mine\n');
  assert.equal(await destination.replaceText('users/other.json', 'mine\n', undefined), true);
  assert.equal(await readFile(join(outside, 'users/users.jsonl'), 'utf8'), 'theirs\n');
  assert.equal(await readlink(partial), join(outside, 'users/users.jsonl'));
  assert.deepEqual(await destination.list('users/'), ['users/other.json', 'users/users.json']);
});

test('no write reaches a file that has another name elsewhere', async (t) => {
  const { root, outside, destination, calls } = await setUp(t);
  await mkdir(join(root, 'users'));
  const path = 'users/users.jsonl';
  const target = join(root, path);
  const plant = async () => {
    await destination.remove(path);
    await mkdir(join(root, 'users'), { recursive: true });
    await link(join(outside, path), target);
  };
  await plant();
  await calls(path).publish();
  await plant();
  await destination.writeText(path, 'mine\n');
  await plant();
  const version = (await destination.readText(path))?.version;
  assert.equal(await destination.replaceText(path, 'mine\n', version), true);
  assert.equal(await readFile(target, 'utf8'), 'mine\n');
  assert.equal(await readFile(join(outside, path), 'utf8'), 'theirs\n');
});

test('a path that cannot be is an error with a remedy', async (t) => {
  const { calls, root } = await setUp(t);
  await mkdir(join(root, 'users'));
  for (const [path, topic] of [
    ['users/a\0b', 'path-refused'],
    [`users/${'x'.repeat(300)}`, 'destination-lost'],
  ] as const) {
    for (const [name, call] of Object.entries(calls(path))) {
      if (name === 'list') continue;
      await assert.rejects(call(), { name: 'StorageError', topic }, `${name} ${topic}`);
    }
  }
  assert.deepEqual(await filesBelow(root), []);
});

test('names that Windows takes for something else are refused there, and are names elsewhere', () => {
  for (const name of ['con', 'NUL', 'com1', 'Lpt9.json', 'aux.', 'a.', 'a ', 'a:b', 'a\\b', 'a|b', 'a?', 'a\u0001']) {
    assert.equal(isBadOnWindows(name), true, name);
    assert.throws(() => pathBelow('/data', `users/${name}`, 'folder data', 'win32'), { topic: 'path-refused' });
    assert.equal(pathBelow('/data', `users/${name}`, 'folder data', 'linux'), `/data/users/${name}`);
  }
  for (const name of ['users', 'console', 'com', 'com10', 'nullable.json', 'month=2026-03', '.a', '_manifests']) {
    assert.equal(isBadOnWindows(name), false, name);
  }
});

test('what dead runs left is removed after a day, by writers alone; what is younger or of somebody else stays', async (t) => {
  const { root, destination } = await setUp(t);
  const temporary = (fill: string) => `.openai-admin-export-${fill.repeat(32)}.partial`;
  const claim = `.openai-admin-export-${'a'.repeat(64)}.next`;
  const files = {
    [`users/${temporary('0')}`]: OLD,
    [`users/${temporary('1')}`]: NOW - 3600,
    [`_manifests/${claim}/text`]: OLD,
    'users/mine.partial': OLD,
    'users/.openai-admin-export-notes.partial': OLD,
  };
  for (const [path, time] of Object.entries(files)) {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), '');
    await utimes(join(root, path), time, time);
  }
  await utimes(join(root, '_manifests', claim), OLD, OLD);
  const before = await filesBelow(root);
  assert.deepEqual(await destination.list('users/'), []);
  await destination.readText('_manifests/users.json');
  const reader = folderDestination(root, 'data');
  assert.deepEqual(await reader.list('_manifests/'), []);
  assert.deepEqual(await filesBelow(root), before, 'readers remove nothing');
  await destination.writeText('costs/costs.json', '');
  assert.deepEqual((await filesBelow(root)).sort(), [
    'costs/costs.json',
    `users/${temporary('1')}`,
    'users/.openai-admin-export-notes.partial',
    'users/mine.partial',
  ]);
});
