import type { RawRow } from '../../api/pages.ts';
import type { Parent, SnapshotResource } from '../../catalogue/resource.ts';
import { ApiError } from '../../notices/errors.ts';
import type { Ids, StaleParent } from '../job/snapshot-export.ts';

/** Parents by their ids, each once, in the order of their list. */
export interface Parents {
  /** The row of each parent, with its ids. */
  named: { ids: Ids; row: RawRow }[];
  /** Parents that no path can name. */
  unnamed: StaleParent[];
}

/**
 * Returns the parents that the rows of a list are. A list that repeats one, because it moved while it was read, still means
 * one parent; a row without a usable id is an error of its own, so that no path is made of nothing.
 * @param isRead false for a row that nothing is read below: it needs no id.
 */
export function parentsIn(
  list: SnapshotResource,
  rows: RawRow[],
  { parameters }: Parent,
  isRead: (row: RawRow) => boolean,
): Parents {
  const named = new Map<string, { ids: Ids; row: RawRow }>();
  const unnamed = new Map<string, StaleParent>();
  for (const row of rows) {
    const ids: Ids = {};
    const unusable: string[] = [];
    for (const [name, field] of Object.entries(parameters)) {
      const id = idIn(row.value[field], list.custom === true);
      if (id !== undefined) ids[name] = id;
      if (id === undefined || !isUsableId(id)) unusable.push(field);
    }
    const identity = JSON.stringify(ids);
    if (unusable.length === 0) {
      if (!named.has(identity)) named.set(identity, { ids, row });
    } else if (isRead(row) && !unnamed.has(identity)) unnamed.set(identity, { ids, error: withoutKey(list, unusable) });
  }
  const known = [...named.values()];
  const all = known.map(({ ids }) => ids);
  return {
    named: known,
    unnamed: [...unnamed.values()].map((parent) =>
      Object.keys(parent.ids).length < Object.keys(parameters).length ? { ...parent, otherThan: all } : parent,
    ),
  };
}

/** True unless a path that holds the id would lead somewhere else, or cannot be written: URLs resolve `.` and `..` away. */
export function isUsableId(id: string): boolean {
  return id !== '' && id !== '.' && id !== '..' && isWellFormed(id);
}

/** Returns the path with its placeholders filled. */
export function fillPath(path: string, ids: Ids): string {
  return path.replace(/\{([^{}]*)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? ''));
}

/** Returns the error for a parent that no path can name. */
export function withoutKey({ name }: SnapshotResource, fields: string[]): ApiError {
  const named = fields.map((field) => `\`${field}\``).join(' and ');
  return new ApiError('parent-without-key', `${name} has an entry without a usable ${named}`, {
    status: 200,
    passes: true,
    remedy:
      'What is below that entry cannot be asked for; the others are read. The next run tries again. If it persists, check `base-url`, and for a custom resource the `primary_key` of its parent.',
  });
}

/** Ids of the API are texts; other lists may count. */
function idIn(value: unknown, mayBeNumber: boolean): string | undefined {
  if (typeof value === 'string') return value;
  return mayBeNumber && Number.isSafeInteger(value) ? String(value) : undefined;
}

/** `String.prototype.isWellFormed`, which the types of this target do not have. */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
