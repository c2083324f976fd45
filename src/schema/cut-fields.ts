import {
  CLOSE_BRACE,
  COMMA,
  type JsonSource,
  jsonSource,
  OPEN_BRACE,
  OPEN_BRACKET,
  scanValue,
  skipString,
  skipWhitespace,
  stringBetween,
  textBetween,
} from '../api/json-scan.ts';
import type { ColumnNode } from '../formats/column-tree.ts';
import { type KnownFields, type Ruling, ruleOn, type Structure } from './unknown-fields.ts';

/** What is kept of a text, piece by piece. */
interface Cut {
  source: JsonSource;
  pieces: string[];
}

/** Says of a member of an object whether it stays, goes, or is an object to look into. */
type Decide = (key: string, structure: Structure) => { ruling: Ruling; inside: Decide };

/**
 * Returns the compact JSON text of a row without the fields that its contract does not allow; all else stays byte for byte. Of
 * duplicate keys each is decided on.
 * @param rowType the row's own `type`, the key of an event's payload.
 */
export function cutUnknownFields(known: KnownFields, json: string, rowType: unknown): string {
  const at = (parent: ColumnNode): Decide => {
    return (key, structure) => {
      const { node, ruling } = ruleOn(known, parent, key, structure, rowType);
      return { ruling, inside: at(node) };
    };
  };
  return cutMembers(json, at(known.tree.root));
}

/** Returns the JSON text of a row that was read back from a table without the cells of columns that its contract does not allow. */
export function cutUnknownCells({ tree, allowed }: KnownFields, json: string): string {
  const isAllowed = (name: string) => [...allowed].some((other) => name === other || name.startsWith(`${other}__`));
  const decide: Decide = (name) => ({
    ruling: tree.positions.has(name) || isAllowed(name) ? 'keep' : 'unknown',
    inside: decide,
  });
  return cutMembers(json, decide);
}

function cutMembers(json: string, decide: Decide): string {
  const source = jsonSource(json);
  const cut: Cut = { source, pieces: [] };
  cutObject(cut, skipWhitespace(source.bytes, 0), decide);
  return cut.pieces.join('');
}

/** Adds what is kept of the object at `start`; returns the position after the object. */
function cutObject(cut: Cut, start: number, decide: Decide): number {
  const { source, pieces } = cut;
  const { bytes } = source;
  let opening = '{';
  let position = skipWhitespace(bytes, start + 1);
  while (bytes[position] !== CLOSE_BRACE) {
    const keyEnd = skipString(bytes, position);
    const valueStart = skipWhitespace(bytes, skipWhitespace(bytes, keyEnd) + 1);
    const structure = structureAt(bytes, valueStart);
    const { ruling, inside } = decide(stringBetween(source, position, keyEnd), structure);
    if (ruling !== 'unknown') {
      pieces.push(opening, textBetween(source, position, valueStart));
      opening = ',';
    }
    position =
      ruling === 'look-inside' ? cutObject(cut, valueStart, inside) : passValue(cut, valueStart, ruling === 'keep');
    position = skipWhitespace(bytes, position);
    if (bytes[position] === COMMA) position = skipWhitespace(bytes, position + 1);
  }
  pieces.push(opening === '{' ? '{}' : '}');
  return position + 1;
}

function passValue({ source, pieces }: Cut, start: number, isKept: boolean): number {
  const { text, end } = scanValue(source, start);
  if (isKept) pieces.push(text);
  return end;
}

/** Decided by the first byte; `null` is the only literal that begins with an n. */
function structureAt(bytes: Uint8Array, start: number): Structure {
  const first = bytes[start];
  if (first === OPEN_BRACE) return 'object';
  if (first === OPEN_BRACKET) return 'list';
  return first === 0x6e ? 'null' : 'plain';
}
