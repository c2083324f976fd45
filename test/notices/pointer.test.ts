import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError, ConfigurationError, StorageError } from '../../src/notices/errors.ts';
import { linkPages, splitPointer, withPointer } from '../../src/notices/pointer.ts';
import { linkedProse } from '../../src/reporting/markdown/linked-prose.ts';
import { trouble } from '../../src/reporting/page/prose.ts';
import { endingMessage } from '../../src/run/ending-message.ts';
import { toolFilesAddress } from '../../src/settings/environment.ts';

const POINTER = 'See docs/troubleshooting.md#network';

const FILES = 'https://github.example/octo-org/openai-admin-export/blob/v1';

test('a message ends in its pointer, once', () => {
  const cases: [text: string, expected: string][] = [
    ['It failed.', `It failed. ${POINTER}`],
    ['It failed', `It failed. ${POINTER}`],
    ['It failed (twice)', `It failed (twice) ${POINTER}`],
    ['Was it there?\n', `Was it there? ${POINTER}`],
    ['2 mistakes:\n- one\n- two', `2 mistakes:\n- one\n- two\n${POINTER}`],
    [
      'See:\n\n    on: push\n\ndocs/destinations/s3.md has it.',
      `See:\n\n    on: push\n\ndocs/destinations/s3.md has it. ${POINTER}`,
    ],
  ];
  for (const [text, expected] of cases) {
    assert.equal(withPointer(text, 'network'), expected);
    assert.equal(withPointer(expected, 'proxy'), expected);
  }
});

test('a pointer is told apart from the words, and what only looks like one is not', () => {
  assert.deepEqual(splitPointer(`It failed. ${POINTER}`), { words: 'It failed.', topic: 'network' });
  for (const words of [
    `${POINTER} and more`,
    'See docs/troubleshooting.md#no-such-trouble',
    'See docs/troubleshooting.md#toString',
  ]) {
    assert.deepEqual(splitPointer(words), { words });
  }
});

test('pages become addresses where it is known which release runs, and only once', () => {
  const text = `Sign in: docs/destinations/s3.md. ${POINTER}`;
  const linked = `Sign in: ${FILES}/docs/destinations/s3.md. See ${FILES}/docs/troubleshooting.md#network`;
  assert.equal(linkPages(text, FILES), linked);
  assert.equal(linkPages(linked, FILES), linked);
  assert.equal(linkPages(text, undefined), text);
  assert.equal(linkPages('my-docs/destinations/s3.md', FILES), 'my-docs/destinations/s3.md');
});

test('the address of our files comes from the runner, which names none for an action of the workspace', () => {
  const env = { GITHUB_ACTION_REPOSITORY: 'octo-org/openai-admin-export', GITHUB_ACTION_REF: 'v1' };
  assert.equal(toolFilesAddress({ ...env, GITHUB_SERVER_URL: 'https://github.example/' }), FILES);
  assert.equal(toolFilesAddress(env), FILES.replace('github.example', 'github.com'));
  assert.equal(toolFilesAddress({}), undefined);
  assert.equal(toolFilesAddress({ ...env, GITHUB_ACTION_REPOSITORY: '' }), undefined);
  assert.equal(toolFilesAddress({ ...env, GITHUB_ACTION_REF: '' }), undefined);
  assert.equal(toolFilesAddress({ ...env, GITHUB_ACTION_REF: 'v1)[x](y' }), undefined);
});

test('reports show the pointer as a link, or as a page where no address is known', () => {
  const text = `It *failed*. ${POINTER}`;
  assert.equal(
    linkedProse(text, 300, FILES),
    `It \\*failed\\*. See [network](${FILES}/docs/troubleshooting.md#network)`,
  );
  assert.equal(linkedProse('It failed.', 300, FILES), 'It failed.');
  assert.equal(
    trouble(text, FILES).markup,
    `It *failed*. See <a href="${FILES}/docs/troubleshooting.md#network">network</a>`,
  );
  assert.equal(trouble(text, undefined).markup, 'It *failed*. See <code>docs/troubleshooting.md#network</code>');
  assert.equal(trouble('a < b', FILES).markup, 'a &lt; b');
});

test('what ends a run is told with its remedy and pointer; a mistake of ours with its stack, and how to report it', () => {
  assert.equal(
    endingMessage(new ConfigurationError('empty-range', 'Empty.')),
    'Empty. See docs/troubleshooting.md#empty-range',
  );
  assert.equal(endingMessage(new StorageError('disk-full', 'Full.')), 'Full. See docs/troubleshooting.md#disk-full');
  const error = new ApiError('network', 'No way', { status: 0, remedy: 'Look.' });
  assert.equal(endingMessage(error), `No way. Look. ${POINTER}`);
  const bug = endingMessage(new TypeError('x is not a function'));
  assert.match(
    bug,
    /^TypeError: x is not a function\n\s+at .*\nThis is a mistake of ours.*never with the key.*#our-bug$/s,
  );
  assert.match(endingMessage('thrown text'), /^thrown text\nThis is a mistake of ours/);
});
