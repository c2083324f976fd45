import { distance } from 'fastest-levenshtein';
import * as z from 'zod/mini';
import { auditEventTypes } from '../catalogue/audit-event-types.ts';
import { allResources } from '../catalogue/catalogue.ts';
import { dimensionsOf } from '../catalogue/kinds.ts';
import { formatChoices } from '../formats/format-choice.ts';
import { didYouMean } from '../text/nearest-name.ts';
import { baseUrlForm, baseUrlProblem, headerSafe, idProblem } from './api-access.ts';
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
import { checkedText, listOf, matching, numberBetween, oneOf, parsedText, trueOrFalse } from './field-types.ts';
import { gitHubFields } from './github-fields.ts';
import { quote } from './mistakes.ts';

const date = 'an ISO date (2026-11-22, or 2026-11-22T13:00:00Z) or an age (12h, 30d, 4w)';
const ageExpected = 'expected an age such as 12h, 3d or 4w';
const agesExpected = `${ageExpected}, or ages by kind: {events: 3d, usage: 3d, costs: 35d}`;
const age = parsedText(ageExpected, new RegExp(`^\\s*${ageForm}\\s*$`), parseAge);

const lookbackKinds = { events: z.optional(age), usage: z.optional(age), costs: z.optional(age) };

function agesMistake(given: unknown): string {
  const keys = typeof given === 'object' && given !== null && !Array.isArray(given) ? Object.keys(given) : [];
  const unknown = keys.find((key) => !Object.hasOwn(lookbackKinds, key));
  if (unknown === undefined) return agesExpected;
  return `${quote(unknown)} is not among its keys${didYouMean(unknown, Object.keys(lookbackKinds)) || `: ${agesExpected}`}`;
}

/** A field for a point in time, or one of these words. */
function dateOr(word: 'earliest' | 'now') {
  const form = new RegExp(`^\\s*(?:${word}|${ageForm}|${dateForm})\\s*$`);
  return parsedText(`expected ${date}, or "${word}"`, form, (text) => parseDateExpression(text, [word]));
}

/** Ids as lists hold them, which commas divide. */
const idForm = /[\x21-\x2b\x2d-\x7e]+/;
const eventTypeForm = /[a-z0-9_]+(?:\.[a-z0-9_]+)+/;

/** Every dimension that some resource can be grouped by. */
const dimensions = new Set(
  allResources.flatMap((resource) => (resource.kind === 'buckets' ? dimensionsOf(resource) : [])),
);

function formatMistake(format: string): string | undefined {
  const allowed = [...formatChoices.keys()];
  if (formatChoices.has(format)) return undefined;
  return `is not a format: expected any of jsonl, csv, each with .gz or .zst${didYouMean(format, allowed)}`;
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

function idMistake(id: string): string | undefined {
  return idProblem(id) && 'holds characters that no id has';
}

/** Settings that can differ from resource to resource, as `resource-options` takes them. */
export const optionFields = {
  format: listOf('expected a list of formats', { words: [...formatChoices.keys()] }, formatMistake),
  'partition-by': oneOf(['hour', 'day', 'month']),
  'start-date': dateOr('earliest'),
  'end-date': dateOr('now'),
  'refresh-from': dateOr('earliest'),
  lookback: age,
  'bucket-width': oneOf(['1m', '1h', '1d']),
  'group-by': listOf(
    'expected "default", "none", or a list of dimensions',
    { words: ['default', 'none', ...dimensions] },
    () => undefined,
  ),
  projects: listOf('expected a list of project ids', { form: idForm }, idMistake),
  'event-types': listOf(
    'expected a list of types of audit events',
    { words: auditEventTypes, form: eventTypeForm },
    eventTypeMistake,
  ),
  models: listOf('expected a list of models', { form: idForm }, idMistake),
  'csv-escape-formulas': trueOrFalse(),
  'on-schema-change': oneOf(['evolve', 'freeze', 'discard-columns', 'discard-rows']),
  'known-fields': listOf(
    'expected a list of fields, as tables name them: seat__kind',
    { form: /[^,\n]*[^\s,]/ },
    () => undefined,
  ),
};

/** Settings of the run as a whole; those that can differ are here what holds for resources without their own. */
export const runFields = {
  ...optionFields,
  lookback: z.union(
    [
      z.pipe(
        age,
        z.transform((seconds) => ({ events: seconds, usage: seconds, costs: seconds })),
      ),
      z.strictObject(lookbackKinds, { error: ({ input }) => agesMistake(input) }),
    ],
    { error: ({ input }) => agesMistake(input) },
  ),
  'base-url': checkedText(baseUrlProblem, { pattern: baseUrlForm.source }),
  'openai-organization': checkedText(idProblem, { pattern: headerSafe.source }),
  'openai-project': checkedText(idProblem, { pattern: headerSafe.source }),
  destination: checkedText(() => undefined),
  state: oneOf(['auto', 'cache']),
  'stop-after': parsedText(
    'expected a duration such as 45m or 2h, or a number of requests such as "5000 requests"',
    new RegExp(`^\\s*${stopAfterForm}\\s*$`),
    parseStopAfter,
  ),
  'dry-run': trueOrFalse(),
  ...gitHubFields,
  privacy: oneOf(['none', 'pseudonymize', 'redact']),
  'accept-empty': listOf('expected a list of resources', { form: /[a-z0-9_]+/ }, () => undefined),
  'projects-file': matching(/\S/, 'expected the path of a CSV file'),
  concurrency: numberBetween(1, 100, 'whole'),
  'requests-per-second': numberBetween(0.01, 10_000, 'any'),
  retries: numberBetween(0, 20, 'whole'),
  'request-timeout': parsedText(
    'expected a duration such as 60s or 2m',
    new RegExp(`^\\s*${durationForm}\\s*$`),
    parseDuration,
  ),
};
