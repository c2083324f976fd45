import { ApiError } from '../notices/errors.ts';
import type { Client, Query } from './client.ts';
import {
  broken,
  CURSORS,
  endsHere,
  isErrorBody,
  type ListEnvelope,
  type Page,
  type RawRow,
  readPage,
  readSingle,
} from './envelope.ts';
import { createSeenRows } from './seen-rows.ts';

export type { RawRow } from './envelope.ts';

/** A list to walk. */
export interface ListRequest extends ListEnvelope {
  query: Query;
  /** Asked for as `limit`; absent if the endpoint has none. */
  pageSize?: number | undefined;
  lane: string;
}

/** Empty pages that may follow each other while more is announced. */
const MOST_EMPTY_PAGES = 10;

/** More than any list has: two million entries in pages of 100. A walk of events ends far earlier, in shorter windows. */
const MOST_PAGES = 20_000;

/** The API refused a cursor, usually because the row it names has been deleted: the list must be read from the start again. */
export class CursorRefused extends Error {
  override readonly name = 'CursorRefused';
}

/**
 * Walks a list page by page, in the API's order; nothing else knows about cursors. Yields every row, also those that a
 * page repeats along with new ones; the first page also if it is empty.
 *
 * Throws an `ApiError` for a page that is not what the API documents, and for a walk that does not get on: a page without
 * a new row, a cursor that comes again, ten empty pages in a row. Throws `CursorRefused` if the API no longer takes a
 * cursor that it gave. A list of the catalogue that lacks `has_more` is read until a page brings nothing new.
 */
export async function* listPages(client: Client, request: ListRequest): AsyncGenerator<RawRow[]> {
  const cursors = new Set<string>();
  const countNew = createSeenRows(request.shape);
  let cursor: string | undefined;
  let empty = 0;
  let edge: RawRow | undefined;
  for (let count = 1; ; count += 1) {
    const page = await askForPage(client, request, cursor);
    const { rows } = page;
    const lacksHasMore = page.hasMore === undefined && request.shape !== undefined;
    if (lacksHasMore) client.missesHasMore(request.lane);
    const bringsNothing = rows.length > 0 && countNew(rows) === 0;
    if (lacksHasMore && bringsNothing) return;
    if (rows.length > 0 || cursor === undefined) yield rows;
    const next = followingCursor(page, request);
    // A gateway whose pages include their edges may end with one that only repeats the last row.
    if (next === undefined || (lacksHasMore && cursors.has(next)) || isEmptyButForEdge(rows, edge, request)) return;
    edge = rows.at(-1) ?? edge;
    if (bringsNothing) throw stuck(request, 'repeats rows of earlier pages and brings no new one');
    if (cursors.has(next)) throw stuck(request, 'repeated the cursor of an earlier page');
    empty = rows.length === 0 ? empty + 1 : 0;
    if (empty > MOST_EMPTY_PAGES) throw stuck(request, `announces more after ${MOST_EMPTY_PAGES} empty pages in a row`);
    if (count >= MOST_PAGES) throw stuck(request, `announces more after ${MOST_PAGES} pages`);
    cursors.add(next);
    cursor = next;
  }
}

/** Reads one object; an `ApiError` with status 404 where there is none. */
export async function readObject(
  client: Client,
  request: Pick<ListRequest, 'path' | 'query' | 'lane' | 'shape'>,
): Promise<RawRow> {
  const isError = (body: unknown) => isErrorBody(body, { shape: request.shape });
  const { json, body } = await client.get(request.path, request.query, request.lane, { isError });
  return readSingle(json, body, request);
}

/** Reads a whole list, starting over (three times at most) when a cursor is refused half way. */
export async function readList(client: Client, request: ListRequest): Promise<RawRow[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const rows: RawRow[] = [];
      for await (const page of listPages(client, request)) for (const row of page) rows.push(row);
      return rows;
    } catch (error) {
      if (!(error instanceof CursorRefused) || attempt > 3) throw error instanceof CursorRefused ? error.cause : error;
    }
  }
}

async function askForPage(client: Client, request: ListRequest, cursor: string | undefined): Promise<Page> {
  const query: Query = [...request.query];
  if (request.pageSize !== undefined) query.push(['limit', String(request.pageSize)]);
  if (cursor !== undefined && request.pagination !== 'none')
    query.push([CURSORS[request.pagination].parameter, cursor]);
  try {
    const isError = (body: unknown) => isErrorBody(body, request);
    const { json, body } = await client.get(request.path, query, request.lane, { isError });
    return readPage(json, body, request);
  } catch (error) {
    const refused = error instanceof ApiError && error.isRefusal && (error.status === 400 || error.status === 404);
    if (cursor !== undefined && refused) throw new CursorRefused('The API refused its own cursor', { cause: error });
    throw error;
  }
}

/** Returns the cursor to go on with; undefined at the end of the list. */
function followingCursor({ rows, hasMore, cursor }: Page, request: ListRequest): string | undefined {
  if (hasMore === false || endsHere(rows, request)) return undefined;
  if (hasMore === true || request.shape) return cursor;
  // A custom resource without has_more: `next` and `next_page` announce more by being there.
  return request.pagination !== 'last_id' && rows.length > 0 ? cursor : undefined;
}

/**
 * Returns true for a page that would be empty if a gateway, whose pages include their edges, did not put the last bucket in front.
 * That bucket must end where the asked time ends: else buckets may be missing.
 */
function isEmptyButForEdge(rows: RawRow[], edge: RawRow | undefined, { shape, query }: ListRequest): boolean {
  const [row, ...others] = rows;
  if (shape?.kind !== 'bucket' || row === undefined || others.length > 0 || row.text !== edge?.text) return false;
  const until = query.find(([name]) => name === 'end_time')?.[1];
  return Number(row.value.end_time) >= Number(until);
}

function stuck(request: ListRequest, why: string): ApiError {
  return broken(request, why, 'no-progress');
}
