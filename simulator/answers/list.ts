import type { Entry, Json, View } from '../collection.ts';
import type { Operation } from '../operations.ts';
import { arrayParameter, booleanParameter, limitParameter, refuseUnknown, wordParameter } from '../query.ts';
import { Refusal } from '../refusal.ts';
import type { Answer, Question, Scene } from './answer.ts';

const ACCESS = ['membership', 'active', 'inactive', 'any'] as const;

/** Answers a page of a list that has a cursor. */
export const answerList: Answer = (scene, question) => {
  const { operation, query, values } = question;
  if (scene.quirks.refuseUnknownParameters) refuseUnknown(query, knownParameters(operation));
  const limit = limitParameter(query, operation.limit ?? { default: 20, least: 1, most: 100 });
  const order = wordParameter(query, 'order', ['asc', 'desc'], operation.order ?? 'asc');
  const view = scene.organization.list(operation.list, ...values).view(scene.clock.now());
  const shown = shownPositions(view, question, order);
  const { start, end, more } = slice(shown, view, query, limit);
  const page = shown.positions.slice(start, end);
  const rows = page.map((position) => view.json[position]).join(',');
  return envelope(scene, operation, rows, {
    first: idAt(view, page[0]),
    last: idAt(view, page.at(-1)),
    more,
  });
};

function knownParameters(operation: Operation): string[] {
  return ['limit', 'after', ...(operation.order === undefined ? [] : ['order']), ...operation.parameters];
}

function idAt(view: View, position: number | undefined): string | null {
  return position === undefined ? null : (view.entries[position]?.id ?? null);
}

/** The entries that a query shows, as positions in the view, and the place of each position among them. */
interface Shown {
  positions: number[];
  places: Map<number, number>;
}

/** What the queries asked so far show of a view; a page costs what is on it, not what is in the list. */
const remembered = new WeakMap<View, Map<string, Shown>>();

function shownPositions(view: View, { operation, query }: Question, order: 'asc' | 'desc'): Shown {
  const known = remembered.get(view) ?? new Map<string, Shown>();
  remembered.set(view, known);
  const filters = operation.parameters.map((name) => query.getAll(name));
  const name = JSON.stringify([operation.resource, order, filters]);
  let shown = known.get(name);
  if (shown === undefined) {
    const positions = filteredPositions(view, filterOf(operation, query));
    if (order === 'desc') positions.reverse();
    shown = { positions, places: new Map(positions.map((position, place) => [position, place])) };
    known.set(name, shown);
  }
  return shown;
}

function filteredPositions(view: View, keep: Filter): number[] {
  const positions: number[] = [];
  for (let position = 0; position < view.entries.length; position += 1) {
    const entry = view.entries[position];
    const row = view.rows[position];
    if (entry !== undefined && row !== undefined && keep(entry, row)) positions.push(position);
  }
  return positions;
}

type Filter = (entry: Entry, row: Json) => boolean;

function filterOf(operation: Operation, query: URLSearchParams): Filter {
  if (operation.resource === 'projects') {
    const archived = booleanParameter(query, 'include_archived');
    return (_entry, row) => archived || row.status !== 'archived';
  }
  if (operation.resource === 'project_api_keys') {
    const access = wordParameter(query, 'owner_project_access', ACCESS, 'membership');
    if (access === 'any') return () => true;
    if (access === 'membership')
      return (entry, row) => entry.hidden !== true && row.owner_project_access !== 'inactive';
    return (_entry, row) => row.owner_project_access === access;
  }
  const emails = new Set(arrayParameter(query, 'emails'));
  return (_entry, row) => emails.size === 0 || emails.has(String(row.email));
}

/** Where the page begins and ends; `after` and `before` must name an entry that is still shown. */
function slice(
  shown: Shown,
  view: View,
  query: URLSearchParams,
  limit: number,
): { start: number; end: number; more: boolean } {
  const after = query.get('after');
  const before = query.get('before');
  if (before !== null && before !== '') {
    const end = placeOf(shown, view, 'before', before);
    const start = Math.max(0, end - limit);
    return { start, end, more: start > 0 };
  }
  const start = after === null || after === '' ? 0 : placeOf(shown, view, 'after', after) + 1;
  const end = Math.min(start + limit, shown.positions.length);
  return { start, end, more: end < shown.positions.length };
}

function placeOf(shown: Shown, view: View, param: string, cursor: string): number {
  const position = view.position.get(decodeCursor(cursor));
  const place = position === undefined ? undefined : shown.places.get(position);
  if (place === undefined)
    throw new Refusal(400, `Invalid '${param}': no object with the cursor '${cursor}'.`, {
      param,
      code: 'invalid_cursor',
    });
  return place;
}

const CURSOR = 'cursor_';

/** The opaque form in which `next` names an entry; an id itself is taken as a cursor too. */
function encodeCursor(id: string): string {
  return CURSOR + Buffer.from(id).toString('base64url');
}

function decodeCursor(cursor: string): string {
  return cursor.startsWith(CURSOR) ? Buffer.from(cursor.slice(CURSOR.length), 'base64url').toString() : cursor;
}

function envelope(
  scene: Scene,
  operation: Operation,
  rows: string,
  page: { first: string | null; last: string | null; more: boolean },
): string {
  if (operation.cursor === 'next') {
    const next = page.more && page.last !== null ? JSON.stringify(encodeCursor(page.last)) : 'null';
    return `{"object":"list","data":[${rows}],"has_more":${page.more},"next":${next}}`;
  }
  const ids = scene.quirks.listsWithoutLastId.includes(operation.resource)
    ? ''
    : `"first_id":${JSON.stringify(page.first)},"last_id":${JSON.stringify(page.last)},`;
  return `{"object":"list","data":[${rows}],${ids}"has_more":${page.more}}`;
}
