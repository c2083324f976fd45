#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { printPopulation } from './as-of/print-population.ts';
import { openDestination } from './destinations/open.ts';
import { requestIdentityToken } from './github/identity-token.ts';
import { parseIsoDate } from './inputs/dates.ts';
import { readPlace } from './inputs/place.ts';
import type { Log } from './log.ts';
import { told } from './told.ts';

const USAGE = `Usage: openai-admin-export as-of <date> <resource> [options]

Prints a snapshot (users, projects, keys, …) as it was on a day: the rows of the newest complete read on or before it, as
they are stored, to standard output. Which read that is goes to standard error.

  --destination <place>   folder, s3://bucket/prefix, gs://bucket/prefix, az://container/prefix, or the https URL of an
                          Azure container; default: data
  --config <yaml>         YAML, or the path of a YAML file, with destination and destination-options
  --format <format>       jsonl or csv, where both are stored; default: the one that keeps most
  --help                  this text

Credentials of a store are looked for as in a workflow: docs/destinations/. Exit codes: 0 printed, 1 not found or not
readable, 2 wrong use.
`;

/** Messages go to standard error: standard output is for rows alone. */
const log: Log = {
  debug: () => {},
  info: console.error,
  notice: console.error,
  warning: console.error,
  error: console.error,
};

/** Thrown for arguments that cannot be understood. */
class UsageError extends Error {}

async function main(args: string[]): Promise<void> {
  if (args[0] === 'verify') {
    const { runVerify } = await import('./verify/command.ts');
    process.exitCode = await runVerify(args.slice(1), { environment: process.env });
    return;
  }
  const { values, positionals } = parse(args);
  if (values.help || args.length === 0) {
    process.stdout.write(USAGE);
    return;
  }
  const [command, day = '', resource = '', ...rest] = positionals;
  if (command !== 'as-of') throw new UsageError(`"${command ?? ''}" is not a command`);
  if (rest.length > 0 || resource === '') throw new UsageError('as-of takes a date and a resource');
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || parseIsoDate(day) === undefined) {
    throw new UsageError(`"${day}" is not a date such as 2026-10-01`);
  }
  const { format } = values;
  if (format !== undefined && format !== 'jsonl' && format !== 'csv') {
    throw new UsageError(`"${format}" is not a format that can be printed: expected jsonl or csv`);
  }
  const place = await readPlace({ destination: values.destination, config: values.config }, process.env);
  const destination = await openDestination(place, {
    retries: 5,
    requestTimeoutSeconds: 60,
    userAgent: 'openai-admin-export',
    proxyEnvironment: process.env,
    identityToken: (audience) => requestIdentityToken(process.env, audience, () => {}),
    mayRead: true,
    log,
  });
  try {
    log.info(await printPopulation(destination, place.location, { day, resource, format }, process.stdout));
  } finally {
    await destination.close();
  }
}

function parse(args: string[]) {
  const options = {
    destination: { type: 'string' },
    config: { type: 'string' },
    format: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

// Whoever reads has seen enough, as with `| head`: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`openai-admin-export: ${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
  } else {
    process.stderr.write(`openai-admin-export: ${told(error)}\n`);
    process.exitCode = 1;
  }
}
