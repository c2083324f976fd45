import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError, ConfigurationError, StorageError } from '../../src/notices/errors.ts';
import { notice, rendered } from '../../src/notices/notice.ts';
import { linkPages } from '../../src/notices/pointer.ts';
import { linkedProse } from '../../src/reporting/markdown/linked-prose.ts';
import { trouble } from '../../src/reporting/page/prose.ts';
import { endingMessage } from '../../src/run/ending-message.ts';
import { toolFilesAddress } from '../../src/settings/environment.ts';

const POINTER = 'See docs/troubleshooting.md#network';

const FILES = 'https://github.example/octo-org/openai-admin-export/blob/v1';

test('a notice is printed with where it is explained at its end', () => {
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
    assert.equal(rendered(notice(text, 'network')), expected);
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
  const text = notice('It *failed*', 'network');
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
    rendered(endingMessage(new ConfigurationError('empty-range', 'Empty.'))),
    'Empty. See docs/troubleshooting.md#empty-range',
  );
  assert.equal(
    rendered(endingMessage(new StorageError('disk-full', 'Full.'))),
    'Full. See docs/troubleshooting.md#disk-full',
  );
  const error = new ApiError('network', 'No way', { status: 0, remedy: 'Look.' });
  assert.equal(rendered(endingMessage(error)), `No way. Look. ${POINTER}`);
  const bug = rendered(endingMessage(new TypeError('x is not a function')));
  assert.match(
    bug,
    /^TypeError: x is not a function\n\s+at .*\nThis is a mistake of ours.*never with the key.*#our-bug$/s,
  );
  assert.match(rendered(endingMessage('thrown text')), /^thrown text\nThis is a mistake of ours/);
});
