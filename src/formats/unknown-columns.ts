import { numberText } from '../api/json-text.ts';
import { type ColumnNode, type ColumnTree, childNode, columnTree, type TableColumns } from './column-tree.ts';
import type { Row } from './row.ts';

/**
 * Columns that one file may have besides those of the catalogue. The API has never sent more than a few; where keys are data,
 * each of them would become a column, and few readers take more (PostgreSQL 1,600 columns, Excel 16,384).
 */
export const MOST_UNKNOWN_COLUMNS = 2000;

/**
 * Adds to `found` the names of the columns that this parsed row needs and the table's catalogue does not have. A field
 * that is null needs none: in a file that is read back it looks like one that is absent. One name beyond
 * `MOST_UNKNOWN_COLUMNS` says that there are too many, and is the last.
 */
export function collectUnknownColumns(value: object, table: TableColumns, found: Set<string>): void {
  const tree = columnTree(table);
  collect(value as Record<string, unknown>, tree, tree.root, found);
}

/** The same for a row on its way to a file, in either form. */
export function findUnknownColumns(row: Pick<Row, 'json' | 'form'>, table: TableColumns, found: Set<string>): void {
  const value: Record<string, unknown> = JSON.parse(row.json);
  if (row.form === 'object') {
    collectUnknownColumns(value, table, found);
    return;
  }
  const { positions } = columnTree(table);
  for (const name in value) {
    if (found.size > MOST_UNKNOWN_COLUMNS) return;
    if (!positions.has(name)) found.add(name);
  }
}

function collect(value: Record<string, unknown>, tree: ColumnTree, parent: ColumnNode, found: Set<string>): void {
  for (const key in value) {
    if (found.size > MOST_UNKNOWN_COLUMNS) return;
    const field = value[key];
    if (field === null) continue;
    let node = parent.children.get(key);
    if (node === undefined || !node.known) {
      if (parent === tree.root && tree.payloadColumn !== undefined && key === value.type) continue;
      node ??= childNode(tree, parent, key);
    }
    if (isFilledObject(field) && node.type !== 'json') collect(field, tree, node, found);
    else if (node.position === undefined) found.add(node.name);
  }
}

/** Returns whether this is an object with members of its own, which become columns of their own. */
function isFilledObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  for (const _key in value) return numberText(value) === undefined;
  return false;
}
