import { distance } from 'fastest-levenshtein';
import * as z from 'zod/mini';
import { auditEventTypes } from '../catalogue/audit-event-types.ts';
import { allResources } from '../catalogue/catalogue.ts';
import { dimensionsOf, isBuckets } from '../catalogue/kinds.ts';
import { formats as allFormats, formatChoices } from '../formats/registry.ts';
import { didYouMean } from '../text/nearest-name.ts';
import { DAY } from '../text/time.ts';
import { idProblem } from './api-access.ts';
import {
  ageForm,
  dateForm,
  durationForm,
  parseAge,
  parseDateExpression,
  parseDuration,
  parseStopAfter,
  stopAfterForm,
} from './dates.ts';
import { checkedText, listOf, mappingOf, parsedText, splitList, trueOrFalse } from './field-types.ts';

const date = 'an ISO date (2026-11-22, or 2026-11-22T13:00:00Z) or an age (12h, 30d, 4w)';
const ageExpected = 'expected an age such as 12h, 3d or 4w';
const agesExpected = `${ageExpected}, or ages by kind: {events: 3d, usage: 3d, costs: 35d}`;
export const age = parsedText(ageExpected, ageForm, parseAge);

const daysForm = '[1-9]\\d{0,3}[dw]';

/** So many whole days: a manifest says on which day a snapshot was read, and nothing finer. */
export const days = parsedText('expected days or weeks, such as 7d or 2w', daysForm, (text) =>
  new RegExp(`^${daysForm}$`).test(text) ? (parseAge(text) ?? 0) / DAY : undefined,
);

/** Returns a field for a point in time, or one of these words. */
export function dateOr(word: 'earliest' | 'now') {
  const forms = [word, ageForm, dateForm].join('|');
  return parsedText(`expected ${date}, or "${word}"`, forms, (text) => parseDateExpression(text, [word]));
}

const eventTypeForm = /[a-z0-9_]+(?:\.[a-z0-9_]+)+/;

/** Every dimension that some resource can be grouped by. */
const allDimensions = new Set(allResources.filter(isBuckets).flatMap(dimensionsOf));

function formatMistake(format: string): string | undefined {
  const allowed = [...formatChoices.keys()];
  if (formatChoices.has(format)) return undefined;
  return `is not a format: expected any of ${allFormats.map(({ name }) => name).join(', ')}, each with .gz or .zst${didYouMean(format, allowed)}`;
}

/** Only types that look misspelt are refused: another unknown one may be newer than this action. */
function eventTypeMistake(type: string): string | undefined {
  if (auditEventTypes.includes(type)) return undefined;
  if (
    auditEventTypes.some((other) => distance(other, type.toLowerCase()) <= 2) ||
    !new RegExp(`^${eventTypeForm.source}$`).test(type)
  ) {
    return `is not a type of audit event, such as api_key.created${didYouMean(type, auditEventTypes)}`;
  }
  return undefined;
}

/** Returns a field for a list of ids, which commas divide. */
export function idsOf(what: string) {
  const form = /[\x21-\x2b\x2d-\x7e]+/;
  return listOf(`expected a list of ${what}`, { form }, (id) => idProblem(id) && 'holds characters that no id has');
}

export const formats = listOf('expected a list of formats', { words: [...formatChoices.keys()] }, formatMistake);

/** A list of dimensions; which of them a resource has is checked against the resource. */
export const dimensions = listOf('expected "default", "all", "none", or a list of dimensions', {
  words: ['default', 'all', 'none', ...allDimensions],
});

export const eventTypes = listOf(
  'expected a list of types of audit events',
  { words: auditEventTypes, form: eventTypeForm },
  eventTypeMistake,
);

/** Zod knows a union's mistakes by member. */
function unknownKeyIn({ errors = [] }: { errors?: z.core.$ZodIssue[][] }): string | undefined {
  return errors.flat().find(({ code }) => code === 'unrecognized_keys')?.message;
}

/** One age, or one for each kind of resource. */
export const ages = z.union(
  [
    z.pipe(
      age,
      z.transform((seconds) => ({ events: seconds, usage: seconds, costs: seconds })),
    ),
    mappingOf(agesExpected, { events: z.optional(age), usage: z.optional(age), costs: z.optional(age) }),
  ],
  { error: (issue) => unknownKeyIn(issue) ?? agesExpected },
);

export const stopAfter = parsedText(
  'expected a duration such as 45m or 2h, or a number of requests such as "5000 requests"',
  stopAfterForm,
  parseStopAfter,
);

export const duration = parsedText('expected a duration such as 60s or 2m', durationForm, parseDuration);

/** Words of `report`, each a form of the report. */
const reportWords = ['summary', 'comment', 'html', 'access-review', 'none'] as const;

/** Words of `fail-on`; it also takes `stale:` and an age. */
const failOnWords = ['error', 'finding:high', 'finding:medium', 'finding:low', 'never'] as const;

function wordMistake(allowed: readonly string[]) {
  return (word: string): string | undefined =>
    allowed.includes(word) ? undefined : `is none of ${allowed.join(', ')}${didYouMean(word, allowed)}`;
}

const failOnForm = new RegExp(`${failOnWords.join('|')}|stale:${ageForm}`);

function failOnMistake(word: string): string | undefined {
  if (failOnWords.some((known) => known === word) || staleAge(word) !== undefined) return undefined;
  const advice = /^stale\b/.test(word)
    ? ': expected an age behind it, such as stale:48h'
    : didYouMean(word, failOnWords);
  return `is none of ${failOnWords.join(', ')}, stale:48h${advice}`;
}

/** Returns the seconds of `stale:48h`, or undefined for any other word. */
export function staleAge(word: string): number | undefined {
  return word.startsWith('stale:') ? parseAge(word.slice('stale:'.length)) : undefined;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not stand in a name.
const badInBranch = /[\s~^:?*[\\\x00-\x1f\x7f]|\.\.|@\{|\/\/|^[/.-]|[/.]$|\.lock$|^refs\//;

/** Returns the rules of `git check-ref-format` that a name for people may meet: https://git-scm.com/docs/git-check-ref-format */
function branchMistake(name: string): string | undefined {
  return badInBranch.test(name) || name === ''
    ? 'expected the name of a branch, such as main or export/data'
    : undefined;
}

/** A list of names as YAML or by comma. */
const names = z.pipe(
  z.union([z.string(), z.array(z.string())], { error: 'expected a list of names' }),
  z.transform((given) => [given].flat().flatMap(splitList)),
);

export const branch = checkedText(branchMistake, { minLength: 1, not: { pattern: badInBranch.source } });

export const reports = listOf(
  `expected a list of ${reportWords.join(', ')}`,
  { words: reportWords },
  wordMistake(reportWords),
);

export const failOn = listOf(
  `expected a list of ${failOnWords.join(', ')}, stale:48h`,
  { words: failOnWords, form: failOnForm },
  failOnMistake,
);

export const pullRequest = mappingOf(
  'expected a mapping of title, labels, reviewers, team-reviewers, draft, such as {labels: [audit], reviewers: [octocat]}',
  {
    title: z.optional(
      checkedText((text) => (text === '' || text.length > 60 ? 'expected up to 60 characters' : undefined), {
        pattern: '\\S',
        maxLength: 60,
      }),
    ),
    labels: z.optional(names),
    reviewers: z.optional(names),
    'team-reviewers': z.optional(names),
    draft: z.optional(trueOrFalse()),
  },
);
