import { parseLossless } from '../api/json-text.ts';
import type { SnapshotResource } from '../catalogue/resource.ts';
import type { Row } from '../formats/row.ts';

/** One line of the change log, as JSON text. */
export type ChangeLine = string;

/**
 * What differs between two snapshots that are sorted by key: rows added, rows removed with what was last known of them,
 * and fields of rows that stayed. Fields that move by themselves (`last_used_at`) are no change.
 * @param isFirstRead true for rows that are new here only because they could not be read before.
 * @param isIgnored true for columns that are on one side only because they were left out of the other.
 */
export async function* compareSnapshots(
  resource: SnapshotResource,
  before: AsyncIterable<Row[]>,
  after: AsyncIterable<Row[]>,
  isFirstRead: (value: Record<string, unknown>) => boolean = () => false,
  isIgnored: (column: string) => boolean = () => false,
): AsyncGenerator<ChangeLine> {
  const volatile = new Set(resource.columns.filter((column) => column.volatile).map((column) => column.name));
  const old = oneByOne(before);
  const now = oneByOne(after);
  let left = await old.next();
  let right = await now.next();
  while (!left.done || !right.done) {
    if (right.done || (!left.done && left.value.key < right.value.key)) {
      yield line(resource, 'removed', left.value.json);
      left = await old.next();
    } else if (left.done || right.value.key < left.value.key) {
      if (!isFirstRead(JSON.parse(right.value.json))) yield line(resource, 'added', right.value.json);
      right = await now.next();
    } else {
      if (left.value.json !== right.value.json)
        yield* changed(resource, left.value.json, right.value.json, { volatile, isIgnored });
      left = await old.next();
      right = await now.next();
    }
  }
}

async function* oneByOne(batches: AsyncIterable<Row[]>): AsyncGenerator<Row> {
  for await (const batch of batches) yield* batch;
}

function line(resource: SnapshotResource, change: 'added' | 'removed', json: string): ChangeLine {
  return `{"change":"${change}","key":${keyText(resource, JSON.parse(json))},"row":${json}}`;
}

function* changed(
  resource: SnapshotResource,
  before: string,
  after: string,
  { volatile, isIgnored }: { volatile: Set<string>; isIgnored: (column: string) => boolean },
): Generator<ChangeLine> {
  const old = leaves(parseLossless(before), '', volatile);
  const now = leaves(parseLossless(after), '', volatile);
  const names = [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .filter((name) => old.get(name) !== now.get(name) && !isIgnored(name));
  if (names.length === 0) return;
  const side = (fields: Map<string, string>) =>
    `{${names.flatMap((name) => (fields.has(name) ? [`${JSON.stringify(name)}:${fields.get(name)}`] : [])).join(',')}}`;
  yield `{"change":"changed","key":${keyText(resource, JSON.parse(after))},"before":${side(old)},"after":${side(now)}}`;
}

function keyText(resource: SnapshotResource, value: Record<string, unknown>): string {
  const names = [...resource.parentIds, ...resource.key];
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, value[name]])));
}

/** Returns the fields of a row by column name, each as JSON text; a list counts as one field. Those that are volatile are left out. */
export function leaves(
  value: unknown,
  name: string,
  volatile: Set<string>,
  found = new Map<string, string>(),
): Map<string, string> {
  if (volatile.has(name)) return found;
  const isPlain = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
  // A number with more digits than a double holds is parsed to an object that JSON writes back as it was.
  if (isPlain && !JSON.stringify(value).startsWith('{')) found.set(name, JSON.stringify(value));
  else if (isPlain) {
    for (const [key, field] of Object.entries(value))
      leaves(field, name === '' ? key : `${name}__${key}`, volatile, found);
  } else found.set(name, JSON.stringify(value));
  return found;
}
