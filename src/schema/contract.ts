import type { RawRow } from '../api/pages.ts';
import type { Resource } from '../catalogue/resource.ts';
import type { Row } from '../formats/row.ts';
import { collectUnknownColumns, MOST_UNKNOWN_COLUMNS } from '../formats/unknown-columns.ts';
import type { RowPrivacy } from '../privacy/row-privacy.ts';
import { cutUnknownCells, cutUnknownFields } from './cut-fields.ts';
import type { SchemaOptions } from './schema-options.ts';
import { eachUnknownField, type KnownFields, knownFields } from './unknown-fields.ts';

/** Stands for all further names: if keys are data, their number has no limit. */
export const OTHER_FIELDS = '(other fields)';

/** What the contract says of a row. */
export interface Judgement {
  /** The row as it may be written; the same object if it holds nothing else. */
  row: RawRow;
  /** Names of the fields that it may not hold, or for which it freezes its partition, as they may be shown. */
  violations: readonly string[];
  /** What becomes of the row: it stays (without those fields), is left out, or its partition is not written. */
  fate: 'keep' | 'discard' | 'freeze';
}

/** What may be in the rows of a resource, and what happens to a row that holds something else. */
export interface SchemaContract {
  mode: SchemaOptions['mode'];
  /** Judges a row as the API sent it, before anything in it is hidden. */
  judge(raw: RawRow): Judgement;
  /** A row that was read back, as it may be written again. */
  stored<Stored extends { row: Pick<Row, 'json' | 'form'>; value: Record<string, unknown> }>(stored: Stored): Stored;
  /** Adds the columns that a row which stays needs besides those of the catalogue: those that the user allows. */
  collectColumns(value: Record<string, unknown>, found: Set<string>): void;
}

/** Returns the contract of a resource; undefined if everything may follow (`evolve`). */
export function schemaContract(
  resource: Resource,
  options: SchemaOptions | undefined,
  privacy: RowPrivacy | undefined,
): SchemaContract | undefined {
  if (options === undefined) return undefined;
  const { mode } = options;
  const identifying = fieldsOfIdentity(resource);
  const known = knownFields(resource, [...options.knownFields, ...(resource.custom ? identifying : [])]);
  const shown = new Map<string, string>();
  const inner = innerNames(resource);

  /** Keys may be data, and the data an address. */
  function show(name: string): string {
    if (!shown.has(name) && shown.size >= MOST_UNKNOWN_COLUMNS) return OTHER_FIELDS;
    const told = shown.get(name) ?? privacy?.text(name, {}) ?? name;
    shown.set(name, told);
    return told;
  }

  function violationsIn(value: Record<string, unknown>): string[] {
    const names: string[] = [];
    eachUnknownField(known, value, ({ name }) => names.push(name));
    return names;
  }

  return {
    mode,
    judge(row) {
      const names = violationsIn(row.value);
      if (names.length === 0) return { row, violations: names, fate: 'keep' };
      // Without the fields that distinguish rows, one would pass for another.
      const freezing = mode === 'freeze' ? names : names.filter((name) => identifying.includes(name));
      if (freezing.length > 0) return { row, violations: freezing.map(show), fate: 'freeze' };
      const violations = names.map(show);
      if (mode === 'discard-rows') return { row, violations, fate: 'discard' };
      const text = cutUnknownFields(known, row.text, row.value.type);
      return { row: { text, value: JSON.parse(text) }, violations, fate: 'keep' };
    },
    stored: mode === 'discard-columns' ? (stored) => cutStored(known, stored) : (stored) => stored,
    collectColumns(value, found) {
      const all = new Set<string>();
      collectUnknownColumns(value, resource, all);
      // An empty object where fields are known holds none of them: no change, and no column.
      for (const name of all) if (!inner.has(name) || known.allowed.has(name)) found.add(name);
    },
  };
}

function cutStored<Stored extends { row: Pick<Row, 'json' | 'form'>; value: Record<string, unknown> }>(
  known: KnownFields,
  stored: Stored,
): Stored {
  const { json, form } = stored.row;
  const cut = form === 'cells' ? cutUnknownCells(known, json) : cutUnknownFields(known, json, stored.value.type);
  return cut === json ? stored : { ...stored, row: { ...stored.row, json: cut }, value: JSON.parse(cut) };
}

/** Fields that distinguish rows and give their order. */
function fieldsOfIdentity(resource: Resource): string[] {
  if (resource.kind === 'buckets') return ['start_time', 'end_time'];
  return [...(resource.timeField ? [resource.timeField] : []), ...resource.parentIds, ...resource.key];
}

/** Returns the names of the objects that lead to columns. */
function innerNames({ columns }: Resource): Set<string> {
  const found = new Set<string>();
  for (const { name } of columns) {
    const steps = name.split('__');
    for (let length = 1; length < steps.length; length += 1) found.add(steps.slice(0, length).join('__'));
  }
  return found;
}
