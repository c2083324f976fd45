import { baseUrlProblem } from '../settings/api-access.ts';
import { parseAge, parseIsoDate } from '../settings/dates.ts';
import { splitList } from '../settings/field-types.ts';
import { inputs } from '../settings/inputs.ts';
import { quote } from '../settings/mistakes.ts';
import type { PlaceNames } from '../settings/place.ts';
import { UsageError } from './command.ts';
import { type Flag, readArguments } from './flags.ts';
import { configFlag, placeNamed } from './open-place.ts';

/** Flags of every use. */
export const commonFlags: readonly Flag[] = [
  { name: 'destination', value: 'place', text: 'The same as <destination>.' },
  configFlag,
  { name: 'resources', value: 'names', isList: true, text: 'Only these, separated by commas.' },
  {
    name: 'max-age',
    value: 'age',
    text: 'Fail also if the newest complete read of a resource is older: 36h, 2d.',
  },
  { name: 'json', text: 'The same as JSON.' },
];

/** Flags of comparing with the API. */
export const apiFlags: readonly Flag[] = [
  {
    name: 'against-api',
    text: 'Read a closed period again and list what is missing, extra or different, on one page for an auditor; the admin key from OPENAI_ADMIN_KEY, the key of pseudonyms from PSEUDONYM_KEY.',
  },
  { name: 'from', value: 'date', text: 'First day, UTC: 2026-10-01.' },
  { name: 'to', value: 'date', text: 'The day after the last one.' },
  { name: 'base-url', value: 'url', text: `Default: ${inputs['base-url'].default}.` },
];

/** What is asked of the command. */
export interface VerifyQuestion {
  names: PlaceNames;
  resources: string[] | undefined;
  /** Seconds. */
  maxAge: number | undefined;
  json: boolean;
  /** The period to read again, Unix seconds, `to` exclusive. */
  againstApi: { from: number; to: number } | undefined;
  baseUrl: string;
}

/**
 * Returns what the arguments ask for. Throws a `UsageError` for what does not go together.
 * @param now Unix seconds: only what is over can be read again.
 */
export function verifyQuestion(args: readonly string[], now: number): VerifyQuestion {
  const given = readArguments(args, [...commonFlags, ...apiFlags]);
  const { values, positionals } = given;
  const [resources, maxAge] = [values.get('resources'), values.get('max-age')];
  const question: VerifyQuestion = {
    names: placeNamed('verify', given, positionals),
    resources: resources === undefined ? undefined : splitList(resources),
    maxAge: maxAge === undefined ? undefined : ageOf(maxAge),
    json: values.get('json') === 'true',
    againstApi: undefined,
    baseUrl: (values.get('base-url') ?? String(inputs['base-url'].default)).replace(/\/+$/, ''),
  };
  if (question.resources?.length === 0) throw new UsageError('--resources names none');
  const urlProblem = baseUrlProblem(question.baseUrl);
  if (urlProblem !== undefined) throw new UsageError(`--base-url: ${urlProblem}`);
  if (values.get('against-api') === 'true') {
    if (maxAge !== undefined) throw new UsageError('--max-age goes without --against-api');
    return { ...question, againstApi: periodOf(values.get('from'), values.get('to'), now) };
  }
  for (const name of ['from', 'to', 'base-url']) {
    if (values.has(name)) throw new UsageError(`--${name} goes with --against-api`);
  }
  return question;
}

function ageOf(text: string): number {
  const age = parseAge(text);
  if (age === undefined || age === 0)
    throw new UsageError(`${quote(text)} is not an age: --max-age takes one such as 36h, 2d or 1w`);
  return age;
}

function periodOf(from: string | undefined, to: string | undefined, now: number): { from: number; to: number } {
  if (from === undefined || to === undefined) throw new UsageError('--against-api takes --from and --to');
  const period = { from: dayOf('--from', from), to: dayOf('--to', to) };
  if (period.from >= period.to) throw new UsageError('--from must lie before --to, which is not part of the period');
  if (period.to > now) throw new UsageError(`the period is not over: --to ${to} lies in the future`);
  return period;
}

function dayOf(name: string, text: string): number {
  const seconds = /^\d{4}-\d\d-\d\d$/.test(text) ? parseIsoDate(text) : undefined;
  if (seconds === undefined) throw new UsageError(`${name}: ${quote(text)} is not a date such as 2026-10-01`);
  return seconds;
}
