import { numberText } from '../api/json-text.ts';
import { type ColumnNode, type ColumnTree, childNode, columnTree, type TableColumns } from '../formats/column-tree.ts';

/** What is to be done with one field of a row. */
export type Ruling = 'keep' | 'look-inside' | 'unknown';

/** What a field's value is, as far as its structure goes. */
export type Structure = 'null' | 'object' | 'list' | 'plain';

/** What is known of the fields of a resource's rows. */
export interface KnownFields {
  tree: ColumnTree;
  /** Fields, as tables name them, that the user takes for known, with all that is in them. */
  allowed: ReadonlySet<string>;
}

/** Returns the fields that the catalogue knows of a table, and those that the user allows. */
export function knownFields(table: TableColumns, allowed: Iterable<string>): KnownFields {
  return { tree: columnTree(table), allowed: new Set(allowed) };
}

/** A field, and what is to be done with it. */
export interface RuledField {
  node: ColumnNode;
  ruling: Ruling;
}

/**
 * Decides on one field. Unknown is what leads to no column, whatever it holds, null included; and a known field of another
 * structure: a list or an object where the catalogue has a plain value, anything else where it has an object. Amounts come as
 * numbers and as texts, so that a plain value of another type is nothing new. What is inside a column of JSON, or the payload
 * of an event, is free.
 */
export function ruleOn(
  known: KnownFields,
  parent: ColumnNode,
  key: string,
  structure: Structure,
  rowType: unknown,
): RuledField {
  const { tree, allowed } = known;
  const found = parent.children.get(key);
  if (found?.known !== true) {
    const isPayload = parent === tree.root && tree.payloadColumn !== undefined && key === rowType;
    const node = found ?? childNode(tree, parent, key);
    return { node, ruling: isPayload || allowed.has(node.name) ? 'keep' : leadsToAllowed(known, node, structure) };
  }
  return { node: found, ruling: allowed.has(found.name) ? 'keep' : ruleOnKnown(found, structure) };
}

function ruleOnKnown({ type, position, children }: ColumnNode, structure: Structure): Ruling {
  if (structure === 'null' || type === 'json') return 'keep';
  if (position !== undefined && structure === 'plain') return 'keep';
  const hasKnownFields = structure === 'object' && [...children.values()].some((child) => child.known);
  return hasKnownFields ? 'look-inside' : 'unknown';
}

/** Allowed may also be one field of an object that is unknown otherwise. */
function leadsToAllowed({ allowed }: KnownFields, { name }: ColumnNode, structure: Structure): Ruling {
  if (structure !== 'object') return 'unknown';
  for (const other of allowed) if (other.startsWith(`${name}__`)) return 'look-inside';
  return 'unknown';
}

/** Calls back with each field of a parsed row that leads to no column: with the outermost one, whatever is inside it. */
export function eachUnknownField(
  known: KnownFields,
  row: Record<string, unknown>,
  found: (node: ColumnNode) => void,
): void {
  const walk = (value: Record<string, unknown>, parent: ColumnNode) => {
    for (const key in value) {
      const { node, ruling } = ruleOn(known, parent, key, structureOf(value[key]), row.type);
      if (ruling === 'look-inside') walk(value[key] as Record<string, unknown>, node);
      else if (ruling === 'unknown') found(node);
    }
  };
  walk(row, known.tree.root);
}

function structureOf(value: unknown): Structure {
  if (value === null) return 'null';
  if (typeof value !== 'object') return 'plain';
  if (Array.isArray(value)) return 'list';
  return numberText(value) === undefined ? 'object' : 'plain';
}
