import type { ColumnType } from '../catalogue/resource.ts';
import type { Table } from './format.ts';
import { opensFormula } from './formulas.ts';

/** Which columns a table has; resources have this shape too. */
export type TableColumns = Pick<Table, 'columns' | 'payloadColumn'>;

/** One field of a row, found by walking down from the root along the keys that lead to it. */
export interface ColumnNode {
  /** Name of the column that holds the field, if it is a column. */
  name: string;
  /** Place among the catalogue's columns; undefined if it is none of them. */
  position: number | undefined;
  type: ColumnType | undefined;
  /** Whether this is a column of the catalogue, or leads to one. */
  known: boolean;
  children: Map<string, ColumnNode>;
}

/** The columns of a table by path, so that a known field costs one look-up a key and builds no name. */
export interface ColumnTree {
  root: ColumnNode;
  /** Column name -> place among the catalogue's columns. */
  positions: Map<string, number>;
  payloadColumn: string | undefined;
  /** Nodes of fields that the catalogue does not know. */
  unknownNodes: number;
}

/** So many fields that the catalogue does not know are kept in mind; keys may be data, which have no end. */
const MOST_UNKNOWN_NODES = 10_000;

const trees = new WeakMap<TableColumns, ColumnTree>();

/** Returns the tree of a table's columns, the same one each time for the same table. */
export function columnTree(table: TableColumns): ColumnTree {
  const known = trees.get(table);
  if (known !== undefined) return known;
  const tree = buildTree(table);
  trees.set(table, tree);
  return tree;
}

function buildTree(table: TableColumns): ColumnTree {
  // Without the column to fold it into, the payload is a field like any other.
  const payloadColumn = table.columns.find(({ name }) => name === table.payloadColumn)?.name;
  const root: ColumnNode = node('');
  const positions = new Map<string, number>();
  for (const [position, column] of table.columns.entries()) {
    positions.set(column.name, position);
    // The payload has no path: its key is the row's own type.
    if (column.name === payloadColumn) continue;
    let current = root;
    for (const key of column.name.split(separator)) {
      let child = current.children.get(key);
      if (child === undefined) {
        child = node(current === root ? key : current.name + separator + key);
        child.known = true;
        current.children.set(key, child);
      }
      current = child;
    }
    current.position = position;
    current.type = column.type;
  }
  return { root, positions, payloadColumn, unknownNodes: 0 };
}

/** Returns the node of a field below another one; a field that the catalogue does not know gets one when first met. */
export function childNode(tree: ColumnTree, parent: ColumnNode, key: string): ColumnNode {
  const known = parent.children.get(key);
  if (known !== undefined) return known;
  const child = node(
    parent === tree.root ? topLevelName(key, tree.payloadColumn) : parent.name + separator + nameSegment(key),
  );
  if (tree.unknownNodes < MOST_UNKNOWN_NODES) {
    tree.unknownNodes += 1;
    parent.children.set(key, child);
  }
  return child;
}

const separator = '__';

function node(name: string): ColumnNode {
  return { name, position: undefined, type: undefined, known: false, children: new Map() };
}

/** What would make two paths share a name (`__` inside a key, `_` at its end), or what headers do not survive. */
const ambiguous = /__|_$|^$|^"|\p{Cc}|\p{Cs}/u;

/** Returns a key as it stands in column names: itself, or in JSON quotes if two paths could otherwise end in one name. */
function nameSegment(key: string): string {
  return ambiguous.test(key) ? JSON.stringify(key) : key;
}

/** Quotes also what would take the payload's column, and what a spreadsheet would run. */
function topLevelName(key: string, payloadColumn: string | undefined): string {
  return key === payloadColumn || opensFormula.test(key) ? JSON.stringify(key) : nameSegment(key);
}
