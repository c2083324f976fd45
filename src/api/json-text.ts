import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COMMA,
  type JsonSource,
  jsonSource,
  OPEN_BRACE,
  OPEN_BRACKET,
  scanValue,
  skipString,
  skipWhitespace,
  stringBetween,
} from './json-scan.ts';

// Parsing and writing JSON again would reorder integer-like keys, round long numbers, drop duplicate keys and rewrite
// escapes. Evidence must be what the API sent, so rows are slices of the answer's own text.

/** One member of a JSON object: its key, unescaped, and the compact text of its value. */
export interface Member {
  key: string;
  text: string;
}

/**
 * Returns the compact texts of the elements of the array at a path of keys joined by dots (`data`, `result.items`), or
 * undefined if the path leads to no array. An empty selector stands for the whole text, the single value, if that is
 * an object. Of duplicate keys the last counts, as it does for JSON.parse. Nothing but white space outside strings is
 * ever changed. The text must be valid JSON.
 */
export function sliceValues(text: string, selector: string): string[] | undefined {
  return valuesIn(jsonSource(text), selector);
}

/** Returns what `sliceValues` does, of a text whose bytes are at hand. They are moved if there is white space: use them once. */
export function valuesIn(source: JsonSource, selector: string): string[] | undefined {
  const start = skipWhitespace(source.bytes, 0);
  if (selector !== '') return valuesAt(source, start, selector.split('.'), 0).values;
  return source.bytes[start] === OPEN_BRACE ? [scanValue(source, start).text] : undefined;
}

/** The elements found in one value, and where that value ends. */
interface Found {
  values: string[] | undefined;
  end: number;
}

function valuesAt(source: JsonSource, start: number, keys: readonly string[], depth: number): Found {
  const first = source.bytes[start];
  if (depth === keys.length && first === OPEN_BRACKET) return elements(source, start);
  if (depth === keys.length || first !== OPEN_BRACE) return { values: undefined, end: scanValue(source, start).end };
  let values: string[] | undefined;
  const end = eachMember(source, start, (key, valueStart) => {
    if (key !== keys[depth]) return scanValue(source, valueStart).end;
    const found = valuesAt(source, valueStart, keys, depth + 1);
    values = found.values;
    return found.end;
  });
  return { values, end };
}

function elements(source: JsonSource, start: number): Found {
  const { bytes } = source;
  const values: string[] = [];
  let position = skipWhitespace(bytes, start + 1);
  while (bytes[position] !== CLOSE_BRACKET) {
    const value = scanValue(source, position);
    values.push(value.text);
    position = skipWhitespace(bytes, value.end);
    if (bytes[position] === COMMA) position = skipWhitespace(bytes, position + 1);
  }
  return { values, end: position + 1 };
}

/**
 * Calls back with each key of the object at `start` and with the position of its value, for which the callback answers
 * the position after that value. Returns the position after the object.
 */
function eachMember(source: JsonSource, start: number, visit: (key: string, valueStart: number) => number): number {
  const { bytes } = source;
  let position = skipWhitespace(bytes, start + 1);
  while (bytes[position] !== CLOSE_BRACE) {
    const keyEnd = skipString(bytes, position);
    const key = stringBetween(source, position, keyEnd);
    const colon = skipWhitespace(bytes, keyEnd);
    position = skipWhitespace(bytes, visit(key, skipWhitespace(bytes, colon + 1)));
    if (bytes[position] === COMMA) position = skipWhitespace(bytes, position + 1);
  }
  return position + 1;
}

/** Returns the members of one JSON object, duplicates included, in the order of the text. Throws if it is no object. */
export function sliceMembers(text: string): Member[] {
  const source = jsonSource(text);
  const start = skipWhitespace(source.bytes, 0);
  if (source.bytes[start] !== OPEN_BRACE) throw new TypeError('Failed to slice members: the text is no JSON object');
  const members: Member[] = [];
  eachMember(source, start, (key, valueStart) => {
    const value = scanValue(source, valueStart);
    members.push({ key, text: value.text });
    return value.end;
  });
  return members;
}

/** Returns the JSON text without white space outside strings: the same string where there is none. */
export function compact(text: string): string {
  const source = jsonSource(text);
  const value = scanValue(source, skipWhitespace(source.bytes, 0));
  return value.text.length === text.length ? text : value.text;
}

/** Returns a compact object's text with fields put in front of its own. */
export function withFields(raw: string, fields: Readonly<Record<string, string | number>>): string {
  const front = JSON.stringify(fields);
  if (front === '{}') return raw;
  if (raw === '{}') return front;
  return `${front.slice(0, -1)},${raw.slice(1)}`;
}

/** Node 20 has neither raw numbers nor the reviver's third argument, TypeScript's library types neither yet. */
const json: {
  parse(text: string, reviver?: (key: string, value: unknown, context?: { source?: string }) => unknown): unknown;
  rawJSON?(text: string): unknown;
  isRawJSON?(value: unknown): value is { rawJSON: string };
} = JSON;

/**
 * Finds a number that a double may not give back letter by letter: 16 characters or more, a millionth or less, an
 * exponent, a fraction that ends in zero, a negative zero. It may also match inside a string, which costs time and nothing
 * else.
 */
const delicateNumber = /(?:^|[[:,\s])(?:-?[\d.]{16}|-?0\.0{6}|-?\d[\d.]*(?:[eE]|(?<=\.\d*0)(?![\d.]))|-0(?![\d.]))/;

/**
 * Parses JSON like JSON.parse, but a number whose text a double would change comes back as a `JSON.rawJSON` object, which
 * JSON.stringify writes back letter by letter. Node 20 has no such thing: there it is JSON.parse.
 */
export function parseLossless(text: string): unknown {
  const { rawJSON } = json;
  if (rawJSON === undefined || !delicateNumber.test(text)) return JSON.parse(text);
  return json.parse(text, (_key, value, context) =>
    typeof value === 'number' && context?.source !== undefined && String(value) !== context.source
      ? rawJSON(context.source)
      : value,
  );
}

/** Returns the digits of a number, as the API wrote them where `parseLossless` kept them; undefined for anything else. */
export function numberText(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return json.isRawJSON?.(value) ? value.rawJSON : undefined;
}
