import type { Pagination } from '../catalogue/resource.ts';
import { ApiError } from '../notices/errors.ts';
import type { Topic } from '../notices/topics.ts';
import { diagnose } from './explain.ts';
import { DeeplyNested, type JsonSource } from './json-scan.ts';
import { valuesIn } from './json-text.ts';
import { flawOf, isObject, type RowShape } from './row-shape.ts';

/** One object of a list: its text exactly as it was sent (compact), and the same parsed. */
export interface RawRow {
  text: string;
  value: Record<string, unknown>;
}

/** What the judge of an envelope must know of the list that was asked for. */
export interface ListEnvelope {
  path: string;
  pagination: Pagination;
  /** Where the rows are: `data`, or a path such as `result.items`. */
  dataSelector: string;
  /** What rows look like; absent for custom resources, whose envelope may also lack `has_more`. */
  shape?: RowShape | undefined;
}

/** Which query parameter takes the cursor, and which field of the answer holds the next one. */
export const CURSORS = {
  last_id: { parameter: 'after', field: 'last_id' },
  next: { parameter: 'after', field: 'next' },
  next_page: { parameter: 'page', field: 'next_page' },
} as const;

/** What an answer of a list says. */
export interface Page {
  rows: RawRow[];
  /** Whether more rows follow; undefined if the envelope lacks `has_more`. */
  hasMore: boolean | undefined;
  /** The cursor of the page that would follow, if one is named. */
  cursor: string | undefined;
}

/**
 * Returns what a page of a list says. Throws an `ApiError` if anything in it is not of the type that the API documents,
 * or if more is announced but nothing leads there: to guess would silently cut the list.
 */
export function readPage(json: JsonSource, body: unknown, request: ListEnvelope): Page {
  const rows = rowsOf(json, body, request);
  if (request.pagination === 'none') return { rows, hasMore: false, cursor: undefined };
  const { field } = CURSORS[request.pagination];
  const envelope = envelopeOf(body, request);
  const { has_more: hasMore } = envelope;
  const mayBeNull = request.shape === undefined;
  if (typeof hasMore !== 'boolean' && hasMore !== undefined && !(mayBeNull && hasMore === null))
    throw broken(request, 'holds a "has_more" that is neither true nor false');
  const given = envelope[field];
  if (request.shape && typeof given !== 'string' && given !== undefined && given !== null)
    throw broken(request, `holds a "${field}" that is no text`);
  // `last_id` is optional in nine of the thirteen lists that page by it.
  const lastId = field === 'last_id' ? rows.at(-1)?.value.id : undefined;
  const cursor = [given, lastId].find((value) => typeof value === 'string' && value !== '') as string | undefined;
  if (hasMore === true && cursor === undefined && (rows.length > 0 || request.shape) && !endsHere(rows, request))
    throw broken(request, `announces more but names no "${field}" to go on from`);
  return { rows, hasMore: hasMore ?? undefined, cursor };
}

/** Returns true for an empty page that ends the list, whatever it announces. */
export function endsHere(rows: RawRow[], { shape }: ListEnvelope): boolean {
  return rows.length === 0 && shape?.kind === 'bucket' && shape.endsAtEmptyPage;
}

/** Returns the single object of an answer. Throws an `ApiError` if there is none, or it is not what was asked for. */
export function readSingle(json: JsonSource, body: unknown, request: Pick<ListEnvelope, 'path' | 'shape'>): RawRow {
  const [object] = slice(json, '', request) ?? [];
  if (object === undefined || !isObject(body)) throw broken(request, 'is not an object');
  const { shape } = request;
  if (shape?.kind === 'object' && !Object.keys(body).some((name) => shape.fields.has(name)))
    throw broken(request, 'is an object without any field of what was asked for', 'not-the-api');
  const flaw = shape && flawOf(body, shape);
  if (flaw !== undefined) throw broken(request, `holds ${flaw}`);
  return { text: object, value: body };
}

/** Returns true if a successful answer is an error all the same: a setting or list never has the field `error`. */
export function isErrorBody(body: unknown, { shape, dataSelector = '' }: Partial<ListEnvelope>): boolean {
  if (!isObject(body) || !(isObject(body.error) || (typeof body.error === 'string' && body.error !== ''))) return false;
  if (shape) return true;
  // A custom resource may have such a field; an error alone is none of its rows.
  return dataSelector === '' ? Object.keys(body).length === 1 : select(body, dataSelector) === undefined;
}

/** Returns the error for an answer of status 200 that cannot be what the API sent. */
export function broken(
  request: Pick<ListEnvelope, 'path'>,
  why: string,
  topic: Topic = 'broken-answer',
  { cause, lacksList = false, isDeclared = false }: { cause?: unknown; lacksList?: boolean; isDeclared?: boolean } = {},
): ApiError {
  const isFromGateway = topic === 'not-the-api';
  const { remedy, passes } = diagnose({
    status: 0,
    detail: why,
    isFromGateway,
    flaw: lacksList ? 'no-list' : isDeclared ? 'not-as-declared' : undefined,
  });
  return new ApiError(topic, `The answer of GET ${request.path} ${why}: reading on would lose rows`, {
    status: 0,
    detail: why,
    remedy,
    passes,
    cause,
  });
}

/** Returns true if a user has said what rows look like, and may be mistaken. */
function isDeclared({ shape }: ListEnvelope): boolean {
  return (shape?.kind === 'event' || shape?.kind === 'bucket') && shape.isCustom === true;
}

function rowsOf(json: JsonSource, body: unknown, request: ListEnvelope): RawRow[] {
  const values = select(body, request.dataSelector);
  const texts = slice(json, request.dataSelector, request);
  if (!Array.isArray(values) || texts === undefined)
    throw broken(request, `holds no list at "${request.dataSelector}"`, undefined, { lacksList: true });
  return values.map((value, index) => {
    if (!isObject(value)) throw broken(request, `holds an entry at "${request.dataSelector}" that is not an object`);
    const flaw = request.shape && flawOf(value, request.shape);
    if (flaw !== undefined) throw broken(request, `holds ${flaw}`, undefined, { isDeclared: isDeclared(request) });
    return { text: texts[index] as string, value };
  });
}

function slice(json: JsonSource, selector: string, request: Pick<ListEnvelope, 'path'>): string[] | undefined {
  try {
    return valuesIn(json, selector);
  } catch (error) {
    if (error instanceof DeeplyNested) throw broken(request, error.message, 'too-deep', { cause: error });
    throw error;
  }
}

function envelopeOf(body: unknown, request: ListEnvelope): Record<string, unknown> {
  // A custom resource may keep its envelope next to the rows instead of at the top.
  const container = select(body, request.dataSelector.split('.').slice(0, -1).join('.'));
  return { ...(container as object), ...(body as object) };
}

/** Returns the value at a dotted path; the whole body for an empty one. */
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
