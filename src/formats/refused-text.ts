/**
 * Text that JSON can hold and most readers cannot: NUL, which PostgreSQL refuses, and half of a surrogate pair, which no valid
 * UTF-8 can hold (RFC 3629, section 3), so that it always comes as an escape (RFC 8259, section 8.2).
 */
const MAYBE_REFUSED = /\\u(?:[dD][89a-fA-F]|0000)/;

/** Escapes of a JSON text, one after the other: a backslash, a whole pair, or one that readers refuse. */
const ESCAPES =
  /\\\\|\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u(?:[dD][89a-fA-F][\da-fA-F]{2}|0000)/g;

const PAIR_LENGTH = '\\ud83d\\ude00'.length;

/** Returns whether a JSON text escapes a character that readers refuse, in a value or in a key. */
export function holdsRefusedText(json: string): boolean {
  return MAYBE_REFUSED.test(json) && withoutRefusedEscapes(json) !== json;
}

/** Returns the JSON text with the escape of U+FFFD in place of each character that readers refuse. */
export function withoutRefusedEscapes(json: string): string {
  return json.replaceAll(ESCAPES, (found) => (found === '\\\\' || found.length === PAIR_LENGTH ? found : '\\ufffd'));
}

/** Returns the text with U+FFFD in place of each character that readers refuse. */
export function withoutRefusedCharacters(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}
