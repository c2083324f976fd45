import { posix } from 'node:path';

/** A link of a page to a place in the repository. */
export interface Link {
  page: string;
  line: number;
  /** As it is written. */
  target: string;
}

/** The page's lines with the content of fenced blocks and code spans blanked: what is code there is no link and no heading. */
function proseLines(markdown: string): string[] {
  let fence = '';
  return markdown.split('\n').map((line) => {
    const ticks = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== '') {
      if (line.trim() === fence) fence = '';
      return '';
    }
    if (ticks !== undefined) {
      fence = ticks;
      return '';
    }
    return line;
  });
}

/** Links to other places than the web: relative ones and those to an anchor of the same page. */
export function linksOf(page: string, markdown: string): Link[] {
  const text = proseLines(markdown)
    .join('\n')
    .replace(/(`+)(?:(?!\1).)*?\1/g, (code) => ' '.repeat(code.length));
  const found = [...text.matchAll(/\]\(\s*<?([^)>\s]+)>?(?:\s+"[^"]*")?\s*\)|^\[[^\]]+\]:\s*(\S+)/gm)];
  return found
    .map((match) => ({
      page,
      line: text.slice(0, match.index).split('\n').length,
      target: (match[1] ?? match[2]) as string,
    }))
    .filter(({ target }) => !/^[a-z][a-z+.-]*:/i.test(target));
}

/** The anchors of a page, as GitHub makes them of its headings, and those written as `<a id="…">` or `<a name="…">`. */
export function anchorsOf(markdown: string): Set<string> {
  const anchors = new Set<string>();
  for (const line of proseLines(markdown)) {
    for (const [, written] of line.matchAll(/<a\s+(?:id|name)="([^"]+)"/g)) anchors.add(written as string);
    const heading = /^#{1,6}\s+(.*?)\s*#*\s*$/.exec(line)?.[1];
    if (heading === undefined) continue;
    const slug = slugOf(heading);
    let unique = slug;
    for (let count = 1; anchors.has(unique); count += 1) unique = `${slug}-${count}`;
    anchors.add(unique);
  }
  return anchors;
}

/** GitHub's anchor of a heading: what is shown, in lower case, without punctuation, blanks as hyphens. */
function slugOf(heading: string): string {
  const shown = heading.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/<[^>]+>/g, '');
  return shown
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
}

/** What a repository holds, as far as links can lead there. */
export interface LinkTargets {
  /** True for a file or folder, its path relative to the repository. */
  exists(path: string): boolean;
  /** Anchors of a Markdown page. */
  anchors(page: string): Set<string>;
}

/** Returns what is wrong with a link; undefined for one that leads somewhere. */
export function linkProblem({ page, line, target }: Link, targets: LinkTargets): string | undefined {
  const [path = '', anchor] = decodeURI(target).split('#', 2);
  const file = path === '' ? page : posix.normalize(posix.join(posix.dirname(page), path)).replace(/\/$/, '');
  if (file.startsWith('..')) return `${page}:${line} links to ${target}, outside the repository`;
  if (!targets.exists(file)) return `${page}:${line} links to ${target}, but there is no ${file}`;
  if (anchor === undefined || !file.endsWith('.md') || targets.anchors(file).has(anchor)) return undefined;
  return `${page}:${line} links to ${target}, but ${file} has no heading of that anchor`;
}
