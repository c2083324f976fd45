import { addressOf, splitPointer } from '../../notices/pointer.ts';
import { type Html, html } from './html.ts';
import { prose } from './prose.ts';

/** A trouble that ends in where it is explained: a link, where the address of our files is known. */
export function trouble(text: string, files: string | undefined): Html {
  const { words, topic } = splitPointer(text);
  if (topic === undefined) return prose(words);
  if (files === undefined) return html`${prose(words)} See <code>docs/troubleshooting.md#${topic}</code>`;
  return html`${prose(words)} See <a href="${addressOf(topic, files)}">${topic}</a>`;
}
