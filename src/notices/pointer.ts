import { TROUBLES, type TroubleName } from './topics.ts';

const PAGE = 'docs/troubleshooting.md';

/** A pointer that ends a text. */
const AT_END = new RegExp(`\\s+See ${PAGE.replace('.', '\\.')}#([a-z-]+)$`);

/** Pages that messages name; one that is part of an address already is none. */
const PAGES = /(?<![\w/.-])docs\/(?:troubleshooting\.md#[a-z-]+|destinations\/[a-z\d-]+\.md)/g;

/** A message that ends in where its trouble is explained; one that does so already stays as it is. */
export function withPointer(text: string, topic: TroubleName): string {
  if (topicAtEnd(text) !== undefined) return text;
  const trimmed = text.trimEnd();
  const sentence = /[.!?)]$/.test(trimmed) ? trimmed : `${trimmed}.`;
  const isList = /(?:^|\n)- [^\n]*$/.test(trimmed);
  return `${isList ? `${trimmed}\n` : `${sentence} `}See ${PAGE}#${topic}`;
}

/** A message in two: what it says, and the trouble that it points to, if any. */
export function splitPointer(text: string): { words: string; topic?: TroubleName } {
  const topic = topicAtEnd(text);
  return topic === undefined ? { words: text } : { words: text.replace(AT_END, ''), topic };
}

/** Address of a trouble's section, below the address where this version's files are. */
export function addressOf(topic: TroubleName, files: string): string {
  return `${files}/${PAGE}#${topic}`;
}

/** A message with every page of the documentation that it names as an address; the same text where none is known. */
export function linkPages(text: string, files: string | undefined): string {
  return files === undefined ? text : text.replace(PAGES, (page) => `${files}/${page}`);
}

function topicAtEnd(text: string): TroubleName | undefined {
  const [, name] = AT_END.exec(text) ?? [];
  return name !== undefined && Object.hasOwn(TROUBLES, name) ? (name as TroubleName) : undefined;
}
