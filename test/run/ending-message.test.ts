import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rendered } from '../../src/notices/notice.ts';
import { endingMessage } from '../../src/run/ending-message.ts';

function thrownBy(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  assert.fail('nothing was thrown');
}

test('a mistake of ours is told with its stack, and without the text that could not be parsed', () => {
  const text = rendered(endingMessage(thrownBy(() => JSON.parse('{"name": Planted Person}'))));
  assert.match(
    text,
    /^SyntaxError: \(a text, not quoted here\)\n {4}at JSON\.parse[\s\S]*mistake of ours[\s\S]*#our-bug$/,
  );
  assert.doesNotMatch(text, /Planted/);
});

test('any other is told as it is', () => {
  assert.match(
    rendered(endingMessage(new TypeError('x is no function'))),
    /^TypeError: x is no function\n {4}at [\s\S]*#our-bug$/,
  );
});
