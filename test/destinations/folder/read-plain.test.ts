import assert from 'node:assert/strict';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { folderDestination } from '../../../src/destinations/folder/folder.ts';
import { streamOf } from '../../../src/destinations/folder/read-plain.ts';
import { temporaryFolder } from '../../harness/workspace.ts';

test('a file is read whole, and closed if it is read half way', async (t) => {
  const file = join(await temporaryFolder(t, 'plain'), 'file');
  const bytes = Buffer.alloc(200_000, 'abc');
  await writeFile(file, bytes);
  const fail = (cause: unknown) => cause as Error;
  assert.deepEqual(await buffer(streamOf(await open(file), fail)), bytes);
  const handle = await open(file);
  const stream = streamOf(handle, fail);
  for await (const chunk of stream) {
    assert.ok(chunk.length > 0);
    break;
  }
  if (!stream.closed) await new Promise<void>((resolve) => stream.once('close', () => resolve()));
  assert.equal(handle.fd, -1);
});

test('what the disk says half way is an error that names the file', async (t) => {
  const root = await temporaryFolder(t, 'plain');
  // A folder opens as a file does, and only reading it fails.
  await mkdir(join(root, 'users/users.jsonl'), { recursive: true });
  const file = await folderDestination(root, 'data').read('users/users.jsonl');
  assert.ok(file);
  await assert.rejects(buffer(file), { name: 'StorageError', topic: 'destination-lost', message: /users\.jsonl/ });
});
