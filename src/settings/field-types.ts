import * as z from 'zod/mini';
import { didYouMean } from '../text/nearest-name.ts';
import { quote } from './mistakes.ts';

/** What a value must look like, as JSON schema says it: https://json-schema.org/draft-07 */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * What fields take, for `config.schema.json`, by which editors complete and underline. The parsers decide: they also know what
 * a schema cannot say (a day that does not exist, one setting against another).
 */
export const fieldSchemas = z.registry<JsonSchema>();

/** Notes what a field takes, and returns the field. */
function described<Field extends z.ZodMiniType>(field: Field, schema: JsonSchema): Field {
  fieldSchemas.add(field, schema);
  return field;
}

/** A refused value: zod shows the message behind the setting's name and what was given. */
function refuse(context: { issues: unknown[] }, message: string): never {
  context.issues.push({ code: 'custom', message, input: undefined });
  return z.NEVER;
}

/**
 * Returns a field for a text that a function understands; the function returns undefined for one that it does not.
 * @param form what such texts look like.
 */
export function parsedText<Value>(expected: string, form: string, parse: (text: string) => Value | undefined) {
  const field = z.pipe(
    z.string({ error: expected }),
    z.transform((text, context): Value => parse(text.trim()) ?? refuse(context, expected)),
  );
  return described(field, { pattern: `^\\s*(?:${form})\\s*$` });
}

/** Returns a field for a text as it is, unless `mistakeIn` objects to it; `schema` says the same to editors. */
export function checkedText(mistakeIn: (text: string) => string | undefined, schema: JsonSchema = {}) {
  const field = z.pipe(
    z.string({ error: 'expected a text' }),
    z.transform((given, context): string => {
      const mistake = mistakeIn(given.trim());
      return mistake === undefined ? given.trim() : refuse(context, mistake);
    }),
  );
  return described(field, schema);
}

/** Returns a field for a text of this form. */
export function matching(form: RegExp, expected: string) {
  return checkedText((text) => (form.test(text) ? undefined : expected), { pattern: form.source });
}

/** Returns a field for one of a few words. */
export function oneOf<const Word extends string>(words: readonly Word[]) {
  const expected = `expected ${words.map((word) => `"${word}"`).join(' or ')}`;
  const field = z.pipe(
    z.string({ error: expected }),
    z.transform((given, context): Word => {
      const word = words.find((word) => word === given.trim());
      return word ?? refuse(context, `${expected}${didYouMean(given, words)}`);
    }),
  );
  return described(field, { enum: words });
}

/** Returns the entries of a list written by line or comma, without the empty ones. */
export function splitList(text: string): string[] {
  return text
    .split(/[\n,]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** What the entries of a list look like: these words, or the form, which the words are then examples of. */
export interface ListEntries {
  words?: readonly string[];
  form?: RegExp;
}

/** Returns the schema of a list, by line or comma or as a YAML list. */
export function listSchema({ words = [], form }: ListEntries): JsonSchema {
  const entry = form?.source ?? words.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const line = `^[\\s,]*(?:${entry})(?:[ \\t]*[,\\n][\\s,]*(?:${entry}))*[\\s,]*$`;
  const entries = [...(words.length > 0 ? [{ enum: words }] : []), { type: 'string', pattern: line }];
  return { anyOf: [...entries, { type: 'array', items: { anyOf: entries } }] };
}

/**
 * Returns a field for a list, by line or comma or as a YAML list; every entry that `mistakeIn` objects to is named.
 * @param entries what `mistakeIn` lets through.
 */
export function listOf(
  expected: string,
  entries: ListEntries,
  mistakeIn: (entry: string) => string | undefined = () => undefined,
) {
  const field = z.pipe(
    z.union([z.string(), z.array(z.string())], { error: expected }),
    z.transform((given, context): string[] => {
      const entries = [given].flat().flatMap(splitList);
      for (const entry of entries) {
        const mistake = mistakeIn(entry);
        if (mistake !== undefined) refuse(context, `${quote(entry)} ${mistake}`);
      }
      return [...new Set(entries)];
    }),
  );
  return described(field, listSchema(entries));
}

/** Returns a field for a list whose entries may hold commas: a line each, or a YAML list. */
export function linesOf(expected: string) {
  const field = z.pipe(
    z.union([z.string(), z.array(z.string())], { error: expected }),
    z.transform((given): string[] => {
      const lines = [given].flat().flatMap((text) => text.split('\n').map((line) => line.trim()));
      return [...new Set(lines.filter((line) => line !== ''))];
    }),
  );
  return described(field, { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] });
}

/** Returns a field for a number between two bounds, written as a number or as a text. */
export function numberBetween(least: number, most: number, step: 'whole' | 'any') {
  const expected = `expected a ${step === 'whole' ? 'whole ' : ''}number from ${least} to ${most}`;
  const form = step === 'whole' ? /^\s*\d+\s*$/ : /^\s*\d+(\.\d+)?\s*$/;
  const field = z.pipe(
    z.union([z.string(), z.number()], { error: expected }),
    z.transform((given, context): number => {
      const number = typeof given === 'number' || form.test(given) ? Number(given) : Number.NaN;
      const fits = number >= least && number <= most && (step === 'any' || Number.isInteger(number));
      return fits ? number : refuse(context, expected);
    }),
  );
  const number = { type: step === 'whole' ? 'integer' : 'number', minimum: least, maximum: most };
  return described(field, { anyOf: [number, { type: 'string', pattern: form.source }] });
}

/** Returns a field for `true` or `false`. */
export function trueOrFalse() {
  const field = z.pipe(
    z.union([z.boolean(), z.literal(['true', 'false'])], { error: 'expected true or false' }),
    z.transform((given) => given === true || given === 'true'),
  );
  return described(field, { anyOf: [{ type: 'boolean' }, { enum: ['true', 'false'] }] });
}

/** Returns a field for a mapping with these keys and no others. */
export function mappingOf<Shape extends z.core.$ZodLooseShape>(expected: string, shape: Shape) {
  return z.strictObject(shape, {
    error(issue) {
      if (issue.code !== 'unrecognized_keys') return expected;
      const [key = ''] = issue.keys;
      return `${quote(key)} is not among its keys${didYouMean(key, Object.keys(shape)) || `: ${expected}`}`;
    },
  });
}
