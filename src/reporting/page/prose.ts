import type { Message } from '../../notices/notice.ts';
import { addressOf } from '../../notices/pointer.ts';
import type { ReportModel } from '../model/model.ts';
import { spansOf } from '../words/code-spans.ts';
import { isWebAddress, placeOf } from '../words/statements.ts';
import { type Html, html } from './html.ts';

/** Returns a text that we wrote: what it writes between backticks is code. */
export function prose(text: string): Html {
  return html`${spansOf(text).map(({ text, isCode }) => (isCode ? html`<code>${text}</code>` : text))}`;
}

/** Returns a message, and a link to where it is explained if the address of our files is known. */
export function trouble(message: Message, files: string | undefined): Html {
  if (typeof message === 'string') return prose(message);
  const { text, topic } = message;
  const words = prose(/[.!?)]$/.test(text) ? text : `${text}.`);
  if (files === undefined) return html`${words} See <code>docs/troubleshooting.md#${topic}</code>`;
  return html`${words} See <a href="${addressOf(topic, files)}">${topic}</a>`;
}

/** Returns a file or folder of the data: a link if the data can be reached by one. */
export function place(model: ReportModel, path: string): Html {
  const { text, url } = placeOf(model, path);
  return url === undefined ? html`<code>${text}</code>` : html`<a href="${url}"><code>${text}</code></a>`;
}

/** Returns a link, or nothing if the address is missing or not one of the web. */
export function linkTo(text: string, address: string | undefined): Html[] {
  return address !== undefined && isWebAddress(address) ? [html`<a href="${address}">${text}</a>`] : [];
}
