import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { ApiError, ConfigurationError, StorageError } from '../../src/notices/errors.ts';
import { TOPICS } from '../../src/notices/topics.ts';

const ROOT = new URL('../../', import.meta.url).pathname;

const page = await readFile(join(ROOT, 'docs/troubleshooting.md'), 'utf8');

/** Files below a folder whose name ends so, by path from the root. */
async function filesBelow(folder: string, ending: string): Promise<[path: string, text: string][]> {
  const names = await readdir(join(ROOT, folder), { recursive: true });
  const paths = names.filter((name) => name.endsWith(ending)).map((name) => join(folder, name));
  return Promise.all(paths.sort().map(async (path) => [path, await readFile(join(ROOT, path), 'utf8')] as const)).then(
    (files) => files.map(([path, text]) => [path, text]),
  );
}

test('every trouble has its section, in the order of the table, and every section is one of a trouble', () => {
  const sections = [...page.matchAll(/^### (.*)$/gm)].map(([, name]) => name);
  assert.deepEqual(sections, Object.keys(TOPICS));
});

test('the contents name every section with its title', () => {
  const contents = [...page.matchAll(/^- \[([a-z-]+)\]\(#([a-z-]+)\): (.*)$/gm)];
  assert.deepEqual(
    contents.map(([, name, anchor, title]) => [name, anchor, title]),
    Object.entries(TOPICS).map(([name, title]) => [name, name, title]),
  );
});

for (const [name, title] of Object.entries(TOPICS)) {
  test(`the section ${name} says what is seen, why, and what to do`, () => {
    const section = page.split(`### ${name}\n`)[1]?.split(/^##/m)[0] ?? '';
    const [, bold, sample, why, remedy] =
      /^\n\*\*(.+)\.\*\*\n\n```text\n([\s\S]+?)\n```\n\n\*Why:\* ([\s\S]+?)\n\n\*What to do:\* ([\s\S]+?)\n*$/.exec(
        section,
      ) ?? [];
    assert.equal(bold, title);
    for (const part of [sample, why, remedy]) assert.ok((part ?? '').length > 3, section);
  });
}

test('no page and no source text points to a section that is not there', async () => {
  const files = [...(await filesBelow('docs', '.md')), ...(await filesBelow('src', '.ts'))];
  for (const [path, text] of files) {
    for (const [, name = ''] of text.matchAll(/troubleshooting\.md#([\w-]+)/g)) {
      assert.ok(Object.hasOwn(TOPICS, name), `${path}: ${name}`);
    }
  }
  for (const [, name = ''] of page.matchAll(/\]\(#([a-z-]+)\)/g)) {
    const isSection = Object.hasOwn(TOPICS, name);
    assert.ok(isSection || page.split('\n').some((line) => line.startsWith('## ') && anchorOf(line) === name), name);
  }
});

/** As GitHub makes it of a heading. */
function anchorOf(heading: string): string {
  return heading
    .replace(/^#+ /, '')
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}

test('every trouble is met somewhere', async () => {
  const sources = (await filesBelow('src', '.ts')).filter(([path]) => path !== 'src/notices/topics.ts');
  const text = sources.map(([, content]) => content).join('\n');
  for (const name of Object.keys(TOPICS)) {
    assert.ok(text.includes(`'${name}'`) || new RegExp(`\\btopic: '${name}'`).test(text), name);
  }
});

/** Findings have a remedy and a page of their own. */
const OF_FINDINGS = 'src/reporting/finding-annotations.ts';

/** Values that are notices already, and a sentence that only counts. */
const NOTICES =
  /^(notice\(|noticeOf\(|placedNotice\(|reason\.notice\)|(?:facts\.stoppedBy|trouble|other|message|problem|reworded\(message, hide\))\)?|typeof problem|`\$\{countOf\(problems, |shown|explained instanceof StorageError \? notice)/;

test('every warning and error that the source logs is a notice', async () => {
  for (const [path, text] of await filesBelow('src', '.ts')) {
    if (path === OF_FINDINGS) continue;
    for (const call of text.matchAll(/\blog\.(?:warning|error)\(\s*([\s\S]{0,80})/g)) {
      assert.match(call[1] ?? '', NOTICES, path);
    }
  }
});

test('an error without the name of its trouble does not compile', () => {
  // @ts-expect-error
  assert.ok(new ConfigurationError('text'));
  // @ts-expect-error
  assert.ok(new StorageError('text', { endsRun: true }).message);
  // @ts-expect-error
  assert.throws(() => new ApiError('text', { status: 500 }));
  // @ts-expect-error
  assert.ok(new ConfigurationError('no-such-trouble', 'text'));
});
