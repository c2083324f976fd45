import { spansOf } from '../words/code-spans.ts';
import { type Html, html } from './html.ts';

/** A text that we wrote: what it writes between backticks is code. */
export function prose(text: string): Html {
  return html`${spansOf(text).map(({ text, isCode }) => (isCode ? html`<code>${text}</code>` : text))}`;
}
