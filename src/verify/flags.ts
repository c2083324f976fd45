import { parseArgs } from 'node:util';
import { baseUrlProblem } from '../settings/api-access.ts';
import { parseAge, parseIsoDate } from '../settings/dates.ts';
import { splitList } from '../settings/field-types.ts';
import { inputs } from '../settings/inputs.ts';
import { withoutSecrets } from '../settings/mistakes.ts';
import { didYouMean } from '../text/nearest-name.ts';

/** What `--help` prints of the command. */
export const VERIFY_USAGE = `Usage: openai-admin-export verify <destination> [flags]

Compares every file of an export with its manifest: there or not, SHA-256,
bytes, rows, order, no event twice, columns. Names gaps, files that no manifest
lists, and what could not be read. Reads and never writes. The page goes to
standard output.

  <destination>               Folder, s3://bucket/prefix, gs://bucket/prefix,
                              az://container/prefix, or the https URL of an
                              Azure container; may be left out where --config
                              has it.
  --config <yaml|file>        YAML, or the path of a YAML file, with destination
                              and destination-options.
  --resources <names>         Only these, separated by commas.
  --max-age <age>             Fail also where the newest complete read of a
                              resource is older: 36h, 2d.
  --json                      The same as JSON.

With the API
  --against-api               Read a closed period again and list what is
                              missing, extra or different, on one page for an
                              auditor; the admin key from OPENAI_ADMIN_KEY, the
                              key of pseudonyms from PSEUDONYM_KEY.
  --from <date>               First day, UTC: 2026-10-01.
  --to <date>                 The day after the last one.
  --base-url <url>            Default: ${inputs['base-url'].default}.

Credentials of a store are looked for as in a workflow: docs/destinations/. Exit
codes: 0 all right, 1 something is wrong, too old, or could not be verified,
2 wrong use.
`;

/** Thrown for arguments that cannot be understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What is asked of the command. */
export interface VerifyFlags {
  help: boolean;
  destination: string | undefined;
  config: string | undefined;
  resources: string[] | undefined;
  /** Seconds. */
  maxAge: number | undefined;
  json: boolean;
  /** The period to read again, Unix seconds, `to` exclusive. */
  againstApi: { from: number; to: number } | undefined;
  baseUrl: string;
}

const OPTIONS = {
  destination: { type: 'string' },
  config: { type: 'string' },
  resources: { type: 'string' },
  'max-age': { type: 'string' },
  json: { type: 'boolean' },
  'against-api': { type: 'boolean' },
  from: { type: 'string' },
  to: { type: 'string' },
  'base-url': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * Returns what the arguments ask for. Throws a `UsageError` where they cannot be understood.
 * @param now Unix seconds: only what is over can be read again.
 */
export function parseVerifyFlags(args: string[], now: number): VerifyFlags {
  const { values, positionals } = parse(args);
  const [place, ...rest] = positionals;
  const destination = place ?? values.destination;
  const baseUrl = (values['base-url'] ?? inputs['base-url'].default).replace(/\/+$/, '');
  const flags: VerifyFlags = {
    help: values.help ?? false,
    destination,
    config: values.config,
    resources: values.resources === undefined ? undefined : splitList(values.resources),
    maxAge: values['max-age'] === undefined ? undefined : ageOf(values['max-age']),
    json: values.json ?? false,
    againstApi: undefined,
    baseUrl,
  };
  if (flags.help) return flags;
  if (rest.length > 0 || (place !== undefined && values.destination !== undefined))
    throw new UsageError('verify takes one destination');
  if (destination === undefined && values.config === undefined)
    throw new UsageError('verify takes a destination: a folder, s3://, gs://, az:// or an https URL');
  if (flags.resources?.length === 0) throw new UsageError('--resources names none');
  const urlProblem = baseUrlProblem(baseUrl);
  if (urlProblem !== undefined) throw new UsageError(`--base-url: ${urlProblem}`);
  if (values['against-api']) return { ...flags, againstApi: periodOf(values, flags.maxAge, now) };
  for (const name of ['from', 'to', 'base-url'] as const) {
    if (values[name] !== undefined) throw new UsageError(`--${name} goes with --against-api`);
  }
  return flags;
}

function parse(args: string[]) {
  const { tokens } = parseArgs({ args, strict: false, tokens: true, allowPositionals: true, options: OPTIONS });
  for (const token of tokens) {
    if (token.kind !== 'option' || Object.hasOwn(OPTIONS, token.name)) continue;
    const flags = Object.keys(OPTIONS).map((name) => `--${name}`);
    throw new UsageError(`${withoutSecrets(token.rawName)} is not a flag${didYouMean(token.rawName, flags)}`);
  }
  try {
    return parseArgs({ args, allowPositionals: true, options: OPTIONS });
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function ageOf(text: string): number {
  const age = parseAge(text);
  if (age === undefined || age === 0)
    throw new UsageError(`"${text}" is not an age: --max-age takes one such as 36h, 2d or 1w`);
  return age;
}

function periodOf(
  { from, to }: { from?: string; to?: string },
  maxAge: number | undefined,
  now: number,
): { from: number; to: number } {
  if (maxAge !== undefined) throw new UsageError('--max-age goes without --against-api');
  if (from === undefined || to === undefined) throw new UsageError('--against-api takes --from and --to');
  const period = { from: dayOf('--from', from), to: dayOf('--to', to) };
  if (period.from >= period.to) throw new UsageError('--from must lie before --to, which is not part of the period');
  if (period.to > now) throw new UsageError(`the period is not over: --to ${to} lies in the future`);
  return period;
}

function dayOf(name: string, text: string): number {
  const seconds = /^\d{4}-\d\d-\d\d$/.test(text) ? parseIsoDate(text) : undefined;
  if (seconds === undefined) throw new UsageError(`${name}: "${text}" is not a date such as 2026-10-01`);
  return seconds;
}
