import type { Topic } from './topics.ts';

/** The page that explains every topic. */
export const TOPIC_PAGE = 'docs/troubleshooting.md';

/** Pages that messages name; one that is part of an address already is none. */
const PAGES = /(?<![\w/.-])docs\/(?:troubleshooting\.md#[a-z-]+|destinations\/[a-z\d-]+\.md)/g;

/** Returns the address of a topic's section, below the address where this version's files are. */
export function addressOf(topic: Topic, files: string): string {
  return `${files}/${TOPIC_PAGE}#${topic}`;
}

/** Returns a message with every page of the documentation that it names as an address; the same text if none is known. */
export function linkPages(text: string, files: string | undefined): string {
  return files === undefined ? text : text.replace(PAGES, (page) => `${files}/${page}`);
}
