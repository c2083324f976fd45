import {
  CLOSE_BRACE,
  COMMA,
  type JsonSource,
  jsonSource,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  scanValue,
  skipLiteral,
  skipString,
  skipWhitespace,
  stringBetween,
  textBetween,
} from '../api/json-scan.ts';
import { parseLossless, sliceMembers } from '../api/json-text.ts';
import { type ColumnNode, childNode, columnTree } from './column-tree.ts';
import type { Table } from './format.ts';
import { isoTime } from './iso-time.ts';

/** Text of one cell; null if the field is null or absent. */
export type Cell = string | null;

/** One row on its way through the tree. */
interface Walk {
  source: JsonSource;
  cells: Cell[];
  /** The row's own `type`, once it is known; null if it has none. */
  rowType: string | null | undefined;
  /** A column that the row holds and the table does not list. */
  unlisted: string | undefined;
}

/**
 * Returns a function that turns the compact JSON text of a row into its cells, in the order of the table's columns, then
 * its unknown columns. Values are cut from the text itself, so numbers keep their digits and JSON columns the API's own
 * spelling. The function throws if a row holds a field that neither of the table's lists names, because a file without
 * it would lose it silently.
 * @param options.text applied to what the API sent as strings.
 * @param options.json applied to what becomes a cell of JSON text.
 * @param options.unlisted `drop` leaves fields out that the table does not list.
 */
export function rowFlattener(
  table: Pick<Table, 'columns' | 'unknownColumns' | 'payloadColumn'>,
  {
    text = same,
    json: jsonText = same,
    unlisted = 'refuse',
  }: { text?: (value: string) => string; json?: (value: string) => string; unlisted?: 'refuse' | 'drop' } = {},
): (json: string) => Cell[] {
  const tree = columnTree(table);
  const width = table.columns.length + table.unknownColumns.length;
  const unknownPositions = new Map(table.unknownColumns.map((name, index) => [name, table.columns.length + index]));

  const payloadPosition = table.columns.findIndex(({ name }) => name === table.payloadColumn);

  function put(walk: Walk, node: ColumnNode, cell: Cell): void {
    const position = node.position ?? unknownPositions.get(node.name);
    if (position !== undefined) walk.cells[position] = cell;
    // An empty object where fields are known holds none of them, and may do without a column of its own.
    else if (cell !== null && !(cell === '{}' && node.known)) walk.unlisted = node.name;
  }

  function walkObject(walk: Walk, start: number, parent: ColumnNode): number {
    const { bytes } = walk.source;
    let position = skipWhitespace(bytes, start + 1);
    while (bytes[position] !== CLOSE_BRACE) {
      const keyEnd = skipString(bytes, position);
      const key = stringBetween(walk.source, position, keyEnd);
      const valueStart = skipWhitespace(bytes, skipWhitespace(bytes, keyEnd) + 1);
      position =
        parent === tree.root
          ? walkField(walk, valueStart, key)
          : walkValue(walk, valueStart, childNode(tree, parent, key));
      position = skipWhitespace(bytes, position);
      if (bytes[position] === COMMA) position = skipWhitespace(bytes, position + 1);
    }
    return position + 1;
  }

  /** A field of the row itself: the level at which the payload is. */
  function walkField(walk: Walk, start: number, key: string): number {
    const { source } = walk;
    const node = childNode(tree, tree.root, key);
    if (tree.payloadColumn === undefined) return walkValue(walk, start, node);
    if (key === 'type' && source.bytes[start] === QUOTE) {
      walk.rowType = stringBetween(source, start, skipString(source.bytes, start));
    }
    if (walk.rowType === undefined && !node.known) walk.rowType = typeAhead(source.text);
    if (node.known || key !== walk.rowType) return walkValue(walk, start, node);
    const value = scanValue(source, start);
    walk.cells[payloadPosition] = value.text === 'null' ? null : jsonText(value.text);
    return value.end;
  }

  function walkValue(walk: Walk, start: number, node: ColumnNode): number {
    const { source } = walk;
    const { bytes } = source;
    const first = bytes[start];
    if (first === QUOTE && node.type !== 'json') {
      const end = skipString(bytes, start);
      put(walk, node, text(stringBetween(source, start, end)));
      return end;
    }
    if (first === OPEN_BRACE && node.type !== 'json') {
      const inside = skipWhitespace(bytes, start + 1);
      if (bytes[inside] !== CLOSE_BRACE) return walkObject(walk, start, node);
      put(walk, node, '{}');
      return inside + 1;
    }
    if (first === OPEN_BRACE || first === OPEN_BRACKET || first === QUOTE) {
      const value = scanValue(source, start);
      put(walk, node, jsonText(value.text));
      return value.end;
    }
    const end = skipLiteral(bytes, start);
    const literal = textBetween(source, start, end);
    put(walk, node, literal === 'null' ? null : node.type === 'time' ? isoTime(literal) : literal);
    return end;
  }

  function flatten(json: string): Walk {
    const cells = new Array<Cell>(width).fill(null);
    const walk: Walk = { source: jsonSource(json), cells, rowType: undefined, unlisted: undefined };
    walkObject(walk, skipWhitespace(walk.source.bytes, 0), tree.root);
    return walk;
  }

  return (json) => {
    let walk = flatten(json);
    // Who listed the columns saw a parsed object, in which the last of duplicate keys replaces the others.
    if (walk.unlisted !== undefined && unlisted === 'refuse') walk = flatten(JSON.stringify(parseLossless(json)));
    if (walk.unlisted === undefined || unlisted === 'drop') return walk.cells;
    throw new Error(`A row holds the column ${walk.unlisted}, which its table does not list`);
  };
}

function same(text: string): string {
  return text;
}

/** Returns the type of a row whose payload may stand in front of it; null if it has none. */
function typeAhead(json: string): string | null {
  const member = sliceMembers(json).findLast(({ key }) => key === 'type');
  const type: unknown = member === undefined ? null : JSON.parse(member.text);
  return typeof type === 'string' ? type : null;
}
