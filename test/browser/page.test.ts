import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { pageOf } from '../../src/reporting/page/page.ts';
import { launchChromium } from '../harness/chromium.ts';
import { emptyModel, exampleModel, quietModel } from '../reporting/model-fixture.ts';
import { type OpenPage, openPage } from './open-page.ts';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PAGE = pageOf(exampleModel());
let browser: Browser;

before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

async function violations(page: Page): Promise<string[]> {
  // Through the debugger, which the page's policy does not concern.
  await page.evaluate(AXE);
  const found = await page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html, failureSummary }) => id + ': ' + html.slice(0, 200) + ' ' + failureSummary)))`);
  return found as string[];
}

async function opened(use: (page: OpenPage) => Promise<void>, markup = PAGE, options = {}): Promise<void> {
  const open = await openPage(browser, markup, options);
  try {
    await use(open);
  } finally {
    await open.close();
  }
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the ${colorScheme} page has no accessibility violation, complains of nothing and asks for nothing`, async () => {
    await opened(
      async ({ page, messages, requests }) => {
        assert.deepEqual(await violations(page), []);
        await page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true');
        assert.deepEqual(await violations(page), []);
        assert.deepEqual({ messages, requests }, { messages: [], requests: [] });
      },
      PAGE,
      { colorScheme },
    );
  });
}

for (const [name, model] of [
  ['first night', emptyModel()],
  ['quiet night', quietModel()],
] as const) {
  test(`the page of a ${name} has no accessibility violation`, async () => {
    await opened(async ({ page, messages }) => {
      assert.deepEqual(await violations(page), []);
      assert.deepEqual(messages, []);
    }, pageOf(model));
  });
}

test('a phone scrolls the page in one direction only, and its charts are those for phones', async () => {
  await opened(
    async ({ page }) => {
      assert.deepEqual(await violations(page), []);
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 390);
      assert.equal(await page.locator('.chart.wide:visible').count(), 0);
      assert.ok((await page.locator('.chart.narrow:visible').count()) > 5);
    },
    PAGE,
    { viewport: { width: 390, height: 844 } },
  );
});

test('every column of keys shows at once on a desk, and findings stand below each other on a phone', async () => {
  const model = exampleModel();
  for (const key of model.keys ?? [])
    key.owner = `${key.owner} Long-Name (some.person.with-a-long-name@mail.example.org)`;
  const isCut = (selector: string) =>
    `(() => { const { scrollWidth, clientWidth } = document.querySelector('${selector}').closest('.scroll'); return scrollWidth > clientWidth; })()`;
  await opened(async ({ page }) => assert.equal(await page.evaluate(isCut('#key-table')), false), pageOf(model), {
    viewport: { width: 1280, height: 900 },
  });
  await opened(
    async ({ page }) => {
      assert.equal(await page.evaluate(isCut('.check table')), false);
      const [text, evidence] = await page
        .locator('.check td')
        .evaluateAll((cells) => [cells[0], cells[2]].map((cell) => cell?.getBoundingClientRect().left));
      assert.equal(text, evidence);
    },
    pageOf(model),
    { viewport: { width: 390, height: 844 } },
  );
});

test('a table is sorted by keyboard, both ways, and says so', async () => {
  await opened(async ({ page }) => {
    const amounts = () => page.locator('#projects tbody tr td:nth-child(4)').allInnerTexts();
    const head = page.locator('#projects thead th', { hasText: 'Month to date' });
    await head.getByRole('button').focus();
    await page.keyboard.press('Enter');
    assert.equal(await head.getAttribute('aria-sort'), 'descending');
    const falling = await amounts();
    assert.deepEqual(
      falling,
      [...falling].sort((one, other) => amountOf(other) - amountOf(one)),
    );
    await page.keyboard.press('Space');
    assert.equal(await head.getAttribute('aria-sort'), 'ascending');
    assert.deepEqual(await amounts(), falling.reverse());
    assert.equal(await page.locator('#projects [aria-sort]').count(), 1);
  });
});

function amountOf(text: string): number {
  return Number(text.replaceAll(',', ''));
}

test('findings are searched and chosen by keyboard, with a count that is read out', async () => {
  await opened(async ({ page }) => {
    const status = page.locator('[data-filterable=findings] [role=status]');
    await page.getByLabel('Search findings').focus();
    await page.keyboard.type('terraform');
    assert.equal(await status.innerText(), '1 of 5 findings');
    assert.deepEqual(await page.locator('article.check h4:visible').allInnerTexts(), [
      '▲ High Admin key of someone who left',
    ]);
    await page.getByLabel('Search findings').fill('');
    await page.getByLabel('Status').selectOption('excepted');
    assert.equal(await status.innerText(), '1 of 5 findings');
    assert.equal(await page.locator('article.check:visible').count(), 1);
  });
});

test('without script everything is there, and no control that would do nothing', async () => {
  await opened(
    async ({ page }) => {
      assert.equal(await page.locator('.tools:visible').count(), 0);
      assert.equal(await page.locator('button').count(), 0);
      assert.equal(
        await page.locator('tbody tr:not(details tr):visible').count(),
        await page.locator('tbody tr:not(details tr)').count(),
      );
      await page.locator('details summary').first().click();
      assert.ok(await page.locator('details table').first().isVisible());
    },
    PAGE,
    { javaScriptEnabled: false },
  );
});

test('on paper there is nothing to press, nothing is folded, and addresses are written out', async () => {
  await opened(async ({ page }) => {
    await page.emulateMedia({ media: 'print' });
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    assert.equal(await page.locator('nav:visible, .tools:visible').count(), 0);
    assert.equal(await page.locator('details:not([open])').count(), 0);
    const after = await page.evaluate('getComputedStyle(document.querySelector("#about ~ dl a"), "::after").content');
    assert.match(String(after), /https:\/\/github\.com\/example/);
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
    assert.equal(await page.locator('details[open]').count(), 0);
  });
});

test('the keyboard reaches the report past the contents', async () => {
  await opened(async ({ page }) => {
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Skip to the report');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate('document.activeElement.id'), 'main');
  });
});

test('a hostile name is shown as it is and runs nothing', async () => {
  const hostile = '</script><img src=x onerror="document.title=1"><svg onload=alert(1)> | @octocat\n`x` \' " &lt;';
  const model = exampleModel();
  const [first] = model.changes;
  assert.ok(first && model.spend && model.keys?.[0]);
  model.changes[0] = { ...first, subject: hostile, detail: hostile, project: hostile };
  model.comparedWith = hostile;
  model.links.run = 'javascript:alert(1)';
  model.keys[0] = { ...model.keys[0], name: hostile, owner: hostile };
  const [band] = model.spend.dailyByProject;
  if (band) band.name = hostile;
  const [type] = model.activity?.byType ?? [];
  if (type) type.type = hostile;
  const [resource] = model.coverage;
  if (resource) resource.resource = hostile;
  await opened(async ({ page, messages, requests }) => {
    assert.equal(await page.locator('img').count(), 0);
    assert.equal(await page.locator('a[href^="javascript"]').count(), 0);
    assert.equal(await page.locator('[onload], [onerror], [style]').count(), 0);
    assert.equal(
      await page.locator('#changes-access tbody td:nth-child(3)').first().innerText(),
      hostile.replace('\n', ' '),
    );
    assert.deepEqual({ messages, requests }, { messages: [], requests: [] });
    assert.equal(await page.title(), 'OpenAI admin audit, 2026-11-24: to review');
  }, pageOf(model));
});
