import { spansOf } from '../words/code-spans.ts';
import { isWebAddress } from '../words/statements.ts';
import { shorten, visible } from '../words/visible.ts';

/** Longer values are shortened: a report is read, the data folder holds the rest. */
const LONGEST_VALUE = 300;

/**
 * An invisible space, written as an entity so that it shows in the source. GitHub looks for mentions, references and
 * addresses in the rendered text, after Markdown's own escapes are gone, so a backslash would not stop `@name` from
 * notifying a person; a space of no width does. Renovate and Dependabot do the same.
 */
const NO_WIDTH = '&#8203;';

/**
 * Returns a text from outside as one line of Markdown that shows it and does nothing: no markup, no HTML, no table column, no
 * formula, no emoji, no notification, no link and no reference to an issue. Also right inside a table cell.
 */
export function escapeMarkdown(text: string, longest = LONGEST_VALUE): string {
  return (
    shorten(visible(text).trim(), longest)
      .replace(/[\\`*[\]<>|&~$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')
      // At the start of a line: no list, heading or underline.
      .replace(/^[-+=#]/, '\\$&')
      .replace(/^(\d+)([.)])/, '$1\\$2')
      // Before any entity of ours is there.
      .replace(/#(?=\w)/g, `#${NO_WIDTH}`)
      // A mention needs something other than a letter before it; an address of a person stays whole, to be copied.
      .replace(/(?<![A-Za-z0-9])@/g, `@${NO_WIDTH}`)
      // The hash of a commit, which becomes a link, as does any seven digits of it; a part of an id is none.
      .replace(/(?<![\w-])[0-9a-f]{7,40}(?![\w-])/gi, (hash) => hash.replace(/.{6}(?=.)/g, `$&${NO_WIDTH}`))
      .replace(/\b(GH-)(?=\d)/gi, `$1${NO_WIDTH}`)
      .replace(/:(?=\/\/|[\d_+-]*[a-z][\w+-]*:)/gi, `:${NO_WIDTH}`)
      .replace(/\b(www\.|mailto:|xmpp:)/gi, (start) => start.slice(0, -1) + NO_WIDTH + start.slice(-1))
  );
}

/** Returns a path or id of ours or from outside as code, in which nothing is markup or a mention; right inside a table too. */
export function code(text: string): string {
  return `\`${shorten(visible(text).trim(), LONGEST_VALUE).replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}

/** Returns a text that we wrote as one line of Markdown: what it writes between backticks is code, the rest shows as it is. */
export function prose(text: string, longest = LONGEST_VALUE): string {
  const spans = spansOf(shorten(visible(text).trim(), longest));
  return spans.map(({ text, isCode }) => (isCode ? code(text) : escapedBetween(text, longest))).join('');
}

/** Escaped, with the spaces at its ends. */
function escapedBetween(text: string, longest: number): string {
  const [start, end] = [/^\s*/, /\s*$/].map((pattern) => pattern.exec(text)?.[0] ?? '');
  return text.trim() === '' ? text : `${start}${escapeMarkdown(text, longest)}${end}`;
}

/** Returns a link, or only its text if the address is not one of the web. The text is taken as Markdown. */
export function link(text: string, address: string | undefined): string {
  if (address === undefined || !isWebAddress(address)) return text;
  const target = new URL(address).href.replace(/[()<>|`*[\]\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `[${text}](${target})`;
}
