import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { folderDestination } from '../../src/destinations/folder/folder.ts';
import { readBranch } from '../../src/github/branch.ts';
import { branchDestination } from '../../src/github/branch-destination.ts';
import { openLoopbackGitHub } from './open-github.ts';

const PLACE = { branch: 'main', base: 'main', takesBase: false, folder: 'data' };
const STORED = { 'data/a.jsonl': 'a\n', 'data/deep/b.jsonl.gz': gzipSync('b'), 'other.txt': 'No data.\n' };
const FACTS = { contentType: 'application/x-ndjson' };

async function start(t: TestContext) {
  const opened = await openLoopbackGitHub(t);
  await opened.server.commitAs('main', STORED, 'Stored');
  const root = path.join(opened.folder, 'data');
  await mkdir(root);
  const read = () => readBranch(opened.github, PLACE);
  const destination = branchDestination(opened.github, await read(), folderDestination(root, 'data'), root);
  const publish = async (name: string, text: string) =>
    destination.publish(name, await opened.file(`spool-${name}`, text), FACTS as never);
  const downloads = () => opened.server.requests.filter(({ path: asked }) => asked.includes('/git/blobs/')).length;
  return { ...opened, root, read, destination, publish, downloads };
}

async function bytesOf(file: Readable | undefined): Promise<Buffer | undefined> {
  if (file === undefined) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of file) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

test('it holds what the branch holds below its folder, whatever the workspace holds', async (t) => {
  const { destination, root, server } = await start(t);
  await writeFile(path.join(root, 'stray.jsonl'), 'stray\n');
  assert.deepEqual(await destination.list(''), ['a.jsonl', 'deep/b.jsonl.gz']);
  assert.deepEqual(await destination.list('deep/'), ['deep/b.jsonl.gz']);
  assert.equal((await bytesOf(await destination.read('a.jsonl')))?.toString(), 'a\n');
  assert.deepEqual(await bytesOf(await destination.read('deep/b.jsonl.gz')), STORED['data/deep/b.jsonl.gz']);
  assert.equal(await destination.read('stray.jsonl'), undefined);
  assert.equal(await destination.readText('stray.jsonl'), undefined);
  assert.deepEqual([destination.written().size, server.violations], [0, []]);
});

test('a file is downloaded once, and not at all where the workspace holds the same bytes', async (t) => {
  const { destination, root, downloads } = await start(t);
  await destination.read('a.jsonl');
  await destination.readText('a.jsonl');
  assert.equal(downloads(), 1);
  await mkdir(path.join(root, 'deep'));
  await writeFile(path.join(root, 'deep/b.jsonl.gz'), STORED['data/deep/b.jsonl.gz']);
  await destination.read('deep/b.jsonl.gz');
  assert.equal(downloads(), 1);
  await writeFile(path.join(root, 'a.jsonl'), 'a\r\n');
  assert.equal((await destination.readText('a.jsonl'))?.text, 'a\n');
});

test('what is written, removed and written back is known until it is committed', async (t) => {
  const { destination, publish } = await start(t);
  await publish('new.jsonl', 'new\n');
  await publish('a.jsonl', 'changed\n');
  await destination.remove('deep/b.jsonl.gz');
  await destination.remove('never-there.jsonl');
  assert.deepEqual(await destination.list(''), ['a.jsonl', 'new.jsonl']);
  assert.equal((await bytesOf(await destination.read('a.jsonl')))?.toString(), 'changed\n');
  assert.equal(await destination.read('deep/b.jsonl.gz'), undefined);
  const written = destination.written();
  assert.deepEqual([...written.keys()].sort(), ['a.jsonl', 'deep/b.jsonl.gz', 'new.jsonl']);
  assert.equal(written.get('deep/b.jsonl.gz'), null);
  await publish('a.jsonl', 'a\n');
  await destination.remove('new.jsonl');
  assert.deepEqual([...destination.written().keys()], ['deep/b.jsonl.gz']);
});

test('a new file is published only where the branch has none, whatever the workspace holds', async (t) => {
  const { destination, root, file } = await start(t);
  await writeFile(path.join(root, 'new.jsonl'), 'left by another run\n');
  const local = await file('spool', 'new\n');
  assert.equal(await destination.publishNew('a.jsonl', local, FACTS as never), false);
  assert.equal(await destination.publishNew('new.jsonl', local, FACTS as never), true);
  assert.equal(await destination.publishNew('new.jsonl', await file('spool', 'new\n'), FACTS as never), false);
});

test('a text is replaced only where it is still the one that was read', async (t) => {
  const { destination } = await start(t);
  const stored = await destination.readText('a.jsonl');
  assert.equal(await destination.replaceText('a.jsonl', 'b\n', undefined), false);
  assert.equal(await destination.replaceText('a.jsonl', 'b\n', stored?.version), true);
  assert.equal(await destination.replaceText('a.jsonl', 'c\n', stored?.version), false);
  assert.equal((await destination.readText('a.jsonl'))?.text, 'b\n');
  assert.equal(await destination.replaceText('new.json', '{}\n', undefined), true);
});

test('on a newer state of the branch its files show, and what was written stays until it is forgotten', async (t) => {
  const { destination, publish, server, read } = await start(t);
  await publish('a.jsonl', 'ours\n');
  await publish('c.jsonl', 'same\n');
  await server.commitAs(
    'main',
    { 'data/a.jsonl': 'theirs\n', 'data/c.jsonl': 'same\n', 'data/d.jsonl': 'd\n' },
    'Theirs',
  );
  destination.rebase(await read());
  assert.deepEqual([...destination.written().keys()], ['a.jsonl']);
  assert.deepEqual(await destination.list(''), ['a.jsonl', 'c.jsonl', 'd.jsonl', 'deep/b.jsonl.gz']);
  assert.equal((await destination.readText('a.jsonl'))?.text, 'ours\n');
  destination.forget(['a.jsonl']);
  assert.equal((await destination.readText('a.jsonl'))?.text, 'theirs\n');
  assert.equal(destination.written().size, 0);
});
