import assert from 'node:assert/strict';
import { test } from 'node:test';
import { code, escapeMarkdown, link, prose } from '../../../src/reporting/markdown/escape.ts';

const CASES: [name: string, text: string, expected: string][] = [
  ['HTML', '</script><img onerror>', '\\</script\\>\\<img onerror\\>'],
  ['a column', 'a | b', 'a \\| b'],
  ['lines', 'one\n\n# two\r\nthree', 'one # two three'],
  ['a mention', '@octocat and (@octocat)', '@&#8203;octocat and (@&#8203;octocat)'],
  ['a team', '@example/security', '@&#8203;example/security'],
  ['an address, which notifies nobody', 'ann@example.org', 'ann@example.org'],
  ['a reference', '#123 example/audit#7', '\\#&#8203;123 example/audit#&#8203;7'],
  ['the other kind of reference', 'GH-1', 'GH-&#8203;1'],
  [
    'a commit',
    '1a2b3c4 and o/r@0123456789abcdef0123456789abcdef01234567',
    '1a2b3c&#8203;4 and o/r@012345&#8203;6789ab&#8203;cdef01&#8203;234567&#8203;89abcd&#8203;ef0123&#8203;4567',
  ],
  [
    'an id, which stays whole to be copied',
    'key_1a2b3c4d and 1a2b3c4d-0000-4000-8000-1a2b3c4d5e6f',
    'key_1a2b3c4d and 1a2b3c4d-0000-4000-8000-1a2b3c4d5e6f',
  ],
  ['an image', '![x](https://evil.example/p.png)', '!\\[x\\](https:&#8203;//evil.example/p.png)'],
  ['a comment', '<!-- openai-admin-export:data -->', '\\<!-- openai-admin-export:data --\\>'],
  ['a task', '[x] done', '\\[x\\] done'],
  ['what has no width', 'a\u200bb\u2060c\u00add\ufeff', 'abcd'],
  ['joiners of letters and emoji', 'می\u200cخواهم 👩\u200d👧', 'می\u200cخواهم 👩\u200d👧'],
  ['the address of an issue', 'https://github.com/o/r/issues/1', 'https:&#8203;//github.com/o/r/issues/1'],
  ['an address without a scheme', 'www.example.org', 'www&#8203;.example.org'],
  ['an emoji', ':bomb:', ':&#8203;bomb:'],
  ['a time', '2026-11-24T01:12:09Z', '2026-11-24T01:12:09Z'],
  ['a formula', '$x$', '\\$x\\$'],
  ['an entity', '&#64;octocat', '\\&#&#8203;64;octocat'],
  ['emphasis', '*a* _b_ snake_case ~~c~~', '\\*a\\* \\_b\\_ snake_case \\~\\~c\\~\\~'],
  ['a heading', '# x', '\\# x'],
  ['a list', '- x', '\\- x'],
  ['a numbered list', '1. x', '1\\. x'],
  ['code', '`x`', '\\`x\\`'],
  ['a turned name', 'ann\u202egro.elpmaxe', 'anngro.elpmaxe'],
];

for (const [name, text, expected] of CASES) {
  test(`shows ${name} without letting it do anything`, () => assert.equal(escapeMarkdown(text), expected));
}

test('a long value is shortened between characters, before it is escaped', () => {
  assert.equal(escapeMarkdown('🔑'.repeat(10), 4), '🔑🔑🔑…');
  assert.equal(escapeMarkdown('****', 2), '\\*…');
});

test('code cannot be ended from inside, nor end a table cell', () => {
  assert.equal(code('a`b|c\nd'), "`a'b\\|c d`");
});

test('only addresses of the web become links, and cannot end one', () => {
  assert.equal(link('x', 'https://example.org/a(b)>c'), '[x](https://example.org/a%28b%29%3Ec)');
  assert.equal(link('x', 'javascript:alert(1)'), 'x');
  assert.equal(link('x', undefined), 'x');
});

test('a check’s own text shows what stands between backticks as code, and does nothing else', () => {
  assert.equal(
    prose('add it to `resources`, or `@octocat|x` in <b>'),
    'add it to `resources`, or `@octocat\\|x` in \\<b\\>',
  );
  assert.equal(prose('one ` alone'), 'one \\` alone');
  assert.equal(prose('`a` `b` '), '`a` `b`');
  assert.equal(prose('a ` ` b'), 'a \\` \\` b');
});
