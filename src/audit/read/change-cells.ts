import { numberText, parseLossless } from '../../api/json-text.ts';
import type { Manifest } from '../../archive/manifest.ts';
import { storedResource } from '../../archive/stored-resource.ts';
import type { ColumnType, Resource } from '../../catalogue/resource.ts';
import { isoTime } from '../../formats/iso-time.ts';
import { storedForm } from '../../formats/registry.ts';
import { StorageError } from '../../notices/errors.ts';
import type { Cells, Change } from '../audit-data.ts';
import { type CellsReader, cellsReader, plainText } from './row-cells.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A line of the change log, parsed. */
interface Line {
  change: Change['change'];
  key?: Fields;
  row?: Fields;
  before?: Fields;
  after?: Fields;
}

/**
 * Returns a function that reads the lines of a resource's change log: the change on a line, its values in the form of a table,
 * where a field that is absent on one side is null. Undefined if that is all that differs. Throws a `StorageError` for any other line.
 */
export function changeReader(manifest: Manifest): (line: string, day: string) => Change | undefined {
  const resource = storedResource(manifest);
  const context = { resource, cellsOf: cellsReader(resource), form: storedForm(manifest.shape.formats) };
  return (line, day) => changeOf(context, line, day);
}

interface ChangeContext {
  resource: Resource;
  cellsOf: CellsReader;
  form: 'object' | 'cells';
}

function changeOf({ resource, cellsOf, form }: ChangeContext, line: string, day: string): Change | undefined {
  const { change, key, row, before, after } = parseLine(line);
  const types = new Map(resource.columns.map(({ name, type }) => [name, type]));
  const side = (fields: Fields = {}): Cells =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        name,
        form === 'cells' && typeof value === 'string' ? plainText(value) : cellText(value, types.get(name)),
      ]),
    );
  const whole = (fields: Fields = {}): Cells => cellsOf({ json: JSON.stringify(fields), form });
  const common = { resource: resource.name, change, day, key: side(key) };
  if (change === 'added') return { ...common, before: {}, after: whole(row) };
  if (change === 'removed') return { ...common, before: whole(row), after: {} };
  const [old, now] = [side(before), side(after)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
  const differing = names.filter((name) => (old[name] ?? null) !== (now[name] ?? null));
  const pick = (cells: Cells): Cells => Object.fromEntries(differing.map((name) => [name, cells[name] ?? null]));
  return differing.length === 0 ? undefined : { ...common, before: pick(old), after: pick(now) };
}

function parseLine(text: string): Line {
  let line: Line | undefined;
  try {
    line = parseLossless(text) as Line;
  } catch (cause) {
    throw new StorageError('stored-file-damaged', 'a line is not JSON', { cause });
  }
  const isWhole = line?.change === 'changed' ? line.before && line.after : line?.row;
  if (!isWhole || !['added', 'removed', 'changed'].includes(line.change)) {
    throw new StorageError('stored-file-damaged', 'a line is no entry of a change log');
  }
  return line;
}

/** Returns a value as `flatten` writes it into a cell of a column of this type. */
function cellText(value: unknown, type: ColumnType | undefined): string | null {
  if (value === null || value === undefined) return null;
  const digits = numberText(value);
  if (digits !== undefined) return type === 'time' ? isoTime(digits) : digits;
  return typeof value === 'string' && type !== 'json' ? value : JSON.stringify(value);
}
