import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type Damage, recognizeDamage } from '../../src/archive/damaged-file.ts';

const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;
const SIDES = '<<<<<<< HEAD\n{"id":"a"}\n=======\n{"id":"b"}\n>>>>>>> main\n';

const cases: [what: string, content: string | Buffer, damage: Damage][] = [
  ['a pointer', POINTER, 'lfs-pointer'],
  ['a pointer that is not at the start', `{"id":"a"}\n${POINTER}`, 'garbage'],
  ['conflict markers', SIDES, 'conflict-markers'],
  ['conflict markers between rows', `{"id":"0"}\n${SIDES}{"id":"c"}\n`, 'conflict-markers'],
  ['markers with the line ends of Windows', SIDES.replaceAll('\n', '\r\n'), 'conflict-markers'],
  ['the base of diff3 alone', '{"id":"0"}\n||||||| 1234567\n{"id":"a"}\n', 'conflict-markers'],
  ['arrows inside a row', '{"name":"<<<<<<< HEAD"}\n', 'garbage'],
  ['eight arrows', '<<<<<<<< HEAD\n', 'garbage'],
  ['other text', 'oops\n', 'garbage'],
  ['nothing', '', 'garbage'],
  ['compressed bytes', gzipSync(SIDES), 'garbage'],
];

for (const [what, content, damage] of cases) {
  test(`${what} looks like ${damage}, however the file comes in pieces`, async () => {
    const bytes = Buffer.from(content);
    assert.equal(await recognizeDamage(Readable.from([bytes])), damage);
    assert.equal(await recognizeDamage(Readable.from([...bytes].map((byte) => Buffer.from([byte])))), damage);
  });
}
