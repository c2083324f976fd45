import { groupBy } from '../text/group-by.ts';
import type { Log } from './log.ts';

/** Something that went wrong with a resource, or is worth knowing of it. */
export interface Trouble {
  resource: string;
  /** A sentence or two, with the remedy. */
  text: string;
}

/** One trouble, however often it was met. */
export interface TroubleGroup {
  /** Where it was met first. */
  first: Trouble;
  all: Trouble[];
  /** Each once, in the order in which they were met. */
  resources: string[];
}

/** Names that a sentence lists before it only counts. */
const MOST_NAMED = 12;

/** Puts together what differs only in the resource, the path, the period or the id of the request; what hits most resources comes first. */
export function sameTroubles(troubles: readonly Trouble[]): TroubleGroup[] {
  const groups = [...groupBy(troubles, troubleKey).values()].map((all): TroubleGroup => {
    const resources = [...new Set(all.map(({ resource }) => resource))];
    return { first: all[0] as Trouble, all, resources };
  });
  return groups.sort(
    (one, other) => other.resources.length - one.resources.length || other.all.length - one.all.length,
  );
}

/** What is the same in two sentences about the same trouble. */
function troubleKey({ resource, text }: Trouble): string {
  return text
    .replace(/^\d{4}-\d\d-\d\d[T\d:]* to \d{4}-\d\d-\d\d[T\d:]*: /, '')
    .replace(/, request [\w-]+/g, '')
    .replace(/\b(GET|PUT|POST|HEAD|DELETE) \S+/g, '$1 …')
    .replace(new RegExp(`(?<![\\w-])${escapeRegExp(resource)}(?![\\w-])`, 'g'), '…');
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** What ends a message: the section of our documentation that explains it. */
const POINTER = /\s+See docs\/troubleshooting\.md#[a-z-]+\.?$/;

/** The text of a trouble and where else it was met; what points to its explanation stays at the end. */
export function wholeText(group: TroubleGroup): string {
  const { text } = group.first;
  const [pointer = ''] = POINTER.exec(text) ?? [];
  return text.slice(0, text.length - pointer.length) + elsewhere(group) + pointer;
}

/** Where else a trouble was met, as sentences that follow its text; an empty text where nowhere. */
function elsewhere({ first, all, resources }: TroubleGroup): string {
  const others = resources.filter((name) => name !== first.resource);
  const again = all.filter(({ resource }) => resource === first.resource).length - 1;
  const sentences = [
    ...(again > 0 ? [`${again.toLocaleString('en-US')} more like it in ${first.resource}.`] : []),
    ...(others.length > 0 ? [`The same for ${named(others)}.`] : []),
  ];
  return sentences.map((sentence) => ` ${sentence}`).join('');
}

/** Names as a list: `a`, `a and b`, `a, b and 7 more`. */
export function named(names: readonly string[], most = MOST_NAMED): string {
  if (names.length > most) {
    const shown = names.slice(0, most - 1);
    return `${shown.join(', ')} and ${names.length - shown.length} more`;
  }
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** What the log of one resource was told. */
export interface ResourceLines {
  resource: string;
  lines: readonly (readonly [level: keyof Log, message: string])[];
}

/** Levels that the runner makes annotations of, of which it shows ten. */
const ANNOTATED: readonly (keyof Log)[] = ['notice', 'warning', 'error'];

/** Tells a log what several resources had to say, one after the other; the same notice or warning of several of them once. */
export function replayTogether(logs: readonly ResourceLines[], log: Log): void {
  const grouped = new Map<keyof Log, Map<string, TroubleGroup>>(ANNOTATED.map((level) => [level, new Map()]));
  for (const level of ANNOTATED) {
    const troubles = logs.flatMap(({ resource, lines }) =>
      lines.flatMap(([at, text]) => (at === level ? [{ resource, text }] : [])),
    );
    for (const group of sameTroubles(troubles))
      grouped.get(level)?.set(`${group.first.resource}\0${group.first.text}`, group);
  }
  for (const { resource, lines } of logs) {
    for (const [level, text] of lines) {
      const groups = grouped.get(level);
      const key = `${resource}\0${text}`;
      const group = groups?.get(key);
      if (group) log[level](wholeText(group));
      else if (!groups) log[level](text);
      // Told once: the group is told where it was met first, and nowhere else.
      groups?.delete(key);
    }
  }
}
