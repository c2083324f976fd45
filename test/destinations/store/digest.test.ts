import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import zlib from 'node:zlib';
import { crc32Bytes, digestBytes, digestFile } from '../../../src/destinations/store/digest.ts';
import { localFile } from '../contract/destination-contract.ts';

const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex');

for (const [size, partSize] of [
  [0, 10],
  [9, 10],
  [10, 10],
  [11, 10],
  [1_000_000, 300_000],
  [900_000, 300_000],
] as const) {
  test(`${size} bytes in parts of ${partSize} have the checksums of the whole and of each part`, async (t) => {
    const bytes = randomBytes(size);
    const digest = await digestFile(await localFile(t, bytes), partSize);
    assert.deepEqual([digest.size, digest.md5.toString('hex'), digest.crc32], [size, md5(bytes), zlib.crc32(bytes)]);
    const parts = Array.from({ length: Math.max(1, Math.ceil(size / partSize)) }, (_, index) =>
      bytes.subarray(index * partSize, (index + 1) * partSize),
    );
    assert.deepEqual(
      digest.parts.map((part) => [part.size, part.md5.toString('hex'), part.crc32]),
      parts.map((part) => [part.length, md5(part), zlib.crc32(part)]),
    );
  });
}

test('bytes in memory are one part, and a CRC-32 is written with its most significant byte first', () => {
  const { crc32, parts } = digestBytes(Buffer.from('123456789'));
  // The check value of the algorithm.
  assert.equal(crc32Bytes(crc32).toString('hex'), 'cbf43926');
  assert.equal(parts.length, 1);
});
