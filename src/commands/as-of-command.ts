import { printPopulation } from '../archive/as-of/print-population.ts';
import { parseIsoDate } from '../settings/dates.ts';
import { quote } from '../settings/mistakes.ts';
import { type Command, programName, UsageError } from './command.ts';
import { type Flag, readArguments } from './flags.ts';
import { flagEntry, section, wrapped } from './help-text.ts';
import { configFlag, credentialsText, openForReading, placesText } from './open-place.ts';

const flags: readonly Flag[] = [
  { name: 'destination', value: 'place', text: `${placesText}. Default: data.` },
  configFlag,
  {
    name: 'format',
    value: 'format',
    text: 'jsonl or csv, where both are stored. Default: the one that keeps most.',
  },
];

/** Prints a snapshot as it was on a day. */
export const asOfCommand: Command = {
  name: 'as-of',
  summary: 'Print a snapshot (users, keys, …) as it was on a day.',
  usage: () =>
    [
      `Usage: ${programName} as-of <date> <resource> [flags]\n`,
      `${wrapped('Prints a snapshot (users, projects, keys, …) as it was on a day: the rows of the newest complete read on or before it, as they are stored, to standard output. Which read that is goes to standard error.')}\n`,
      section('Flags', flags.map(flagEntry)),
      `${wrapped(`${credentialsText} Exit codes: 0 printed, 1 not found or not readable, 2 wrong use.`)}\n`,
    ].join('\n'),
  async run(args, shell) {
    const { values, positionals } = readArguments(args, flags);
    const [day = '', resource = '', ...rest] = positionals;
    if (rest.length > 0 || resource === '') throw new UsageError('as-of takes a date and a resource');
    if (!/^\d{4}-\d\d-\d\d$/.test(day) || parseIsoDate(day) === undefined) {
      throw new UsageError(`${quote(day)} is not a date such as 2026-10-01`);
    }
    const format = values.get('format');
    if (format !== undefined && format !== 'jsonl' && format !== 'csv') {
      throw new UsageError(`${quote(format)} is not a format that can be printed: expected jsonl or csv`);
    }
    const names = { destination: values.get('destination'), config: values.get('config') };
    const { stored, place } = await openForReading(names, shell);
    // Whoever reads the rows has seen enough: the others need not be read.
    process.stdout.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
    });
    try {
      shell.tell(await printPopulation(stored, place.location, { day, resource, format }, process.stdout));
    } finally {
      await stored.close();
    }
    return 0;
  },
};
