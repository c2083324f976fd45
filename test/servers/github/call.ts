import type { TokenOptions } from './access.ts';
import type { World } from './world.ts';

/** One request, checked and ready to be handled. */
export interface Call {
  world: World;
  params: Record<string, string>;
  query: URLSearchParams;
  // The body has been checked against GitHub's description.
  // biome-ignore lint/suspicious/noExplicitAny: its form depends on the operation.
  body: any;
  token: TokenOptions;
  accept: string;
  /** The address asked for, without the query. */
  address: string;
}

/** What is sent back: nothing, JSON, or bytes. */
export interface Answer {
  status: number;
  json?: unknown;
  bytes?: Buffer;
  contentType?: string;
  headers?: Record<string, string>;
}

export type Handler = (call: Call) => Promise<Answer>;

const DEFAULT_PAGE = 30;
const LARGEST_PAGE = 100;

/** The page that the query asks for. */
export function pageOf(query: URLSearchParams): { page: number; size: number; start: number } {
  const size = Math.min(Math.max(Number(query.get('per_page') ?? DEFAULT_PAGE), 1), LARGEST_PAGE);
  const page = Math.max(Number(query.get('page') ?? 1), 1);
  return { page, size, start: (page - 1) * size };
}

/** The part of a list that the query asks for. */
export function slicePage<T>({ query }: Call, items: readonly T[]): T[] {
  const { size, start } = pageOf(query);
  return items.slice(start, start + size);
}

/** The Link header of a list; none where one page holds everything. */
export function linkHeaders({ query, address }: Call, total: number): Record<string, string> {
  const { page, size } = pageOf(query);
  const last = Math.max(1, Math.ceil(total / size));
  if (last === 1) return {};
  const link = (relation: string, number: number) => {
    const changed = new URLSearchParams(query);
    changed.set('page', String(number));
    return `<${address}?${changed}>; rel="${relation}"`;
  };
  const links = [
    ...(page > 1 ? [link('prev', page - 1)] : []),
    ...(page < last ? [link('next', page + 1), link('last', last)] : []),
    ...(page > 1 ? [link('first', 1)] : []),
  ];
  return { link: links.join(', ') };
}

/** One page of a list as an answer. */
export function listAnswer<T>(call: Call, items: readonly T[], show: (item: T) => unknown): Answer {
  return { status: 200, json: slicePage(call, items).map(show), headers: linkHeaders(call, items.length) };
}
