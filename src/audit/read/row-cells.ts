import type { Resource } from '../../catalogue/resource.ts';
import { rowFlattener } from '../../formats/flatten.ts';
import { defuseFormula } from '../../formats/formulas.ts';
import type { Row } from '../../formats/row.ts';
import { tableOf } from '../../formats/table.ts';
import { collectUnknownColumns, MOST_UNKNOWN_COLUMNS } from '../../formats/unknown-columns.ts';
import type { Cells } from '../audit-data.ts';

/** Turns a stored row, in either form, into its cells. */
export type CellsReader = (row: Pick<Row, 'json' | 'form'>) => Cells;

/**
 * Returns a function that turns stored rows into cells: all columns of the catalogue, and those others that the row fills. A row
 * gives the same cells whether it was stored as JSON or as a table.
 */
export function cellsReader(resource: Resource): CellsReader {
  const names = resource.columns.map(({ name }) => name);
  const known = new Set(names);
  const unknown = new Set<string>();
  let columns = names;
  let flatten = rowFlattener(tableOf(resource, [], false));

  function objectCells(json: string): Cells {
    const before = unknown.size;
    collectUnknownColumns(JSON.parse(json), resource, unknown);
    if (unknown.size > before) {
      const table = tableOf(resource, unknown, false);
      // A row with too many columns is shown with those that it may have; its file has them all.
      flatten = rowFlattener(table, { unlisted: unknown.size > MOST_UNKNOWN_COLUMNS ? 'drop' : 'refuse' });
      columns = [...names, ...table.unknownColumns];
    }
    const cells = flatten(json).map((cell, index) => [columns[index] as string, cell] as const);
    return Object.fromEntries(cells.filter(([, cell], index) => cell !== null || index < names.length));
  }

  function tableCells(json: string): Cells {
    const stored = new Map<string, string>(Object.entries(JSON.parse(json)));
    const others = [...stored.keys()].filter((name) => !known.has(name)).sort();
    return Object.fromEntries([...names, ...others].map((name) => [name, plainText(stored.get(name) ?? null)]));
  }

  return ({ json, form }) => (form === 'object' ? objectCells(json) : tableCells(json));
}

/** Returns a cell as it was before a formula in it was defused. */
export function plainText(cell: string | null): string | null {
  if (cell === null || !cell.startsWith("'")) return cell;
  const rest = cell.slice(1);
  return defuseFormula(rest) === cell ? rest : cell;
}
