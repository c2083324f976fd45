/** A part of a text that can be made shorter by leaving out items at its end. */
export interface Section {
  /** What it is called if it is left out altogether. */
  name: string;
  /** Lines in front of the items. */
  head: string[];
  /** Each a line, or lines, of complete Markdown: an item is shown or left out, never cut. A section whose list is empty is not shown. */
  items?: string[];
  /** Items that exist but never reached the report. */
  alreadyLeftOut?: number;
  /** What to say of the items that were left out, and where they are. */
  more?: (left: number) => string;
  /** Lines that close it. */
  tail?: string[];
  /** The greater, the sooner it gives up its place. */
  rank: number;
}

/**
 * The most bytes of UTF-8 that each text may have. The runner drops a summary of over 1 MiB whole; this one leaves room for other steps'
 * habits of counting. GitHub refuses a body of over 65,536 characters, and a comment of over 262,144 bytes; a text of N bytes never
 * has more than N characters.
 */
export const BUDGETS = { summary: 900_000, pullRequest: 65_000, comment: 65_000 };

/** The most items of a section that are worth reading. */
const MOST_ITEMS = 100;
/** What every section may show before any shows more: a long one must not push the others out. */
const FAIR_SHARE = 10;
/** Room for the sentence that names what was left out. */
const NOTICE_BYTES = 600;

/**
 * Sections as one text of at most so many bytes. Items of the less important sections go first, then whole sections; a
 * sentence says each time how many were left out and where they are.
 */
export function compose(sections: readonly Section[], bytes: number): string {
  const { kept, dropped } = sectionsThatFit(sections.filter(hasContent), bytes);
  const notice = dropped.length > 0 ? `${noticeOf(dropped)}\n` : '';
  let room = bytes - sizeOf(notice) - kept.reduce((sum, section) => sum + leastSize(section), 0);
  const shown = new Map(kept.map((section) => [section, 0]));
  const byRank = [...kept].sort((one, other) => one.rank - other.rank);
  for (const most of [FAIR_SHARE, MOST_ITEMS]) {
    for (const section of byRank) {
      const { items = [] } = section;
      let number = shown.get(section) ?? 0;
      for (; number < Math.min(most, items.length); number++) {
        const cost = sizeOf(`${items[number]}\n`);
        if (cost > room) break;
        room -= cost;
      }
      shown.set(section, number);
    }
  }
  return kept.map((section) => textOf(section, shown.get(section) ?? 0)).join('') + notice;
}

function hasContent({ items, alreadyLeftOut = 0 }: Section): boolean {
  return items === undefined || items.length + alreadyLeftOut > 0;
}

function sectionsThatFit(sections: readonly Section[], bytes: number) {
  const kept = [...sections];
  const dropped: Section[] = [];
  let size = kept.reduce((sum, section) => sum + leastSize(section), 0);
  while (kept.length > 1 && size > bytes - (dropped.length > 0 ? NOTICE_BYTES : 0)) {
    const last = kept.reduce((least, section) => (section.rank >= least.rank ? section : least));
    kept.splice(kept.indexOf(last), 1);
    dropped.push(last);
    size -= leastSize(last);
  }
  return { kept, dropped };
}

function noticeOf(dropped: readonly Section[]): string {
  const names = [...new Set(dropped.map(({ name }) => name))].slice(0, 8);
  return `**Left out here for length**, see the data folder and the report page: ${names.join(', ')}.`;
}

/** Of a section without items, with the longest sentence on what was left out. */
function leastSize(section: Section): number {
  return sizeOf(textOf(section, 0)) + 20;
}

function textOf({ head, items = [], alreadyLeftOut = 0, more, tail = [] }: Section, shown: number): string {
  const left = items.length - shown + alreadyLeftOut;
  const rest = more && left > 0 ? ['', more(left)] : [];
  return `${[...head, ...items.slice(0, shown), ...rest, ...tail, ''].join('\n')}\n`;
}

function sizeOf(text: string): number {
  return Buffer.byteLength(text);
}
