import * as z from 'zod/mini';
import { didYouMean } from '../nearest-name.ts';
import { quote } from './mistakes.ts';

/** A refused value: zod shows the message behind the setting's name and what was given. */
function refuse(context: { issues: unknown[] }, message: string): never {
  context.issues.push({ code: 'custom', message, input: undefined });
  return z.NEVER;
}

/** Returns a field for a text that a function understands; the function returns undefined for one that it does not. */
export function parsedText<Value>(expected: string, parse: (text: string) => Value | undefined) {
  return z.pipe(
    z.string({ error: expected }),
    z.transform((text, context): Value => parse(text.trim()) ?? refuse(context, expected)),
  );
}

/** Returns a field for a text as it is, unless `mistakeIn` objects to it. */
export function checkedText(mistakeIn: (text: string) => string | undefined) {
  return z.pipe(
    z.string({ error: 'expected a text' }),
    z.transform((given, context): string => {
      const mistake = mistakeIn(given.trim());
      return mistake === undefined ? given.trim() : refuse(context, mistake);
    }),
  );
}

/** Returns a field for one of a few words. */
export function oneOf<const Word extends string>(words: readonly Word[]) {
  const expected = `expected ${words.map((word) => `"${word}"`).join(' or ')}`;
  return z.pipe(
    z.string({ error: expected }),
    z.transform((given, context): Word => {
      const word = words.find((word) => word === given.trim());
      return word ?? refuse(context, `${expected}${didYouMean(given, words)}`);
    }),
  );
}

/** Returns the entries of a list written by line or comma, without the empty ones. */
export function splitList(text: string): string[] {
  return text
    .split(/[\n,]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** Returns a field for a list, by line or comma or as a YAML list; every entry that `mistakeIn` objects to is named. */
export function listOf(expected: string, mistakeIn: (entry: string) => string | undefined) {
  return z.pipe(
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
}

/** Returns a field for a number between two bounds, written as a number or as a text. */
export function numberBetween(least: number, most: number, step: 'whole' | 'any') {
  const expected = `expected a ${step === 'whole' ? 'whole ' : ''}number from ${least} to ${most}`;
  return z.pipe(
    z.union([z.string(), z.number()], { error: expected }),
    z.transform((given, context): number => {
      const number = given === '' ? Number.NaN : Number(given);
      const fits = number >= least && number <= most && (step === 'any' || Number.isInteger(number));
      return fits ? number : refuse(context, expected);
    }),
  );
}

/** Returns a field for `true` or `false`. */
export function trueOrFalse() {
  return z.pipe(
    z.union([z.boolean(), z.literal(['true', 'false'])], { error: 'expected true or false' }),
    z.transform((given) => given === true || given === 'true'),
  );
}
