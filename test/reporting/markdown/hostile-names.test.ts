import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureSummary, stoppedSummary } from '../../../src/reporting/markdown/failure.ts';
import { commentBody, pullRequestBody, summaryOf } from '../../../src/reporting/markdown/texts.ts';
import { pullRequestTitle } from '../../../src/reporting/markdown/title.ts';
import { pageOf } from '../../../src/reporting/page/page.ts';
import { HOSTILE_NAMES, hostileModel } from '../hostile-model.ts';
import { exampleModel } from '../model-fixture.ts';
import { factsWith, outcomeOf } from '../reports.ts';
import { assertWhole } from './whole-markdown.ts';

const MARKER = '<!-- openai-admin-export:data -->';

/** What the Markdown does beyond showing text, without what stands in code, to which GitHub does nothing. */
function doings(markdown: string): Record<string, string[]> {
  const text = markdown
    .replace(/^```[\s\S]*?^```$/gm, '')
    .replace(/(?<!\\)`[^`\n]*`/g, '`…`')
    // The space of no width that parts what would be a mention.
    .replaceAll('&#8203;', '·');
  const found = (pattern: RegExp) => [...text.matchAll(pattern)].map(([each]) => each);
  return {
    tags: found(/(?<!\\)<[^>\n]*>/g),
    links: found(/(?<!\\)\]\([^)]*\)/g).filter((link) => !link.startsWith('](https://github.com/example/')),
    images: found(/(?<!\\)!\[(?!\\)/g),
    mentions: found(/(?<![A-Za-z0-9])@[A-Za-z0-9][\w/-]*/g),
    references: found(/#\d+|\bGH-\d+/gi),
    commits: found(/(?<![\w-])[0-9a-f]{7,40}(?![\w-])/gi).filter((each) => /[a-f]/i.test(each)),
    addresses: found(/(?<!\]\()\b(?:[a-z]+:\/\/|www\.)\S+|mailto:\S+/gi),
    unseen: found(/(?!\n)[\p{Cc}\p{Cs}\p{Bidi_Control}]|\u200b/gu),
    headings: found(/^#+ /gm),
    fences: [...markdown.matchAll(/^(?:```|~~~)\w*$/gm)].map(([each]) => each),
    tasks: found(/^\s*[-*+] \[[ x]\]/gm),
    directives: (markdown.match(/^```mermaid[\s\S]*?^```/gm) ?? []).flatMap((chart) => chart.match(/%%\{\w+/g) ?? []),
    // Inside a block of HTML the escapes of Markdown are none.
    blocks:
      markdown.match(/^ {0,3}<\/?(?:details|summary|table|tr|td|div|p|h\d|ul|ol|li|center)\b.*planted.*$/gm) ?? [],
  };
}

/** What the same report does when all names are tame. */
function tame(make: (name: string) => string) {
  return doings(make('planted'));
}

const problem = (name: string) => ({
  status: 'failed' as const,
  problems: [`GET /x answered 400: ${name}. Try again.`],
});

const TEXTS: Record<string, (name: string) => string> = {
  'the body of a pull request': (name) => pullRequestBody(hostileModel(name)),
  'a comment': (name) => commentBody(hostileModel(name), MARKER),
  'the job summary': (name) =>
    summaryOf(
      factsWith([outcomeOf('users', problem(name)), outcomeOf('groups', { status: 'skipped', skippedBecause: name })], {
        troubles: [name],
        stopped: name,
        audit: { model: hostileModel(name), names: true, spend: true },
      }),
    ),
  'the summary of a failure': (name) => failureSummary(name, false),
  'the summary of a stop': (name) => stoppedSummary(name),
};

for (const [text, make] of Object.entries(TEXTS)) {
  test(`no name does anything in ${text}`, () => {
    const expected = tame(make);
    for (const name of HOSTILE_NAMES) {
      // An error may have lines of its own; each is a paragraph of the summary.
      const text = make(name);
      assertWhole(text.replace(/(?<!\\)`[^`\n]+`/g, '`…`'));
      const { headings, ...others } = doings(text);
      const { headings: expectedHeadings, ...expectedOthers } = expected;
      assert.deepEqual(others, expectedOthers, name);
      assert.equal(headings?.length, expectedHeadings?.length, name);
    }
  });
}

test('a marker in a name is no marker of a comment', () => {
  const text = commentBody(hostileModel(MARKER), MARKER).replace(/(?<!\\)`[^`\n]+`/g, '`…`');
  assert.doesNotMatch(text, /(?<!\\)<!--/);
});

test('no name enters a title', () => {
  for (const name of HOSTILE_NAMES)
    assert.equal(pullRequestTitle(hostileModel(name)), pullRequestTitle(hostileModel('x')));
  assert.ok(pullRequestTitle(exampleModel()).length > 0);
});

test('a page has the same elements, attributes and addresses whatever the names are', () => {
  const tags = (page: string) => page.match(/<!?\/?[a-z][^>]*>/gi) ?? [];
  // Labels of a chart stand where there is room for them, so that its elements and attributes are compared as sets.
  const chartShape = (page: string) =>
    [
      ...new Set(
        tags((page.match(/<svg[\s\S]*?<\/svg>/g) ?? []).join('')).flatMap((tag) =>
          tag.match(/^<\/?\w+| [\w-]+(?==")/g),
        ),
      ),
    ].sort();
  // What a text has between backticks is code.
  const shape = (page: string) =>
    tags(page.replace(/<svg[\s\S]*?<\/svg>|<\/?code>/g, '')).map((tag) => tag.replace(/"[^"]*"/g, '""'));
  const tamePage = pageOf(hostileModel('planted'));
  const allowed = new Set([...chartShape(tamePage), ' y', ' x', ' xml:space']);
  for (const name of HOSTILE_NAMES) {
    const page = pageOf(hostileModel(name));
    assert.deepEqual(shape(page), shape(tamePage), name);
    assert.deepEqual(
      chartShape(page).filter((part) => !allowed.has(String(part))),
      [],
      name,
    );
    assert.doesNotMatch(page, /href="(?!https:\/\/github\.com\/example\/|#|data:,|https:\/\/[\w.]*openai\.com)/, name);
    assert.doesNotMatch(page, /(?!\n)[\p{Cc}\p{Cs}\p{Bidi_Control}]/u, name);
  }
});
