import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { fillBlocks } from './fill-blocks.ts';
import type { Results } from './results.ts';
import { docsTables, resultsPage } from './tables.ts';

const path = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

/** Where the results lie, from which the pages are made. */
const RESULTS = 'bench/results.json';
/** Pages with blocks that are filled from results. */
const DOCS = ['docs/comparison.md'];

/** Returns the committed results. */
export async function readResults(): Promise<Results> {
  return JSON.parse(await readFile(path(RESULTS), 'utf8')) as Results;
}

/** Returns what each page that follows from results has to be, by path. */
export async function pagesFrom(results: Results): Promise<Map<string, string>> {
  const pages = new Map([['bench/RESULTS.md', resultsPage(results)]]);
  for (const name of DOCS) pages.set(name, fillBlocks(await readFile(path(name), 'utf8'), docsTables(results)));
  return pages;
}

/** Stores results, and writes the pages that follow from them. */
export async function writeResults(results: Results): Promise<void> {
  await writeFile(path(RESULTS), `${JSON.stringify(results, null, 2)}\n`);
  for (const [name, text] of await pagesFrom(results)) await writeFile(path(name), text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeResults(await readResults());
