import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's own folder. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What an HTML comment right before a block may say of it. */
const MARKS = ['not run', 'may be empty', 'file', 'text blocks'] as const;
type Mark = (typeof MARKS)[number];

/** A fenced block of a page. */
export interface Block {
  /** Page, relative to the repository. */
  page: string;
  /** Line of the opening fence, from 1. */
  line: number;
  /** The first word behind the fence; empty where there is none. */
  language: string;
  /** Content without the indentation of the fence. */
  text: string;
  /**
   * `not run`: why no test runs it. `may be empty`: why a query finds nothing in the sample data. `file`: the path under which its text
   * lies in the reader's folder, for the other blocks of the page. `text blocks`, once for all below it: what the page's blocks of plain text
   * are, which then need no mark of their own.
   */
  marks: Partial<Record<Mark, string>>;
}

/** Where a block is, as `page:line`. */
export function placeOf({ page, line }: Pick<Block, 'page' | 'line'>): string {
  return `${page}:${line}`;
}

/** Markdown pages below a folder of the repository, relative to it, sorted. */
async function pagesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(join(ROOT, folder), { recursive: true }).catch((error) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return entries.filter((path) => path.endsWith('.md')).map((path) => join(folder, path).replaceAll('\\', '/'));
}

/** Every Markdown page of the repository: those in its own folder, and all below `docs/` and `.github/`. */
export async function allPages(): Promise<string[]> {
  const own = (await readdir(ROOT)).filter((path) => path.endsWith('.md'));
  return [...own, ...(await pagesBelow('docs')), ...(await pagesBelow('.github'))].sort();
}

/** The pages that a user reads, each of whose blocks is run: README.md and all below `docs/`. */
export async function userPages(): Promise<string[]> {
  return (await allPages()).filter((page) => page === 'README.md' || page.startsWith('docs/'));
}

/** The text of a page, given relative to the repository. */
export function readPage(page: string): Promise<string> {
  return readFile(join(ROOT, page), 'utf8');
}

/** The blocks of all pages that a user reads, in their order. */
export async function userBlocks(): Promise<Block[]> {
  const pages = await userPages();
  const blocks = await Promise.all(pages.map(async (page) => blocksOf(page, await readPage(page))));
  return blocks.flat();
}

/** Returns the fenced blocks of a page. Throws for a fence that nobody closes and for a comment that nearly is a mark. */
export function blocksOf(page: string, markdown: string): Block[] {
  const lines = markdown.split('\n');
  const blocks: Block[] = [];
  let marks: Block['marks'] = {};
  let textBlocks: string | undefined;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] as string;
    const fence = /^(\s*)(`{3,}|~{3,})\s*([^\s`]*)/.exec(line);
    if (!fence) {
      if (line.trim() !== '') marks = markOf(line, `${page}:${index + 1}`, marks);
      textBlocks = marks['text blocks'] ?? textBlocks;
      continue;
    }
    const [, indent = '', ticks = '', language = ''] = fence;
    const end = lines.findIndex((other, at) => at > index && other.trim() === ticks);
    if (end === -1) throw new Error(`${page}:${index + 1} opens a block that nothing closes`);
    const text = lines.slice(index + 1, end).map((one) => (one.startsWith(indent) ? one.slice(indent.length) : one));
    if (language === 'text' && textBlocks !== undefined) marks = { 'not run': textBlocks, ...marks };
    blocks.push({ page, line: index + 1, language, text: `${text.join('\n')}\n`, marks });
    marks = {};
    index = end;
  }
  return blocks;
}

/** The marks so far and that of this line; none where the line is text. */
function markOf(line: string, place: string, soFar: Block['marks']): Block['marks'] {
  const comment = /^\s*<!--\s*([a-z ]+?):\s*(.*?)\s*-->\s*$/.exec(line);
  if (!comment) return {};
  const [, name = '', value = ''] = comment;
  const mark = MARKS.find((one) => one === name);
  if (mark === undefined) throw new Error(`${place} has a comment "${name}: …", which is none of ${MARKS.join(', ')}`);
  if (value === '') throw new Error(`${place} says "${name}:" and gives no ${mark === 'file' ? 'path' : 'reason'}`);
  return { ...soFar, [mark]: value };
}
