import { isDeepStrictEqual } from 'node:util';
import type { RawRow } from '../../api/pages.ts';
import type { SnapshotResource } from '../../catalogue/resource.ts';
import { ApiError } from '../../notices/errors.ts';

/** Collects the rows of one list, each once, as its pages come. */
export interface ListedRows {
  /** Throws an `ApiError` (`rows-contradict`) if a row says something else than an earlier one with the same key. */
  add(page: RawRow[]): void;
  rows(): RawRow[];
}

/**
 * Rows of one list are one by their key: pages overlap where a list moves while it is read, or includes the row that its
 * cursor names. Of two that differ only in what moves by itself (`last_used_at`), the later one counts.
 *
 * Without a key, as custom resources may be, two equal rows may well be two things. They are surely one only if they have an
 * `id` and a page begins with what the page before ends with.
 */
export function collectListedRows(resource: SnapshotResource, path: string): ListedRows {
  const rows: RawRow[] = [];
  const places = new Map<string, number>();
  let lastPage: RawRow[] = [];

  function addKeyed(row: RawRow, key: string): void {
    const place = places.get(key);
    const known = place === undefined ? undefined : rows[place];
    if (place === undefined || known === undefined) {
      places.set(key, rows.length);
      rows.push(row);
    } else if (known.text !== row.text) {
      if (!isSame(resource, known.value, row.value)) throw contradiction(resource, path);
      rows[place] = row;
    }
  }

  return {
    rows: () => rows,
    add(page) {
      const fresh = resource.key.length > 0 ? page : page.slice(overlap(lastPage, page));
      lastPage = page;
      for (const row of fresh) {
        const key = keyOf(resource, row.value);
        if (key === undefined) rows.push(row);
        else addKeyed(row, key);
      }
    },
  };
}

/** Returns what identifies a row in its list; undefined if it lacks a part of it. */
function keyOf({ key }: SnapshotResource, value: Record<string, unknown>): string | undefined {
  const parts = key.map((field) => value[field]);
  if (parts.length === 0 || parts.some((part) => part === undefined || part === null || part === '')) return undefined;
  return JSON.stringify(parts);
}

/** Returns how many rows at the beginning of a page are those at the end of the one before. */
function overlap(before: RawRow[], page: RawRow[]): number {
  for (let length = Math.min(before.length, page.length); length > 0; length -= 1) {
    const end = before.slice(-length);
    const isRepeated = page.slice(0, length).every((row, index) => {
      const hasId = ['string', 'number'].includes(typeof row.value.id);
      return hasId && row.text === end[index]?.text;
    });
    if (isRepeated) return length;
  }
  return 0;
}

function isSame(resource: SnapshotResource, one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  const volatile = resource.columns.filter((column) => column.volatile).map(({ name }) => name);
  return isDeepStrictEqual(without(one, volatile), without(other, volatile));
}

function without(value: Record<string, unknown>, names: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}

function contradiction({ key }: SnapshotResource, path: string): ApiError {
  const fields = key.map((field) => `\`${field}\``).join(' and ');
  return new ApiError('rows-contradict', `GET ${path} listed entries with the same ${fields} and different content`, {
    status: 200,
    passes: true,
    remedy:
      'The list was read several times. Rather than choose one of them, the run keeps what is stored; the next run reads the list again.',
  });
}
