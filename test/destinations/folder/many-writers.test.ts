import assert from 'node:assert/strict';
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderDestination } from '../../../src/destinations/folder/folder.ts';
import { claimBeside } from '../../../src/destinations/folder/temporary.ts';
import { temporaryFolder } from '../../harness/workspace.ts';

test('the work of a writer that died between its claim and the last step is finished by the next one', async (t) => {
  const root = await temporaryFolder(t, 'claim');
  const destination = folderDestination(root, 'data');
  const path = '_manifests/users.json';
  await destination.writeText(path, 'first');
  const version = (await destination.readText(path))?.version as string;
  const claim = claimBeside(join(root, path), version);
  await mkdir(claim);
  await writeFile(join(claim, 'text'), 'of the dead');
  assert.equal(await destination.replaceText(path, 'mine', version), false);
  const next = await destination.readText(path);
  assert.equal(next?.text, 'of the dead');
  assert.equal(await destination.replaceText(path, 'mine', next?.version), true);
  assert.equal((await destination.readText(path))?.text, 'mine');
  assert.deepEqual(await readdir(join(root, '_manifests')), ['users.json']);
});

test('an empty claim, and one for a version that is no longer stored, hold up nobody', async (t) => {
  const root = await temporaryFolder(t, 'claim');
  const destination = folderDestination(root, 'data');
  const path = '_manifests/users.json';
  await destination.writeText(path, 'first');
  const version = (await destination.readText(path))?.version as string;
  const target = join(root, path);
  await mkdir(claimBeside(target, version));
  assert.equal(await destination.replaceText(path, 'second', version), true);
  // A writer that was late, and died before it could withdraw.
  await mkdir(claimBeside(target, version));
  await writeFile(join(claimBeside(target, version), 'text'), 'too late');
  const second = await destination.readText(path);
  assert.equal(await destination.replaceText(path, 'other', version), false);
  assert.equal(await destination.replaceText(path, 'third', second?.version), true);
  assert.equal((await destination.readText(path))?.text, 'third');
});

test('a link in the place of a claim is not followed', async (t) => {
  const root = await temporaryFolder(t, 'claim');
  const destination = folderDestination(root, 'data');
  const path = '_manifests/users.json';
  await destination.writeText(path, 'first');
  const version = (await destination.readText(path))?.version as string;
  await mkdir(join(root, 'elsewhere'));
  await writeFile(join(root, 'elsewhere/text'), 'foreign');
  const { symlink } = await import('node:fs/promises');
  await symlink(join(root, 'elsewhere'), claimBeside(join(root, path), version));
  await assert.rejects(destination.replaceText(path, 'mine', version), { name: 'StorageError' });
  assert.equal((await destination.readText(path))?.text, 'first');
  assert.deepEqual(await readdir(join(root, 'elsewhere')), ['text']);
  await rename(join(root, 'elsewhere/text'), join(root, 'text'));
});
