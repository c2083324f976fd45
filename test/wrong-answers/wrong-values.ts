/** A JSON object as an answer holds it. */
export type Json = Record<string, unknown>;

/** Stands for a field that is left out. */
export const ABSENT = Symbol('absent');

/** A value of each type of JSON, and the odd ones of each. */
const EVERY_TYPE: readonly unknown[] = [ABSENT, null, true, false, 0, 1.5, '', 'wrong', 'true', [], {}, [null]];
/** More of the same types, for whoever has time. */
const MORE: readonly unknown[] = [1, -1, 1e300, 'false', '0', ['wrong'], { wrong: true }];

/** `all` tries more values, and each wrong answer at each place, as `npm run soak` does. */
export const TRIES_ALL = process.env.WRONG_ANSWERS === 'all';

/** How a value reads in the title of a case. */
export function nameOf(value: unknown): string {
  return value === ABSENT ? 'absent' : JSON.stringify(value);
}

/** Every value but those that the API documents for the field. */
export function wrongValues(isRight: (value: unknown) => boolean): unknown[] {
  return [...EVERY_TYPE, ...(TRIES_ALL ? MORE : [])].filter((value) => !isRight(value));
}

/** Returns the object with one field set, in its place, or left out. */
export function withField(object: Json, field: string, value: unknown): Json {
  if (value !== ABSENT) return { ...object, [field]: value };
  const { [field]: _left, ...rest } = object;
  return rest;
}
