import { distance } from 'fastest-levenshtein';
import * as z from 'zod/mini';
import { auditEventTypes } from '../catalogue/audit-event-types.ts';
import { didYouMean } from '../nearest-name.ts';
import { baseUrlProblem, idProblem } from './api-access.ts';
import { parseAge, parseDateExpression, parseDuration, parseStopAfter } from './dates.ts';
import { checkedText, listOf, numberBetween, oneOf, parsedText, trueOrFalse } from './field-types.ts';
import { formatChoices } from './format-choice.ts';
import { gitHubFields } from './github-fields.ts';

const date = 'an ISO date (2026-11-22, or 2026-11-22T13:00:00Z) or an age (12h, 30d, 4w)';
const ageExpected = 'expected an age such as 12h, 3d or 4w';
const agesExpected = `${ageExpected}, or ages by kind: {events: 3d, usage: 3d, costs: 35d}`;
const age = parsedText(ageExpected, parseAge);

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
    !/^[a-z0-9_]+(\.[a-z0-9_]+)+$/.test(type)
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
  format: listOf('expected a list of formats', formatMistake),
  'partition-by': oneOf(['hour', 'day', 'month']),
  'start-date': parsedText(`expected ${date}, or "earliest"`, (text) => parseDateExpression(text, ['earliest'])),
  'end-date': parsedText(`expected ${date}, or "now"`, (text) => parseDateExpression(text, ['now'])),
  'refresh-from': parsedText(`expected ${date}, or "earliest"`, (text) => parseDateExpression(text, ['earliest'])),
  lookback: age,
  'bucket-width': oneOf(['1m', '1h', '1d']),
  'group-by': listOf('expected "default", "none", or a list of dimensions', () => undefined),
  projects: listOf('expected a list of project ids', idMistake),
  'event-types': listOf('expected a list of types of audit events', eventTypeMistake),
  models: listOf('expected a list of models', idMistake),
  'csv-escape-formulas': trueOrFalse(),
  'on-schema-change': oneOf(['evolve', 'freeze', 'discard-columns', 'discard-rows']),
  'known-fields': listOf('expected a list of fields, as tables name them: seat__kind', () => undefined),
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
      z.strictObject(
        { events: z.optional(age), usage: z.optional(age), costs: z.optional(age) },
        { error: agesExpected },
      ),
    ],
    { error: agesExpected },
  ),
  'base-url': checkedText(baseUrlProblem),
  'openai-organization': checkedText(idProblem),
  'openai-project': checkedText(idProblem),
  destination: checkedText(() => undefined),
  state: oneOf(['auto', 'cache']),
  'stop-after': parsedText(
    'expected a duration such as 45m or 2h, or a number of requests such as "5000 requests"',
    parseStopAfter,
  ),
  'dry-run': trueOrFalse(),
  ...gitHubFields,
  privacy: oneOf(['none', 'pseudonymize', 'redact']),
  'projects-file': checkedText((text) => (text === '' ? 'expected the path of a CSV file' : undefined)),
  concurrency: numberBetween(1, 100, 'whole'),
  'requests-per-second': numberBetween(0.01, 10_000, 'any'),
  retries: numberBetween(0, 20, 'whole'),
  'request-timeout': parsedText('expected a duration such as 60s or 2m', parseDuration),
};
