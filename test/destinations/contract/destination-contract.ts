import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import type { Destination } from '../../../src/destinations/destination.ts';
import { temporaryFolder } from '../../harness/workspace.ts';
import type { Stand } from './stand.ts';

/** Larger than two parts of an upload in parts. */
export const LARGE = 11 * 1024 * 1024;

export const FACTS = { sha256: 'ab'.repeat(32), rows: 7 };

/** A file to publish, in a folder of the test's own. */
export async function localFile(t: TestContext, content: string | Buffer): Promise<string> {
  const path = join(await temporaryFolder(t, 'local'), 'spooled');
  await writeFile(path, content);
  return path;
}

/** The text of a file at a destination; undefined where there is none. */
export async function textAt(destination: Destination, path: string): Promise<string | undefined> {
  const file = await destination.read(path);
  return file && (await buffer(file)).toString('utf8');
}

const ODD_PATHS = [
  'users/date=2026-03-01/a b+c.jsonl',
  'users/ünï/💡.jsonl',
  'users/100%25 & #1?.jsonl',
  "users/quote'(1)!*~.jsonl",
  'users/ leading.jsonl',
];

/**
 * What holds for every destination: each of its tests runs against a stand of its own.
 * @param name begins the titles.
 */
export function testDestination(name: string, setUp: (t: TestContext) => Promise<Stand>): void {
  const stand = async (t: TestContext) => {
    const place = await setUp(t);
    const destination = await place.open();
    t.after(() => destination.close());
    return { ...place, destination };
  };

  test(`${name}: a file is published, replaced and removed, and uses up the local one`, async (t) => {
    const { destination, contents } = await stand(t);
    const path = 'costs/month=2026-03/costs.jsonl';
    for (const text of ['one\n', 'two\n']) {
      await destination.publish(path, await localFile(t, text), FACTS);
      assert.equal(await textAt(destination, path), text);
    }
    assert.deepEqual([...(await contents())], [[path, Buffer.from('two\n')]]);
    await destination.remove(path);
    await destination.remove(path);
    assert.equal(await textAt(destination, path), undefined);
    assert.equal((await contents()).size, 0);
  });

  test(`${name}: a large file arrives as it is, and can be replaced by another one`, async (t) => {
    const { destination, contents } = await stand(t);
    for (const size of [LARGE, LARGE + 1]) {
      const bytes = randomBytes(size);
      await destination.publish('audit_logs/large.jsonl', await localFile(t, bytes), FACTS);
      assert.ok((await contents()).get('audit_logs/large.jsonl')?.equals(bytes));
      const read = await destination.read('audit_logs/large.jsonl');
      assert.ok(read && (await buffer(read)).equals(bytes));
    }
  });

  test(`${name}: an empty file is a file`, async (t) => {
    const { destination } = await stand(t);
    await destination.publish('users/users.jsonl', await localFile(t, ''), FACTS);
    assert.equal(await textAt(destination, 'users/users.jsonl'), '');
    assert.deepEqual(await destination.list('users/'), ['users/users.jsonl']);
  });

  test(`${name}: a file is published as new only where there is none`, async (t) => {
    const { destination } = await stand(t);
    for (const content of ['small', randomBytes(LARGE).toString('latin1')]) {
      const path = `users/${content.length}.jsonl`;
      assert.equal(await destination.publishNew(path, await localFile(t, content), FACTS), true);
      assert.equal(await destination.publishNew(path, await localFile(t, `${content} other`), FACTS), false);
      assert.equal((await textAt(destination, path))?.length, content.length);
    }
  });

  test(`${name}: a missing file or folder is a value`, async (t) => {
    const { destination } = await stand(t);
    assert.deepEqual(await destination.list('users/'), []);
    assert.equal(await destination.read('users/users.jsonl'), undefined);
    assert.equal(await destination.readText('_manifests/users.json'), undefined);
    await destination.remove('users/users.jsonl');
  });

  test(`${name}: paths with odd characters are kept apart and listed by code units`, async (t) => {
    const { destination, contents } = await stand(t);
    for (const path of ODD_PATHS) await destination.publish(path, await localFile(t, path), FACTS);
    assert.deepEqual(await destination.list('users/'), [...ODD_PATHS].sort());
    for (const path of ODD_PATHS) assert.equal(await textAt(destination, path), path);
    assert.deepEqual([...(await contents()).keys()].sort(), [...ODD_PATHS].sort());
    for (const path of ODD_PATHS) await destination.remove(path);
    assert.equal((await contents()).size, 0);
  });

  test(`${name}: a prefix lists what is below it and nothing that only begins like it`, async (t) => {
    const { destination } = await stand(t);
    for (const path of ['users/a', 'users/b/c', 'users-2/x', 'usersx'])
      await destination.publish(path, await localFile(t, ''), FACTS);
    assert.deepEqual(await destination.list('users/'), ['users/a', 'users/b/c']);
    assert.deepEqual(await destination.list('users/b/'), ['users/b/c']);
  });

  test(`${name}: a path that leads out is refused by every call`, async (t) => {
    const { destination, contents } = await stand(t);
    const refused = { name: 'StorageError', message: /leads out of/ };
    for (const path of ['../x', 'a/../../x', '..', '.', '', '/etc/hostname', 'a//b']) {
      if (name === 'folder' && path === 'a//b') continue;
      const file = await localFile(t, 'mine');
      await assert.rejects(destination.list(path), refused, path);
      await assert.rejects(destination.read(path), refused, path);
      await assert.rejects(destination.publish(path, file, FACTS), refused, path);
      await assert.rejects(destination.publishNew(path, file, FACTS), refused, path);
      await assert.rejects(destination.remove(path), refused, path);
      await assert.rejects(destination.readText(path), refused, path);
      await assert.rejects(destination.replaceText(path, 'x', undefined), refused, path);
      await assert.rejects(destination.writeText(path, 'x'), refused, path);
    }
    assert.equal((await contents()).size, 0);
  });

  test(`${name}: a text is replaced only by who knows the version that is stored`, async (t) => {
    const { destination, warnings } = await stand(t);
    const path = '_manifests/users.json';
    await destination.writeText('_manifests/groups.json', 'other');
    const other = await destination.readText('_manifests/groups.json');
    assert.equal(await destination.replaceText(path, 'a', other?.version), false);
    assert.equal(await destination.replaceText(path, 'a', undefined), true);
    assert.equal(await destination.replaceText(path, 'b', undefined), false);
    const stored = await destination.readText(path);
    assert.equal(stored?.text, 'a');
    assert.equal(await destination.replaceText(path, 'b', stored?.version), true);
    assert.equal(await destination.replaceText(path, 'c', stored?.version), false);
    assert.equal((await destination.readText(path))?.text, 'b');
    await destination.writeText(path, 'whatever was there');
    assert.equal((await destination.readText(path))?.text, 'whatever was there');
    assert.deepEqual(warnings, []);
  });

  test(`${name}: several files are published at once`, async (t) => {
    const { destination, contents } = await stand(t);
    const paths = Array.from({ length: 12 }, (_, index) => `users/${index}.jsonl`);
    await Promise.all(paths.map(async (path) => destination.publish(path, await localFile(t, path), FACTS)));
    const stored = await contents();
    assert.deepEqual(
      paths.map((path) => stored.get(path)?.toString()),
      paths,
    );
  });
}

/** What holds besides where jobs on different machines share a destination. */
export function testSharedDestination(name: string, setUp: (t: TestContext) => Promise<Stand>): void {
  test(`${name}: of many that replace a text at once, each works on what the one before left`, async (t) => {
    const { open, contents } = await setUp(t);
    const writers = await Promise.all(Array.from({ length: 6 }, () => open()));
    t.after(() => Promise.all(writers.map((writer) => writer.close())));
    await Promise.all(
      writers.map(async (writer, index) => {
        for (let done = false; !done; ) {
          const stored = await writer.readText('_manifests/users.json');
          done = await writer.replaceText('_manifests/users.json', `${stored?.text ?? ''}${index}`, stored?.version);
        }
      }),
    );
    const text = (await contents()).get('_manifests/users.json')?.toString() ?? '';
    assert.deepEqual([...text].sort(), ['0', '1', '2', '3', '4', '5']);
  });
}
