// Controls could hide text or end a line; bidirectional overrides could make a name read as another.
// https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]+/gu;

/** A text from outside as one line without what cannot be seen; halves of characters become `�`. */
export function visible(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\u2028\u2029]+/g, ' ')
    .replace(UNSEEN, '');
}

/** The first characters of a text, with `…` where some were left out. Never cuts a character in half. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}
