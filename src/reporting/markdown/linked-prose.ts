import { type Message, rendered } from '../../notices/notice.ts';
import { link, prose } from './escape.ts';

/**
 * Addresses that our own remedies give: a page of OpenAI, or a section of our list of troubles. A remedy stands behind what the
 * API said, so nothing else becomes a link, nor what only begins like one of them.
 */
const OWN_ADDRESS =
  /(https:\/\/(?:platform|status|help)\.openai\.com(?:\/[\w/-]*[\w/])?|(?:https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/blob\/[\w./-]+\/)?docs\/(?:troubleshooting\.md#[a-z-]*[a-z]|destinations\/[a-z\d-]+\.md))(?=[.,;:)]*(?:\s|$))/;

/** A page of ours that is named by its path. */
const OWN_PAGE = /^docs\/(?:troubleshooting\.md#|destinations\/)(.*?)(?:\.md)?$/;

/**
 * Returns a text that we wrote as one line of Markdown, as `prose` gives it, in which the addresses of our remedies can be followed. One
 * that is cut still says where it is explained.
 * @param files where the files of this version are on the web; our pages are named by their paths if nobody says.
 */
export function linkedProse(message: Message, longest: number, files?: string): string {
  let left = longest;
  return withoutExample(rendered(message))
    .split(OWN_ADDRESS)
    .map((part, index) => {
      // Splitting by a pattern with a group puts what the group matched at every second place.
      if (index % 2 === 1) return left >= 0 || OWN_PAGE.test(part) ? address(part, files, left < 0) : '';
      if (left <= 0 || part === '') return '';
      const room = left;
      left -= part.length;
      return between(part, room, index);
    })
    .join('');
}

/** Returns true for a line of a workflow that a remedy shows in the log. */
export function isExample(line: string): boolean {
  return /^ {4}/.test(line);
}

/** On one line a workflow is of no use, and the page that the remedy names has it whole. */
function withoutExample(text: string): string {
  return text.includes('\n    ')
    ? text
        .split('\n')
        .filter((line) => line !== '' && !isExample(line))
        .join(' ')
    : text;
}

function address(part: string, files: string | undefined, isCut: boolean): string {
  const [, name] = OWN_PAGE.exec(part) ?? [];
  const shown = name !== undefined && files !== undefined ? link(name, `${files}/${part}`) : part;
  return isCut ? ` See ${shown}` : shown;
}

/** Nothing is lost at the ends: the space in front of an address belongs to the text. */
function between(text: string, longest: number, index: number): string {
  const start = index > 0 ? (/^\s+/.exec(text)?.[0] ?? '') : '';
  const end = text.length > longest ? '' : (/\s+$/.exec(text)?.[0] ?? '');
  if (text.trim() === '') return ' ';
  return `${start && ' '}${prose(text, longest)}${end && ' '}`;
}
