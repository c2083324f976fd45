import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { allPages, ROOT, readPage } from './markdown-blocks.ts';
import { anchorsOf, type LinkTargets, linkProblem, linksOf } from './markdown-links.ts';

test('every relative link and anchor of every page leads somewhere', async () => {
  const pages = await allPages();
  const texts = new Map(await Promise.all(pages.map(async (page) => [page, await readPage(page)] as const)));
  const anchors = new Map([...texts].map(([page, text]) => [page, anchorsOf(text)]));
  const targets: LinkTargets = {
    exists: (path) => existsSync(join(ROOT, path)),
    anchors: (page) => anchors.get(page) ?? new Set(),
  };
  const links = [...texts].flatMap(([page, text]) => linksOf(page, text));
  assert.deepEqual(
    links.flatMap((link) => linkProblem(link, targets) ?? []),
    [],
  );
  assert.ok(links.length > 100, `only ${links.length} links were found`);
});

const page = [
  '# The first `page`',
  '## Same',
  '## Same',
  '## [Linked](x.md), *twice*: a/b',
  '<a id="own"></a>',
  '```',
  '[no](link.md)',
  '# no heading',
  '```',
].join('\n');

test('anchors are those that GitHub makes', () => {
  assert.deepEqual([...anchorsOf(page)], ['the-first-page', 'same', 'same-1', 'linked-twice-ab', 'own']);
});

test('links are found in text and references, not in code', () => {
  const text =
    'a [b](c.md "t"), ![d](e/f.png) `[g](h.md)`\nhttps://x.example [web](https://x.example)\n[ref]: ../i.md#j\n[k](#l)';
  assert.deepEqual(
    linksOf('p.md', text).map(({ line, target }) => [line, target]),
    [
      [1, 'c.md'],
      [1, 'e/f.png'],
      [3, '../i.md#j'],
      [4, '#l'],
    ],
  );
});

test('a link to a page or heading that is not there is named', () => {
  const targets: LinkTargets = {
    exists: (path) => path === 'docs/a.md' || path === 'README.md',
    anchors: () => anchorsOf(page),
  };
  const problem = (target: string) => linkProblem({ page: 'docs/a.md', line: 3, target }, targets);
  assert.equal(problem('../README.md#same-1'), undefined);
  assert.equal(problem('#own'), undefined);
  assert.equal(problem('b.md'), 'docs/a.md:3 links to b.md, but there is no docs/b.md');
  assert.equal(problem('#same-2'), 'docs/a.md:3 links to #same-2, but docs/a.md has no heading of that anchor');
  assert.equal(problem('../../x.md'), 'docs/a.md:3 links to ../../x.md, outside the repository');
});
