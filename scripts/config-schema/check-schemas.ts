import { allChecks } from '../../src/audit/all-checks.ts';
import type { Check } from '../../src/audit/check.ts';
import { withMeaning } from '../../src/audit/check-settings.ts';
import { dayForm } from '../../src/settings/dates.ts';
import type { JsonSchema } from '../../src/settings/field-types.ts';
import { mapping, type Properties } from './schema-parts.ts';

const text = { type: 'string' };

function thresholdSchema(value: Check['thresholds'][string]): JsonSchema {
  if (typeof value === 'number') return { type: 'number', minimum: 0, default: value };
  return { default: value, anyOf: [text, { type: 'array', items: text }] };
}

function checkSchema(declared: Check): JsonSchema {
  const { title, meaning, severity, optional, thresholds } = withMeaning(declared);
  const properties: Properties = { severity: { enum: ['high', 'medium', 'low'], default: severity } };
  for (const [name, value] of Object.entries(thresholds)) properties[name] = thresholdSchema(value);
  return {
    description: `${title} (${severity}${optional ? ', off unless switched on' : ''}). ${meaning}`,
    anyOf: [{ enum: ['on', 'off', true, false, null] }, mapping(properties)],
  };
}

/** What `checks` takes. */
export const checksSchema: JsonSchema = mapping(
  Object.fromEntries(allChecks.map((check) => [check.id, checkSchema(check)])),
);

const exception = mapping(
  {
    finding: {
      description: '<check>:<subject>, as in _findings/findings.csv, or <check>:* for all of a check.',
      type: 'string',
      pattern: `^(?:${allChecks.map(({ id }) => id).join('|')}):[\\s\\S]`,
    },
    reason: { description: 'Why it is accepted.', type: 'string', pattern: '\\S' },
    expires: {
      description: 'Last day on which the exception counts.',
      type: 'string',
      pattern: `^${dayForm}$`,
    },
  },
  ['finding', 'reason', 'expires'],
);

/** What `exceptions` takes. */
export const exceptionsSchema: JsonSchema = { type: 'array', items: exception };
