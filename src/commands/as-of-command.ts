import { printPopulation } from '../archive/as-of/print-population.ts';
import { placesText } from '../destinations/registry.ts';
import { formats } from '../formats/registry.ts';
import { parseIsoDate } from '../settings/dates.ts';
import { quote } from '../settings/mistakes.ts';
import { type Command, programName, UsageError } from './command.ts';
import { type Flag, readArguments } from './flags.ts';
import { flagEntry, section, wrapped } from './help-text.ts';
import { configFlag, credentialsText, openForReading } from './open-place.ts';

const formatNames = formats.map(({ name }) => name).join(' or ');

const flags: readonly Flag[] = [
  { name: 'destination', value: 'place', text: `A ${placesText}. Default: data.` },
  configFlag,
  {
    name: 'format',
    value: 'format',
    text: `${formatNames}, if several are stored. Default: the one that keeps most.`,
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
    const name = values.get('format');
    const format = formats.find((one) => one.name === name);
    if (name !== undefined && !format) throw new UsageError(`${quote(name)} is not a format: expected ${formatNames}`);
    const names = { destination: values.get('destination'), config: values.get('config') };
    const { stored, place } = await openForReading(names, shell);
    // The reader has seen enough, as with `| head`.
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
