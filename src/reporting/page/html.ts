import { visible } from '../words/visible.ts';

/** Text that is markup already. */
export interface Html {
  markup: string;
}

type Part = Html | string | number | undefined | readonly Part[];

/** Markup from a template: everything put into it is escaped, unless it is markup itself. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Html {
  let markup = texts[0] ?? '';
  for (const [index, part] of parts.entries()) markup += markupOf(part) + (texts[index + 1] ?? '');
  return { markup };
}

/** Text that is known to be markup: our own style sheet, script and drawings. */
export function raw(markup: string): Html {
  return { markup };
}

/** Nothing. */
export const NOTHING: Html = { markup: '' };

function markupOf(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escapeHtml(visible(part));
  if ('markup' in part) return part.markup;
  return part.map(markupOf).join('');
}

/** Returns a text for content and quoted attributes alike. */
function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
