import { replaceUnseen } from '../../text/unseen.ts';

/** Returns a text from outside as one line without what cannot be seen; halves of characters become `�`. */
export function visible(text: string): string {
  return replaceUnseen(text.toWellFormed().replace(/\s+/g, ' '), () => '');
}

/** Returns the first characters of a text, with `…` if some were left out. Never cuts a character in half. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}
