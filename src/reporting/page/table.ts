import { count } from '../../text/amounts.ts';
import { type Html, html, NOTHING } from './html.ts';

/** Beyond so many rows a page becomes slow, and nobody reads on. */
export const MOST_ROWS = 1500;

/** A longer table scrolls in a region of its own, so that what follows it stays within reach. */
const MOST_UNROLLED = 30;

/** A column of a table. */
export interface Column {
  name: string;
  /** Numbers stand at the right, in figures of one width, and sort as numbers. */
  kind?: 'number' | 'text';
}

/** What stands in a cell, and what it sorts by if that is not its text. */
export type Cell = string | { show: Html | string; sort?: string | number };

/** A row, and what it can be filtered by: `{severity: 'high'}`. */
export interface Row {
  cells: Cell[];
  filters?: Record<string, string>;
}

export interface Table {
  /** Unique on the page. */
  id: string;
  caption: string;
  columns: Column[];
  rows: Row[];
  /** The most rows that are shown; the first ones are. */
  most?: number;
  /** Rows that never reached the report. */
  alreadyLeftOut?: number;
  /** Where the rows that are left out are: "findings.jsonl". */
  rest?: Html | string;
  /** False for a small table in a fixed order. */
  sortable?: boolean;
  /** The first column names the row. */
  rowHeads?: boolean;
}

/** Returns a table with a caption, in a region of its own that scrolls sideways and can be reached by keyboard. */
export function tableOf(table: Table): Html {
  const { id, caption, columns, rows, most = MOST_ROWS, sortable = true } = table;
  const shown = rows.slice(0, most);
  return html`<div class="scroll${shown.length > MOST_UNROLLED ? ' long' : ''}" role="region" tabindex="0" aria-labelledby="${id}-caption"><table id="${id}"${sortable && shown.length > 1 ? html` data-sortable` : NOTHING}>
<caption id="${id}-caption">${caption}</caption>
<thead><tr>${columns.map(({ name, kind }) => html`<th scope="col"${classOf(kind)}>${name}</th>`)}</tr></thead>
<tbody>
${shown.map((row) => rowOf(row, table))}</tbody></table></div>${leftOut(table, shown.length)}`;
}

function leftOut({ rows, alreadyLeftOut = 0, rest }: Table, shown: number): Html {
  const left = rows.length - shown + alreadyLeftOut;
  if (left <= 0) return NOTHING;
  return html`<p class="left-out">The first ${count(shown)} of ${count(rows.length + alreadyLeftOut)} rows are shown; ${count(left)} are left out${rest === undefined ? NOTHING : html`: see ${rest}`}.</p>`;
}

function rowOf({ cells, filters = {} }: Row, { columns, rowHeads = false }: Table): Html {
  const data = Object.entries(filters).map(([name, value]) => html` data-${name}="${value}"`);
  return html`<tr${data}>${cells.map((cell, index) => cellOf(cell, columns[index]?.kind, rowHeads && index === 0))}</tr>
`;
}

function cellOf(cell: Cell, kind: Column['kind'], head: boolean): Html {
  const { show, sort } = typeof cell === 'string' ? { show: cell, sort: undefined } : cell;
  const value = sort === undefined ? NOTHING : html` data-v="${sort}"`;
  return head ? html`<th scope="row"${value}>${show}</th>` : html`<td${classOf(kind)}${value}>${show}</td>`;
}

function classOf(kind: Column['kind']): Html {
  return kind === 'number' ? html` class="n"` : NOTHING;
}
