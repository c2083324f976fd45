/** A part of a text that can be made shorter by leaving out items at its end. */
export interface Section {
  /** What it is called where it is left out altogether. */
  name: string;
  /** Lines in front of the items. */
  head: string[];
  /** Each a line, or lines, of complete Markdown: an item is shown or left out, never cut. */
  items: string[];
  /** Items that exist but never reached the report. */
  alreadyLeftOut?: number;
  /** What to say of the items that were left out, and where they are. */
  more: (left: number) => string;
  /** Lines that close it. */
  tail: string[];
  /** The greater, the sooner it gives up its place. */
  rank: number;
}

/** The most items of a section that are worth reading in a pull request. */
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
  const { kept, dropped } = sectionsThatFit(sections, bytes);
  const notice = dropped.length > 0 ? `${noticeOf(dropped)}\n` : '';
  let room = bytes - sizeOf(notice) - kept.reduce((sum, section) => sum + leastSize(section), 0);
  const shown = new Map(kept.map((section) => [section, 0]));
  const byRank = [...kept].sort((one, other) => one.rank - other.rank);
  for (const most of [FAIR_SHARE, MOST_ITEMS]) {
    for (const section of byRank) {
      let number = shown.get(section) ?? 0;
      for (; number < Math.min(most, section.items.length); number++) {
        const cost = sizeOf(`${section.items[number]}\n`);
        if (cost > room) break;
        room -= cost;
      }
      shown.set(section, number);
    }
  }
  return kept.map((section) => textOf(section, shown.get(section) ?? 0)).join('') + notice;
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

function textOf(section: Section, shown: number): string {
  const left = section.items.length - shown + (section.alreadyLeftOut ?? 0);
  const more = left > 0 ? ['', section.more(left)] : [];
  return `${[...section.head, ...section.items.slice(0, shown), ...more, ...section.tail, ''].join('\n')}\n`;
}

function sizeOf(text: string): number {
  return Buffer.byteLength(text);
}
