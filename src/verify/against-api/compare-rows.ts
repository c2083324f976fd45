import { parseLossless } from '../../api/json-text.ts';
import { leaves } from '../../archive/changes.ts';
import { rowKeys } from '../../archive/row-keys.ts';
import { cellsReader } from '../../audit/read/row-cells.ts';
import { dimensionsOf, isBuckets, isDated, isPermanent } from '../../catalogue/kinds.ts';
import type { Resource } from '../../catalogue/resource.ts';
import type { Row } from '../../formats/row.ts';
import { timeText } from '../../text/time.ts';

/** What came of one row that both sides have, or one of them. */
export type Difference =
  | { kind: 'same' | 'missing' | 'extra'; key: string }
  | { kind: 'different'; key: string; fields: string[]; stored: Row; fresh: Row };

/** Returns what tells that two rows are meant to be the same one: a bucket by its start and all that it is grouped by. */
export function matchingKeys(resource: Resource): (value: Record<string, unknown>) => string {
  const keyOf = rowKeys(isBuckets(resource) ? { ...resource, dimensions: dimensionsOf(resource) } : resource);
  return (value) => keyOf(value, '');
}

/** Returns what a key tells people: an event's id, a bucket's day and what it is grouped by, ids of a snapshot's row. */
export function labelOf(resource: Resource, key: string): string {
  const [first = '', ...rest] = key.split('\0');
  if (!isDated(resource)) return [first, ...rest].filter((part) => part !== '').join(' / ');
  const time = timeText(Number(first));
  if (isPermanent(resource)) return `${rest.join(' ')} (${time})`;
  const names = dimensionsOf(resource);
  const told = rest.flatMap((part, index) => (part === '' || !names[index] ? [] : `${names[index]}=${part}`));
  return [time.replace('T00:00:00Z', ''), ...told].join(' ');
}

/**
 * Returns a function that names the fields in which two rows differ, never what they hold. Those that move by themselves are left
 * out.
 */
export function fieldComparer(resource: Resource): (stored: Row, fresh: Row) => string[] {
  const volatile = new Set(resource.columns.flatMap(({ name, volatile }) => (volatile ? name : [])));
  const cellsOf = cellsReader(resource);
  const fieldsOf = (row: Row, asCells: boolean): Map<string, string> =>
    asCells
      ? new Map(Object.entries(cellsOf(row)).flatMap(([name, cell]) => (cell === null ? [] : [[name, cell]])))
      : leaves(parseLossless(row.json), '', new Set());
  return (stored, fresh) => {
    if (stored.json === fresh.json) return [];
    const asCells = stored.form === 'cells' || fresh.form === 'cells';
    const [left, right] = [fieldsOf(stored, asCells), fieldsOf(fresh, asCells)];
    const names = [...new Set([...left.keys(), ...right.keys()])].filter((name) => left.get(name) !== right.get(name));
    // The same values written otherwise: another order of keys, another escape.
    if (names.length === 0) return asCells ? [] : ['how its JSON is written'];
    return names.filter((name) => !volatile.has(name)).sort();
  };
}

/** Walks through two sides that are sorted by key. Rows of one key (buckets may have several) are matched whole, then in their order. */
export async function* compareRows(
  stored: AsyncIterable<Row[]>,
  fresh: AsyncIterable<Row[]>,
  fieldsIn: (stored: Row, fresh: Row) => string[],
): AsyncGenerator<Difference> {
  const [left, right] = [groups(stored), groups(fresh)];
  let [own, theirs] = [await left.next(), await right.next()];
  while (!own.done || !theirs.done) {
    if (theirs.done || (!own.done && own.value.key < theirs.value.key)) {
      const { key, rows } = own.value as Group;
      for (const _row of rows) yield { kind: 'extra', key };
      own = await left.next();
    } else if (own.done || theirs.value.key < own.value.key) {
      const { key, rows } = theirs.value;
      for (const _row of rows) yield { kind: 'missing', key };
      theirs = await right.next();
    } else {
      yield* compareGroup(own.value, theirs.value, fieldsIn);
      [own, theirs] = [await left.next(), await right.next()];
    }
  }
}

interface Group {
  key: string;
  rows: Row[];
}

function* compareGroup(
  { key, rows }: Group,
  theirs: Group,
  fieldsIn: (stored: Row, fresh: Row) => string[],
): Generator<Difference> {
  const rest = [...theirs.rows];
  const unmatched = rows.filter((row) => {
    const index = rest.findIndex(({ json }) => json === row.json);
    if (index !== -1) rest.splice(index, 1);
    return index === -1;
  });
  for (let count = unmatched.length; count < rows.length; count += 1) yield { kind: 'same', key };
  for (const row of unmatched) {
    const other = rest.shift();
    const fields = other && fieldsIn(row, other);
    if (other === undefined || fields === undefined) yield { kind: 'extra', key };
    else if (fields.length === 0) yield { kind: 'same', key };
    else yield { kind: 'different', key, fields, stored: row, fresh: other };
  }
  for (const _row of rest) yield { kind: 'missing', key };
}

async function* groups(batches: AsyncIterable<Row[]>): AsyncGenerator<Group> {
  let group: Group | undefined;
  for await (const batch of batches) {
    for (const row of batch) {
      if (group?.key === row.key) {
        group.rows.push(row);
        continue;
      }
      if (group) yield group;
      group = { key: row.key, rows: [row] };
    }
  }
  if (group) yield group;
}
