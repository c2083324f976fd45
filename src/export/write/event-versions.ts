import { rowFlattener } from '../../formats/flatten.ts';
import { defuseFormula } from '../../formats/formulas.ts';
import type { Row } from '../../formats/row.ts';
import { tableOf } from '../../formats/table.ts';
import { findUnknownColumns } from '../../formats/unknown-columns.ts';
import type { Choose } from '../../spool/merge-sorted.ts';
import { byCodeUnits } from '../../text/order.ts';
import type { DatedExport } from '../job/dated-export.ts';
import { standing, surpassing } from './richer.ts';

/**
 * Returns what chooses one of the versions of an event, of which the stored ones come first: the richest; the first where
 * they contradict each other. If nothing can be replaced, what is stored stays, even if it is poorer.
 * @param onOther gets each version that holds something which the chosen one lacks or denies.
 */
export function eventVersions(job: DatedExport, onOther: (row: Row) => void): Choose {
  const { formats } = job.selection.options;
  const holdsJson = formats.some(({ keepsShape }) => keepsShape);
  const isFixed = job.context.access.settledOnly === true;
  return (all) => {
    if (all.every(({ json }) => json === all[0]?.json)) return all.slice(-1);
    // A table's cells cannot become JSON again, so JSON is written of whatever still is JSON.
    const objects = all.filter(({ form }) => form === 'object');
    const versions = comparable(job, holdsJson && objects.length > 0 ? objects : all);
    const rows = [...versions.keys()];
    const kept = isFixed ? besideFirst(rows) : surpassing(rows, whicheverIsStored);
    const [chosen, ...others] = kept.map((row) => versions.get(row) as Row);
    for (const other of others) onOther(other);
    return [chosen as Row];
  };

  /** Of the same content the stored spelling; but JSON rather than cells, and what is equal to the letter is no matter. */
  function whicheverIsStored(earlier: Row, later: Row): Row {
    return earlier.json === later.json ? later : earlier;
  }
}

/** Returns the first version, and those that hold something which it lacks or denies. */
function besideFirst(rows: Row[]): Row[] {
  const [first, ...others] = rows as [Row, ...Row[]];
  const more = others.filter((row) => ['richer', 'contradicts'].includes(standing(row, first)));
  return [first, ...surpassing(more, (earlier) => earlier)];
}

/** Each version by what it is compared as: its cells where one of them is from a table, else the version itself. */
function comparable(job: DatedExport, rows: Row[]): Map<Row, Row> {
  const isTable = rows.some(({ form }) => form === 'cells');
  return new Map(rows.map((row) => [isTable ? asCells(job, row) : row, row]));
}

/** Returns the row as cells by column; texts that a spreadsheet would run are defused, whether or not they were when written. */
function asCells(job: DatedExport, row: Row): Row {
  const cells: Record<string, string> = Object.create(null);
  const put = (name: string, cell: string | null) => {
    if (cell !== null) cells[name] = defuseFormula(cell);
  };
  if (row.form === 'cells') {
    for (const [name, cell] of Object.entries(JSON.parse(row.json))) put(name, String(cell));
  } else {
    const unknown = new Set<string>();
    findUnknownColumns(row, job.resource, unknown);
    const table = tableOf(job.resource, unknown, false);
    const names = [...table.columns.map(({ name }) => name), ...table.unknownColumns];
    for (const [index, cell] of rowFlattener(table)(row.json).entries()) put(names[index] as string, cell);
  }
  return {
    ...row,
    json: JSON.stringify(Object.fromEntries(Object.entries(cells).sort(([a], [b]) => byCodeUnits(a, b)))),
  };
}
