import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertSnapshot, normalise } from './snapshot.ts';

test('names what differs from run to run', () => {
  const text = 'GET http://127.0.0.1:4711/v1/x took 1.25s (8 rows/s), spooled in /a/b, published in /a/b/c';
  assert.equal(
    normalise(text, { temp: '/a/b', workspace: '/a/b/c' }),
    'GET http://127.0.0.1:<port>/v1/x took <duration> (<rate>), spooled in <temp>, published in <workspace>',
  );
});

test('leaves data alone', () => {
  const text = '{"id":"user-12","amount":"0.50","at":"2026-11-22T13:00:00Z"}';
  assert.equal(normalise(text), text);
});

test('compares text with the file that a person reviews', (t) => {
  assertSnapshot(t, import.meta.url, 'greeting.txt', 'Hello,\n"world"\n');
});
