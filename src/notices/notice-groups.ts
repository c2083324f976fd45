import { groupBy } from '../text/group-by.ts';
import type { Log } from './log.ts';
import { type Message, reworded } from './notice.ts';

/** A message about a resource. */
export interface ResourceNotice {
  resource: string;
  notice: Message;
}

/** Notices about the same trouble. */
export interface NoticeGroup {
  /** The one that came first. */
  first: ResourceNotice;
  all: ResourceNotice[];
  /** Each once, in the order in which they came. */
  resources: string[];
}

/** Names that a sentence lists before it only counts. */
const MOST_NAMED = 12;

/** Groups notices about the same trouble; what hits most resources comes first. */
export function groupNotices(notices: readonly ResourceNotice[]): NoticeGroup[] {
  const groups = [...groupBy(notices, ({ notice }) => kindOf(notice)).values()].map((all): NoticeGroup => {
    const resources = [...new Set(all.map(({ resource }) => resource))];
    return { first: all[0] as ResourceNotice, all, resources };
  });
  return groups.sort(
    (one, other) => other.resources.length - one.resources.length || other.all.length - one.all.length,
  );
}

function kindOf(message: Message): string {
  return typeof message === 'string' ? message : [message.topic, message.kind ?? message.text].join(' ');
}

/** Returns the first notice of a group, saying where else it came. */
export function groupNotice(group: NoticeGroup): Message {
  const more = elsewhere(group);
  return more === ''
    ? group.first.notice
    : reworded(group.first.notice, (text) => `${/[.!?)]$/.test(text) ? text : `${text}.`}${more}`);
}

/** Returns where else notices of the group came, as sentences that follow; an empty text if nowhere. */
function elsewhere({ first, all, resources }: NoticeGroup): string {
  const others = resources.filter((name) => name !== first.resource);
  const again = all.filter(({ resource }) => resource === first.resource).length - 1;
  const sentences = [
    ...(again > 0 ? [`${again.toLocaleString('en-US')} more like it in ${first.resource}.`] : []),
    ...(others.length > 0 ? [`The same for ${named(others)}.`] : []),
  ];
  return sentences.map((sentence) => ` ${sentence}`).join('');
}

/** Returns names as a list: `a`, `a and b`, `a, b and 7 more`. */
export function named(names: readonly string[], most = MOST_NAMED): string {
  if (names.length > most) {
    const shown = names.slice(0, most - 1);
    return `${shown.join(', ')} and ${names.length - shown.length} more`;
  }
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** What was logged of one resource. */
export interface ResourceLines {
  resource: string;
  lines: readonly (readonly [level: keyof Log, message: Message])[];
}

/** Levels that the runner makes annotations of, of which it shows ten. */
const ANNOTATED: readonly (keyof Log)[] = ['notice', 'warning', 'error'];

/** Logs what was logged of several resources, one after the other; the same notice, warning or error of several of them once. */
export function replayTogether(logs: readonly ResourceLines[], log: Log): void {
  const grouped = new Map<Message, NoticeGroup | undefined>();
  for (const level of ANNOTATED) {
    const notices = logs.flatMap(({ resource, lines }) =>
      lines.flatMap(([at, notice]) => (at === level ? [{ resource, level, notice }] : [])),
    );
    for (const group of groupNotices(notices)) {
      for (const { notice } of group.all) grouped.set(notice, undefined);
      grouped.set(group.first.notice, group);
    }
  }
  for (const { lines } of logs) {
    for (const [level, message] of lines) {
      if (!ANNOTATED.includes(level)) log[level](message);
      const group = grouped.get(message);
      // The group is logged where it came first, and nowhere else.
      grouped.set(message, undefined);
      if (group) log[level](groupNotice(group));
    }
  }
}
