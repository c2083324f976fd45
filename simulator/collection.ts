/** A JSON object. */
export type Json = Record<string, unknown>;

/** One thing of the organisation and the time in which the API shows it. */
export interface Entry {
  /** The text a cursor or a detail path names it by. */
  id: string;
  /** Unix seconds from which it is shown. */
  from: number;
  /** Unix seconds from which it is gone; never, if absent. */
  until?: number;
  row: Json;
  /** Fields that take another value from `at` on, in the order of time. */
  changes?: { at: number; fields: Json }[];
  /** Fields that follow the clock (`last_used_at`). */
  moving?: (now: number) => Json;
  /** True for a key that its project's list leaves out unless every owner is asked for. */
  hidden?: true;
  /** Fields that only the read of this one object shows. */
  detail?: Json;
}

/** A collection as the API shows it at one time. */
export interface View {
  entries: Entry[];
  rows: Json[];
  /** JSON text of each row, on one line. */
  json: string[];
  position: Map<string, number>;
}

/** A list of entries, in the API's order, that keeps its views right when entries change. */
export interface Collection {
  entries(): readonly Entry[];
  get(id: string): Entry | undefined;
  /** Adds an entry at the end; `from` is the beginning of time if absent. Its id is the row's `id` if absent. */
  add(entry: Partial<Entry> & { row: Json }): Entry;
  /** Forgets the entry altogether, as if it had been deleted this second. */
  remove(id: string): void;
  /** Sets fields of an entry's row, or of the entry itself. */
  update(id: string, fields: Json, entry?: Partial<Omit<Entry, 'id' | 'row'>>): void;
  view(now: number): View;
}

/** Returns an empty collection. */
export function createCollection(): Collection {
  const entries: Entry[] = [];
  const byId = new Map<string, Entry>();
  let cached: { now: number; view: View } | undefined;

  function require(id: string): Entry {
    const entry = byId.get(id);
    if (entry === undefined) throw new Error(`The collection holds nothing with the id ${id}.`);
    return entry;
  }

  return {
    entries: () => entries,
    get: (id) => byId.get(id),
    add(given) {
      const entry: Entry = { ...given, id: given.id ?? String(given.row.id), from: given.from ?? 0 };
      entries.push(entry);
      byId.set(entry.id, entry);
      cached = undefined;
      return entry;
    },
    remove(id) {
      entries.splice(entries.indexOf(require(id)), 1);
      byId.delete(id);
      cached = undefined;
    },
    update(id, fields, changes = {}) {
      const entry = require(id);
      Object.assign(entry, changes, { row: { ...entry.row, ...fields } });
      cached = undefined;
    },
    view(now) {
      if (cached?.now !== now) cached = { now, view: viewAt(entries, now) };
      return cached.view;
    },
  };
}

/** Returns the row of an entry at a time. */
export function rowAt(entry: Entry, now: number): Json {
  if (entry.changes === undefined && entry.moving === undefined) return entry.row;
  const row = { ...entry.row };
  for (const change of entry.changes ?? []) {
    if (change.at <= now) Object.assign(row, change.fields);
  }
  return Object.assign(row, entry.moving?.(now));
}

function viewAt(all: Entry[], now: number): View {
  const entries = all.filter((entry) => entry.from <= now && (entry.until === undefined || now < entry.until));
  const rows = entries.map((entry) => rowAt(entry, now));
  return {
    entries,
    rows,
    json: rows.map((row) => JSON.stringify(row)),
    position: new Map(entries.map((entry, index) => [entry.id, index])),
  };
}
