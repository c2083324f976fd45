/**
 * Finding one's way in JSON text without parsing it: positions in, positions out. It looks at UTF-8 bytes because they
 * are read several times faster than the characters of a string, and everything that gives JSON its structure is ASCII.
 * The text is known to be valid JSON; where it is not after all, these throw instead of reading past the end.
 */

export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const OPEN_BRACKET = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_BRACKET = 0x5d;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
/** The last of JSON's white space characters; valid JSON holds nothing else up to here outside strings. */
export const SPACE = 0x20;

/**
 * Levels that an answer may be nested. The API's own have seven at most; what reads the files stops soon after (jq 1.6 at
 * 256 levels, Python at some 1,000), and everything that walks through values here calls itself once a level.
 */
export const DEEPEST = 200;

/** A JSON text is nested deeper than `DEEPEST`. */
export class DeeplyNested extends Error {
  override readonly name = 'DeeplyNested';

  constructor() {
    super(`is nested more than ${DEEPEST} levels deep`);
  }
}

/** A JSON text and its bytes. */
export interface JsonSource {
  text: string;
  bytes: Buffer;
}

/** Returns the text with its bytes. */
export function jsonSource(text: string): JsonSource {
  return { text, bytes: Buffer.from(text, 'utf8') };
}

/** Returns the text between two byte positions. */
export function textBetween(source: JsonSource, start: number, end: number): string {
  // Only in pure ASCII are byte positions character positions, and cutting is cheaper than decoding.
  if (source.bytes.length === source.text.length) return source.text.slice(start, end);
  return source.bytes.toString('utf8', start, end);
}

/** Returns the string whose raw text, quotes included, lies between two byte positions. */
export function stringBetween(source: JsonSource, start: number, end: number): string {
  const inner = textBetween(source, start + 1, end - 1);
  return inner.includes('\\') ? JSON.parse(`"${inner}"`) : inner;
}

/** Returns the first position from `start` on that holds no white space. */
export function skipWhitespace(bytes: Uint8Array, start: number): number {
  let position = start;
  while ((bytes[position] as number) <= SPACE) position += 1;
  return position;
}

/** Returns the position after the string that opens at `start`. Throws a SyntaxError if the text ends first. */
export function skipString(bytes: Uint8Array, start: number): number {
  const { length } = bytes;
  let position = start + 1;
  while (position < length) {
    let byte = bytes[position];
    // Nearly all of a JSON text is inside strings: this loop is what a scan costs.
    while (byte !== QUOTE && byte !== BACKSLASH && position < length) byte = bytes[++position];
    if (byte === QUOTE) return position + 1;
    position += 2;
  }
  throw unfinished();
}

/** Returns the position after the number, `true`, `false` or `null` that begins at `start`. */
export function skipLiteral(bytes: Uint8Array, start: number): number {
  let position = start;
  while (position < bytes.length) {
    const byte = bytes[position] as number;
    if (byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET || byte <= SPACE) break;
    position += 1;
  }
  return position;
}

/** A value's compact text, and the position after the value. */
export interface ScannedValue {
  text: string;
  end: number;
}

/**
 * Returns the compact text of the value that begins at `start`. White space inside it is removed by moving its bytes
 * together, so that part of the source is of no use afterwards. Throws a SyntaxError if the text ends first.
 */
export function scanValue(source: JsonSource, start: number): ScannedValue {
  const first = source.bytes[start];
  if (first === QUOTE) return verbatim(source, start, skipString(source.bytes, start));
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) return verbatim(source, start, skipLiteral(source.bytes, start));
  const end = skipContainer(source.bytes, start);
  return end === undefined ? squeezeContainer(source.bytes, start) : verbatim(source, start, end);
}

function verbatim(source: JsonSource, start: number, end: number): ScannedValue {
  // Decoded, not cut: a cut would keep the whole text in memory for as long as one of its values lives.
  return { text: source.bytes.toString('utf8', start, end), end };
}

/** Returns the position after a container; undefined if it holds white space. */
function skipContainer(bytes: Uint8Array, start: number): number | undefined {
  const { length } = bytes;
  let depth = 0;
  let position = start;
  while (position < length) {
    const byte = bytes[position] as number;
    if (byte === QUOTE) {
      position = skipString(bytes, position);
      continue;
    }
    position += 1;
    if (byte >= OPEN_BRACKET) {
      if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        depth += 1;
        if (depth > DEEPEST) throw new DeeplyNested();
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth -= 1;
      if (depth === 0) return position;
    } else if (byte <= SPACE) {
      return undefined;
    }
  }
  throw unfinished();
}

function squeezeContainer(bytes: Buffer, start: number): ScannedValue {
  let depth = 0;
  let from = start;
  let to = start;
  while (from < bytes.length) {
    let byte = bytes[from] as number;
    // Indented answers are a third white space: a loop of its own makes it cheap.
    while (byte <= SPACE) byte = bytes[++from] as number;
    if (byte === QUOTE) {
      const end = skipString(bytes, from);
      while (from < end) bytes[to++] = bytes[from++] as number;
      continue;
    }
    bytes[to++] = byte;
    from += 1;
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      depth += 1;
      if (depth > DEEPEST) throw new DeeplyNested();
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      depth -= 1;
      if (depth === 0) return { text: bytes.toString('utf8', start, to), end: from };
    }
  }
  throw unfinished();
}

/** Throws `DeeplyNested` if a JSON text is nested deeper than `DEEPEST`. */
export function refuseDeep(text: string): void {
  // Counting what opens is cheaper than scanning, and enough for nearly every row.
  if (countUpTo(text, '{', DEEPEST) + countUpTo(text, '[', DEEPEST) <= DEEPEST) return;
  scanValue(jsonSource(text), 0);
}

function countUpTo(text: string, character: string, most: number): number {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0 && count <= most; at = text.indexOf(character, at + 1)) count += 1;
  return count;
}

function unfinished(): SyntaxError {
  return new SyntaxError('Failed to scan JSON text: it ends inside a value');
}
