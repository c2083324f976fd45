import { numberText, parseLossless } from '../../api/json-text.ts';
import type { Row } from '../../formats/row.ts';
import type { Choose } from '../../spool/merge-sorted.ts';
import { byCodeUnits } from '../../text/order.ts';

/** Every decimal number of so many digits is a double of its own. */
const DIGITS_OF_A_DOUBLE = 15;

/**
 * How one version of a row stands to another: it says the `same`, is `richer` (it has every field of the other, equal, and
 * more), is `poorer`, or `contradicts` it.
 */
export type Standing = 'same' | 'richer' | 'poorer' | 'contradicts';

/**
 * Compares two versions of a row. A field that is null counts as absent: tables cannot distinguish the two, and a value that
 * became null is a loss. Objects are compared field by field, lists as wholes, numbers by their digits.
 */
export function standing(one: Row, other: Row): Standing {
  if (one.json === other.json) return 'same';
  return compareValues(parseLossless(one.json), parseLossless(other.json));
}

/**
 * The versions of a row that none of the others surpasses: more than one where they contradict each other. In order of
 * their text, so that it does not matter in which order they were read.
 */
export const keepRichest: Choose = (rows) => {
  const kept = surpassing(rows, (one, other) => (one.json < other.json ? one : other));
  return kept.length < 2 ? kept : kept.sort((a, b) => byCodeUnits(a.json, b.json));
};

/** Returns the versions that none of the others surpasses, each in the place of the first one that it surpasses. */
export function surpassing(rows: Row[], ofEqual: (earlier: Row, later: Row) => Row): Row[] {
  const kept: Row[] = [];
  for (const row of rows) {
    const place = kept.findIndex((earlier) => standing(row, earlier) !== 'contradicts');
    const earlier = kept[place];
    if (earlier === undefined) {
      kept.push(row);
      continue;
    }
    const how = standing(row, earlier);
    if (how === 'same') kept[place] = ofEqual(earlier, row);
    if (how !== 'richer') continue;
    kept[place] = row;
    // It may surpass others as well, which contradicted each other.
    for (let at = kept.length - 1; at > place; at -= 1) {
      if (standing(row, kept[at] as Row) === 'richer') kept.splice(at, 1);
    }
  }
  return kept;
}

function compareValues(one: unknown, other: unknown): Standing {
  const [first, second] = [one ?? undefined, other ?? undefined];
  if (first === undefined || second === undefined) {
    return first === second ? 'same' : first === undefined ? 'poorer' : 'richer';
  }
  if (isFields(first) && isFields(second)) return compareFields(first, second);
  return isEqual(first, second) ? 'same' : 'contradicts';
}

function compareFields(one: Record<string, unknown>, other: Record<string, unknown>): Standing {
  let found: Standing = 'same';
  for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const how = compareValues(own(one, name), own(other, name));
    if (how === 'same') continue;
    if (how === 'contradicts' || (found !== 'same' && found !== how)) return 'contradicts';
    found = how;
  }
  return found;
}

/** Lists are equal as wholes: which of their entries correspond is not known. */
function isEqual(one: unknown, other: unknown): boolean {
  const [digits, others] = [numberText(one), numberText(other)];
  if (digits !== undefined && others !== undefined) return digits === others || isSameDouble(digits, others);
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((entry, index) => compareValues(entry, other[index]) === 'same');
  }
  return one === other;
}

/** `1` and `1.0`; of numbers that a double cuts short, every digit counts. */
function isSameDouble(one: string, other: string): boolean {
  return one.length <= DIGITS_OF_A_DOUBLE && other.length <= DIGITS_OF_A_DOUBLE && Number(one) === Number(other);
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && numberText(value) === undefined;
}

function own(fields: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}
