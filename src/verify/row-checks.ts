import type { Period } from '../archive/periods.ts';
import { bucketKey, eventKey, secondsOf, snapshotKeys } from '../archive/row-keys.ts';
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
 * the first offence of each kind is told: after one, many follow.
 * @param period undefined for a snapshot.
 */
export function rowChecks(resource: Resource, period: Period | undefined): RowChecks {
  const keyOf = keysOf(resource);
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
      const key = keyOf(plain, row.form === 'cells' ? '' : row.json);
      // Buckets may have two rows with the same dimensions, of which even the amounts can be the same.
      if (before !== undefined && key < before) note('order', `row ${number} belongs before row ${number - 1}`);
      if (key === before && resource.kind !== 'buckets') note('twice', `row ${number} is row ${number - 1} once more`);
      before = key;
      if (period === undefined || resource.kind === 'snapshot') return;
      const seconds = secondsOf(plain[timeFieldOf(resource)]);
      if (seconds !== undefined && seconds >= period.from && seconds < period.to) return;
      note('period', `row ${number} does not belong to the period of the file`);
    },
    findings: () => [...found.values()],
  };
}

/** The field by which rows of a dated resource fall into periods. */
export function timeFieldOf(resource: Exclude<Resource, { kind: 'snapshot' }>): string {
  return resource.kind === 'events' ? resource.timeField : 'start_time';
}

/** The order of a resource's rows. Cells have lost the JSON text that is the last part of a bucket's key. */
function keysOf(resource: Resource): (value: Value, json: string) => string {
  if (resource.kind === 'events') return (value) => eventKey(resource, value);
  if (resource.kind === 'buckets') return (value, json) => bucketKey(resource, value, json);
  return snapshotKeys(resource);
}

/** Cells as they were before formulas in them were defused: rows were put in order before. */
export function plainCells(value: Value): Value {
  if (!Object.values(value).some((cell) => typeof cell === 'string' && cell.startsWith("'"))) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, cell]) => [name, typeof cell === 'string' ? plainText(cell) : cell]),
  );
}
