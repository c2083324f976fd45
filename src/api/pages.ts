import type { Pagination } from '../catalogue/resource.ts';
import { ApiError } from '../errors.ts';
import type { Client, Query } from './client.ts';
import { diagnose } from './explain.ts';
import { sliceValues } from './json-text.ts';

/** One object of a list: its text exactly as it was sent (compact), and the same parsed. */
export interface RawRow {
  text: string;
  value: Record<string, unknown>;
}

/** A list to walk. */
export interface ListRequest {
  path: string;
  query: Query;
  pagination: Pagination;
  /** Asked for as `limit`; absent where the endpoint has none. */
  pageSize?: number | undefined;
  /** Where the rows are: `data`, or a path such as `result.items`. */
  dataSelector: string;
  lane: string;
}

/** Which query parameter takes the cursor, and which field of the answer holds the next one. */
const CURSORS = {
  last_id: { parameter: 'after', field: 'last_id' },
  next: { parameter: 'after', field: 'next' },
  next_page: { parameter: 'page', field: 'next_page' },
} as const;

/** The API refused a cursor, usually because the row it names has been deleted: the list must be walked anew. */
export class CursorRefused extends Error {
  override readonly name = 'CursorRefused';
}

/**
 * Walks a list page by page, in the API's order; nothing outside this file knows about cursors.
 *
 * A page without the rows' array, "more" without a cursor and a repeated cursor are errors, because each would silently
 * cut the list; an empty page is the end even if it announces more (costs do that: mozilla/bigquery-etl and PostHog
 * both stop there). Throws `CursorRefused` where the API no longer takes a cursor that it gave.
 */
export async function* listPages(client: Client, request: ListRequest): AsyncGenerator<RawRow[]> {
  const seen = new Set<string>();
  let cursor: string | undefined;
  for (;;) {
    const { text, body } = await readPage(client, request, cursor);
    const rows = rowsOf(text, body, request);
    if (rows.length > 0 || cursor === undefined) yield rows;
    const next = rows.length === 0 ? undefined : nextCursor(body, rows, request);
    if (next === undefined) return;
    if (seen.has(next)) throw broken(request, `repeated the cursor of an earlier page`);
    seen.add(next);
    cursor = next;
  }
}

/** Reads one object; an `ApiError` with status 404 where there is none. */
export async function readObject(
  client: Client,
  request: Pick<ListRequest, 'path' | 'query' | 'lane'>,
): Promise<RawRow> {
  const { text, body } = await client.get(request.path, request.query, request.lane);
  const [object] = sliceValues(text, '') ?? [];
  if (object === undefined) throw broken(request, 'is not an object');
  return { text: object, value: body as Record<string, unknown> };
}

/** Reads a whole list, beginning anew (three times at most) when a cursor is refused half way. */
export async function readList(client: Client, request: ListRequest): Promise<RawRow[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const rows: RawRow[] = [];
      for await (const page of listPages(client, request)) rows.push(...page);
      return rows;
    } catch (error) {
      if (!(error instanceof CursorRefused) || attempt > 3) throw error instanceof CursorRefused ? error.cause : error;
    }
  }
}

async function readPage(client: Client, request: ListRequest, cursor: string | undefined) {
  const query: Query = [...request.query];
  if (request.pageSize !== undefined) query.push(['limit', String(request.pageSize)]);
  if (cursor !== undefined && request.pagination !== 'none')
    query.push([CURSORS[request.pagination].parameter, cursor]);
  try {
    return await client.get(request.path, query, request.lane);
  } catch (error) {
    const refused = error instanceof ApiError && (error.status === 400 || error.status === 404);
    if (cursor !== undefined && refused) throw new CursorRefused('The API refused its own cursor', { cause: error });
    throw error;
  }
}

function rowsOf(text: string, body: unknown, request: ListRequest): RawRow[] {
  const values = select(body, request.dataSelector);
  const texts = sliceValues(text, request.dataSelector);
  if (!Array.isArray(values) || texts === undefined)
    throw broken(request, `holds no list at "${request.dataSelector}"`);
  return values.map((value, index) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw broken(request, `holds an entry at "${request.dataSelector}" that is not an object`);
    }
    return { text: texts[index] as string, value: value as Record<string, unknown> };
  });
}

function nextCursor(body: unknown, rows: RawRow[], request: ListRequest): string | undefined {
  if (request.pagination === 'none') return undefined;
  const { field } = CURSORS[request.pagination];
  // A custom resource may keep its envelope beside the rows instead of at the top.
  const container = select(body, request.dataSelector.split('.').slice(0, -1).join('.'));
  const envelope = { ...(container as object), ...(body as object) } as Record<string, unknown>;
  const cursor = envelope[field];
  const hasMore = envelope.has_more ?? (field !== 'last_id' && typeof cursor === 'string' && cursor !== '');
  if (hasMore !== true) return undefined;
  if (typeof cursor === 'string' && cursor !== '') return cursor;
  // `last_id` is optional in nine of the thirteen lists that page by it.
  const lastId = field === 'last_id' ? rows.at(-1)?.value.id : undefined;
  if (typeof lastId === 'string') return lastId;
  throw broken(request, `announces more but names no "${field}" to go on from`);
}

/** The value at a dotted path; the whole body for an empty one. */
function select(body: unknown, selector: string): unknown {
  if (selector === '') return body;
  return selector
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined,
      body,
    );
}

function broken(request: Pick<ListRequest, 'path'>, why: string): ApiError {
  const { remedy } = diagnose({ status: 0, detail: why });
  return new ApiError('broken-answer', `The answer of GET ${request.path} ${why}: reading on would lose rows`, {
    status: 0,
    detail: why,
    remedy,
  });
}
