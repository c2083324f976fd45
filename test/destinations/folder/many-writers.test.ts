import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { folderDestination } from '../../../src/destinations/folder/folder.ts';
import { claimBeside } from '../../../src/destinations/folder/temporary.ts';
import { parseManifest } from '../../../src/state/manifest.ts';
import { filesBelow, temporaryFolder } from '../../harness/workspace.ts';

const WRITER = fileURLToPath(new URL('writer.ts', import.meta.url));
const WRITERS = 10;

/** What a writer said was stored, until it ended or was killed. */
async function told(child: ChildProcess): Promise<string[]> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const lines = (await text(child.stdout as NonNullable<typeof child.stdout>)).split('\n').slice(0, -1);
  await ended;
  return lines;
}

for (const kills of [0, 4]) {
  test(`ten processes write one folder at once, ${kills} of them are killed: no entry is lost, none blocks another`, async (t) => {
    const root = join(await temporaryFolder(t, 'writers'), 'data');
    const children = Array.from({ length: WRITERS }, (_, index) =>
      spawn(process.execPath, [WRITER, root, String(index)], { stdio: ['ignore', 'pipe', 'inherit'] }),
    );
    for (const [index, child] of children.slice(0, kills).entries()) {
      // Each is killed in the midst of another of its writes.
      let seen = 0;
      child.stdout?.on('data', (chunk) => {
        seen += String(chunk).split('\n').length - 1;
        if (seen > index * 5) setImmediate(() => child.kill('SIGKILL'));
      });
    }
    const lines = await Promise.all(children.map(told));
    for (const child of children.slice(kills)) assert.equal(child.exitCode, 0);
    for (const own of lines.slice(kills)) assert.equal(own.length, 24);
    const later = folderDestination(root, 'data', { now: () => 4_102_444_800 });
    await later.writeText('users/users.json', '{}');
    const stored: string[] = [];
    for (const path of await later.list('_manifests/')) {
      const manifest = parseManifest((await later.readText(path))?.text ?? '', path);
      stored.push(...manifest.entries.map(({ period }) => `${manifest.resource} ${period}`));
    }
    assert.deepEqual(new Set([...lines.flat(), ...stored]), new Set(stored), 'what was told is stored');
    assert.equal(new Set(stored).size, stored.length);
    assert.deepEqual(
      (await filesBelow(root)).filter((path) => path.includes('/.')),
      [],
      'a day later, nothing is left',
    );
  });
}

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
