import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { textLines } from '../../src/spool/text-lines.ts';

async function* chunks(texts: string[]): AsyncGenerator<string> {
  yield* texts;
}

test('lines end at a line feed alone, wherever the chunks are cut', async () => {
  const text = fc.array(fc.constantFrom('a', '\n', '\r', '\u2028', '\u0085', '\v', 'é'), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(fc.array(text.map((characters) => characters.join(''))), async (pieces) => {
      const lines: string[] = [];
      for await (const batch of textLines(chunks(pieces))) lines.push(...batch);
      const expected = pieces.join('').split('\n');
      if (expected.at(-1) === '') expected.pop();
      assert.deepEqual(lines, expected);
    }),
  );
});
