import type { RawRow } from '../../api/pages.ts';
import { listsAbove } from '../../catalogue/parent-lists.ts';
import type { Resource, SnapshotResource } from '../../catalogue/resource.ts';
import type { SnapshotRead } from '../job/snapshot-export.ts';

type Take = (rows: RawRow[]) => Promise<void>;

/** A list that others are read below: it is read once, though several need it and though it may be exported itself. */
export interface SharedList {
  /** What came of it, with what the reads below it need of its rows. */
  read: Promise<SnapshotRead & { rows: RawRow[] }>;
  /** Hands all rows, as they were sent, to the list's own export. Resolves when it has taken them. */
  handTo(take: Take): Promise<SnapshotRead>;
}

/**
 * Begins to read a list. Its rows are held as they were sent only until its own export has taken them, which is at once.
 * @param readAll reads the list, and hands out the rows of one target at a time.
 * @param options.slim returns what the reads below the list need of a row.
 * @param options.isExported true if somebody will ask for the rows.
 * @param options.isAskedTwice true if several may, one after the other.
 */
export function shareList(
  readAll: (take: Take) => Promise<SnapshotRead>,
  options: { slim: (row: RawRow) => RawRow; isExported: boolean; isAskedTwice: boolean },
): SharedList {
  const rows: RawRow[] = [];
  const held: RawRow[][] = [];
  let give: Take | undefined;
  const read = readAll(async (some) => {
    for (const row of some) rows.push(options.slim(row));
    if (options.isExported && (give === undefined || options.isAskedTwice)) held.push(some);
    // What its own export cannot take is no fault of the list.
    await give?.(some);
  }).then((result) => ({ ...result, rows }));

  return {
    read,
    async handTo(take) {
      // In the order in which they came, whenever somebody asks.
      let taken: Promise<void> = Promise.resolve();
      const pass: Take = async (some) => {
        taken = taken.then(() => take(some));
        await taken.catch(() => {});
      };
      if (!options.isAskedTwice) {
        for (const some of held.splice(0)) void pass(some);
        give = pass;
      }
      const { rows: _needed, ...result } = await read;
      for (const some of held) void pass(some);
      await taken;
      return result;
    },
  };
}

/**
 * Returns a function that keeps of a list's row what the reads below it need: its key, what fills their paths and queries, and
 * what says that a project is archived. A list of one's own may have no key, and is kept as it is.
 */
export function slimmed(list: SnapshotResource, selected: readonly Resource[]): (row: RawRow) => RawRow {
  if (list.custom || list.key.length === 0) return (row) => row;
  const all = selected.flatMap((resource) => [resource, ...listsAbove(resource, selected)]);
  const below = all.flatMap(({ parent }) => (parent?.resource === list.name ? [parent] : []));
  const fields = new Set([
    ...['id', 'status', 'archived_at', ...list.key, ...list.parentIds],
    ...below.flatMap(({ parameters, query = {} }) => [...Object.values(parameters), ...Object.values(query)]),
  ]);
  return ({ value }) => {
    const slim = Object.fromEntries(
      [...fields].flatMap((name) => (Object.hasOwn(value, name) ? [[name, value[name]]] : [])),
    );
    return { text: JSON.stringify(slim), value: slim };
  };
}
