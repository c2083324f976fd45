import { type Json, nameOf, withField, wrongValues } from './wrong-values.ts';

/** What an answer is: which envelope it has, and what its rows are. */
export interface AnswerKind {
  envelope: 'last_id' | 'next' | 'next_page' | 'object';
  rows: 'events' | 'buckets' | 'entries';
  /** The field of the answer that names the next page. */
  cursor: 'last_id' | 'next' | 'next_page';
}

/** One way in which a well-formed answer is wrong. */
export interface WrongAnswer {
  name: string;
  /** The answers that it can happen to. */
  fits: (kind: AnswerKind) => boolean;
  change: (body: Json, kind: AnswerKind) => unknown;
}

const isBoolean = (value: unknown) => typeof value === 'boolean';
const isList = (value: unknown) => Array.isArray(value) && value.length === 0;

/** A field of the envelope by each wrong value. */
function inEnvelope(
  field: string,
  isRight: (value: unknown) => boolean,
  nameIn: (kind: AnswerKind) => string | undefined,
): WrongAnswer[] {
  return wrongValues(isRight).map((value) => ({
    name: `${field} is ${nameOf(value)}`,
    fits: (kind) => nameIn(kind) !== undefined,
    change: (body, kind) => withField(body, nameIn(kind) as string, value),
  }));
}

/** A row of the list, the first or the last, as a whole or one field of it. */
function inRows(
  name: string,
  fits: (kind: AnswerKind) => boolean,
  change: (row: Json) => unknown,
  which: 0 | -1,
): WrongAnswer {
  return {
    name: `${name} of the ${which === 0 ? 'first' : 'last'} row`,
    fits: (kind) => kind.envelope !== 'object' && fits(kind),
    change(body) {
      const rows = [...(body.data as Json[])];
      const index = which === 0 ? 0 : rows.length - 1;
      if (rows[index] !== undefined) rows[index] = change(rows[index]) as Json;
      return { ...body, data: rows };
    },
  };
}

function fieldOfRows(rows: AnswerKind['rows'], field: string, isRight: (value: unknown) => boolean): WrongAnswer[] {
  return wrongValues(isRight).flatMap((value) =>
    ([0, -1] as const).map((which) =>
      inRows(
        `${rows}: ${field} is ${nameOf(value)}`,
        (kind) => kind.rows === rows,
        (row) => withField(row, field, value),
        which,
      ),
    ),
  );
}

const wholeRows = [null, true, 0, 'wrong', [], {}, [null]].flatMap((value) =>
  ([0, -1] as const).map((which) =>
    inRows(
      nameOf(value),
      () => true,
      () => value,
      which,
    ),
  ),
);

const wholeBodies: WrongAnswer[] = [null, true, 0, 'wrong', [], {}, [{}]].map((value) => ({
  name: `the body is ${nameOf(value)}`,
  fits: ({ envelope }) => envelope !== 'object' || !(typeof value === 'object' && !Array.isArray(value)),
  change: () => value,
}));

const errors: WrongAnswer[] = [
  {
    name: 'an error object under status 200',
    fits: () => true,
    change: () => ({ error: { message: 'Oops', type: 'server_error' } }),
  },
  { name: 'an error beside the data', fits: () => true, change: (body) => ({ error: { message: 'Oops' }, ...body }) },
];

/** Every field of every envelope, and of the rows what they are told apart and placed by, by every wrong type and by absence. */
export const WRONG_ANSWERS: readonly WrongAnswer[] = [
  ...inEnvelope('has_more', isBoolean, ({ envelope }) => (envelope === 'object' ? undefined : 'has_more')),
  ...inEnvelope('data', isList, ({ envelope }) => (envelope === 'object' ? undefined : 'data')),
  ...inEnvelope(
    'the cursor',
    () => false,
    ({ envelope, cursor }) => (envelope === 'object' ? undefined : cursor),
  ),
  ...wholeBodies,
  ...errors,
  ...wholeRows,
  ...fieldOfRows('events', 'id', (value) => typeof value === 'string' && value !== ''),
  ...fieldOfRows('events', 'effective_at', () => false),
  ...fieldOfRows('buckets', 'start_time', () => false),
  ...fieldOfRows('buckets', 'end_time', () => false),
  ...fieldOfRows('buckets', 'results', isList),
  ...fieldOfRows('entries', 'id', (value) => typeof value === 'string' && value !== ''),
];
