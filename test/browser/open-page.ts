import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A page of the report as a reader opens it: from a file, without a network, with everything noted that it complains of. */
export interface OpenPage {
  page: Page;
  /** What stands in the console, errors of the script included. */
  messages: string[];
  /** Addresses that were asked for beside the file itself. */
  requests: string[];
  close(): Promise<void>;
}

/** Writes the page to a folder of its own and opens it. */
export async function openPage(
  browser: Browser,
  markup: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const folder = await mkdtemp(join(tmpdir(), 'report-page-'));
  const file = join(folder, 'report.html');
  await writeFile(file, markup);
  const address = pathToFileURL(file).href;
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const messages: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(error.message));
  await context.route('**', async (route) => {
    const url = route.request().url();
    if (url === address) return route.continue();
    requests.push(url);
    return route.abort();
  });
  await page.goto(address);
  const close = async () => {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { page, messages, requests, close };
}
