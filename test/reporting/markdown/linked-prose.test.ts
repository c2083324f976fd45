import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkedProse } from '../../../src/reporting/markdown/linked-prose.ts';

const cases: [given: string, expected: string][] = [
  [
    'Give it `api.read`: https://platform.openai.com/settings/organization/admin-keys It was lost.',
    'Give it `api.read`: https://platform.openai.com/settings/organization/admin-keys It was lost.',
  ],
  ['See docs/troubleshooting.md#missing-scope.', 'See docs/troubleshooting.md#missing-scope.'],
  [
    'See https://github.com/o/r/blob/v1.2/docs/troubleshooting.md#missing-scope',
    'See https://github.com/o/r/blob/v1.2/docs/troubleshooting.md#missing-scope',
  ],
  [
    'The API said https://evil.example/docs @octocat *now*',
    'The API said https:&#8203;//evil.example/docs @&#8203;octocat \\*now\\*',
  ],
  ['https://status.openai.com', 'https://status.openai.com'],
];

for (const [given, expected] of cases) {
  test(`shows ${given}`, () => assert.equal(linkedProse(given, 1000), expected));
}

test('an address that only begins like one of ours is no link', () => {
  assert.equal(
    linkedProse('https://status.openai.com.evil.example/x', 1000),
    'https:&#8203;//status.openai.com.evil.example/x',
  );
});

test('a long text is cut, and no code is left open', () => {
  const text = linkedProse(`${'a '.repeat(40)}\`${'b'.repeat(500)}\` https://status.openai.com`, 120);
  assert.ok(text.length < 200, text);
  assert.ok(!text.includes('https'), text);
  assert.equal(text.replaceAll('\\`', '').includes('`'), false);
});

test('a section of our pages is a link where the address of our files is known, also behind a text that is cut', () => {
  const files = 'https://github.com/o/r/blob/v1';
  const pointer = 'docs/troubleshooting.md#no-scope';
  assert.equal(
    linkedProse(`No. See ${pointer}`, 100, files),
    'No. See [no-scope](https://github.com/o/r/blob/v1/docs/troubleshooting.md#no-scope)',
  );
  assert.equal(linkedProse(`${'x'.repeat(50)} See ${pointer}`, 20), `${'x'.repeat(19)}… See ${pointer}`);
});
