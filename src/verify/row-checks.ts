import type { Period } from '../archive/periods.ts';
import { rowKeys, secondsOf } from '../archive/row-keys.ts';
import type { StoredRow } from '../archive/stored-rows.ts';
import { plainText } from '../audit/read/row-cells.ts';
import type { Resource } from '../catalogue/resource.ts';

type Value = Record<string, unknown>;

/** Looks at the rows of one file, one after the other, in its order. */
export interface RowChecks {
  take(stored: StoredRow): void;
  /** What is wrong with them, one phrase each. */
  findings(): string[];
}

/**
 * Checks that rows stand in the promised order, that no row is there twice, and that each belongs to the file's period. Only
 * the first offence of each kind is reported: after one, many follow.
 * @param period undefined for a snapshot.
 */
export function rowChecks(resource: Resource, period: Period | undefined): RowChecks {
  const keyOf = rowKeys(resource);
  const found = new Map<string, string>();
  let number = 0;
  let before: string | undefined;

  function note(kind: string, text: string): void {
    if (!found.has(kind)) found.set(kind, text);
  }

  return {
    take({ row, value }) {
      number += 1;
      const plain = row.form === 'cells' ? plainCells(value) : value;
      // Cells have lost the JSON text that ends a bucket's key.
      const key = keyOf(plain, row.form === 'cells' ? '' : row.json);
      // Buckets may have two rows with the same dimensions, of which even the amounts can be the same.
      if (before !== undefined && key < before) note('order', `row ${number} belongs before row ${number - 1}`);
      if (key === before && resource.kind !== 'buckets') note('twice', `row ${number} is row ${number - 1} once more`);
      before = key;
      if (period === undefined || resource.timeField === undefined) return;
      const seconds = secondsOf(plain[resource.timeField]);
      if (seconds !== undefined && seconds >= period.from && seconds < period.to) return;
      note('period', `row ${number} does not belong to the period of the file`);
    },
    findings: () => [...found.values()],
  };
}

/** Cells as they were before formulas in them were defused: rows were put in order before. */
export function plainCells(value: Value): Value {
  if (!Object.values(value).some((cell) => typeof cell === 'string' && cell.startsWith("'"))) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, cell]) => [name, typeof cell === 'string' ? plainText(cell) : cell]),
  );
}
