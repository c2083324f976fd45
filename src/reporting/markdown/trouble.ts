import { addressOf, splitPointer } from '../../notices/pointer.ts';
import { code, link } from './escape.ts';

/**
 * A trouble as one line of Markdown that ends in where it is explained: a link, where the address of our files is known.
 * @param dress makes the words harmless.
 */
export function troubleLine(text: string, files: string | undefined, dress: (words: string) => string): string {
  const { words, topic } = splitPointer(text);
  const line = dress(words);
  if (topic === undefined) return line;
  const page = files === undefined ? code(`docs/troubleshooting.md#${topic}`) : topic;
  return `${line} See ${link(page, files && addressOf(topic, files))}`;
}
