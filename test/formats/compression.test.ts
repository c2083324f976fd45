import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import zlib from 'node:zlib';
import { compress, decompress } from '../../src/formats/compression.ts';
import { StorageError } from '../../src/notices/errors.ts';
import { collect } from './row-stream.ts';

const content = Buffer.concat([Buffer.from('{"id":"ü😀"}\n'.repeat(20_000)), randomBytes(100_000)]);

async function compressed(compression: 'gz' | 'zst'): Promise<Buffer> {
  const stream = compress(compression);
  assert.ok(stream);
  return Buffer.concat(await collect(Readable.from([content]).pipe(stream)));
}

async function decompressed(file: Buffer[], compression: 'none' | 'gz' | 'zst'): Promise<Buffer> {
  return Buffer.concat(await collect(decompress(Readable.from(file), compression)));
}

for (const compression of ['gz', 'zst'] as const) {
  test(`gives the same ${compression} bytes for the same content, and the content back`, async () => {
    const file = await compressed(compression);
    assert.ok(file.length < content.length / 2);
    assert.deepEqual(await compressed(compression), file);
    const halves = [file.subarray(0, 1000), file.subarray(1000)];
    assert.ok(content.equals(await decompressed(halves, compression)));
  });

  test(`reports a ${compression} file that is cut off or damaged`, async () => {
    const file = await compressed(compression);
    const damaged = Buffer.from(file);
    damaged.fill(0, 20, 60);
    for (const broken of [file.subarray(0, -10), file.subarray(0, 5), damaged, Buffer.from('plain text')]) {
      await assert.rejects(decompressed([broken], compression), StorageError);
    }
  });

  test(`passes on what went wrong while a ${compression} file was read`, async () => {
    const failing = async function* () {
      yield await compressed(compression);
      throw new StorageError('destination-lost', 'the connection is gone');
    };
    await assert.rejects(collect(decompress(Readable.from(failing()), compression)), /the connection is gone/);
  });
}

test('writes no time stamp into gz', async () => {
  assert.deepEqual((await compressed('gz')).subarray(4, 8), Buffer.alloc(4));
});

test('leaves content alone that is not to be compressed', async () => {
  assert.equal(compress('none'), undefined);
  assert.ok(content.equals(await decompressed([content], 'none')));
});

test('says which Node.js has Zstandard where this one lacks it', async (t) => {
  t.mock.property(zlib, 'createZstdCompress', undefined as never);
  t.mock.property(zlib, 'createZstdDecompress', undefined as never);
  assert.throws(() => compress('zst'), { name: 'ConfigurationError', message: /Node\.js 22\.15 or later/ });
  await assert.rejects(decompressed([content], 'zst'), { name: 'ConfigurationError' });
});
