import { quote } from '../settings/mistakes.ts';
import { declarationOf } from '../settings/table.ts';
import { nearestName } from '../text/nearest-name.ts';
import { type Command, programName, UsageError } from './command.ts';
import { exportHelp, ownFlags } from './export-command.ts';
import { settingFlags } from './export-flags.ts';
import { refuseSecrets } from './flags.ts';
import { entry, flagEntry, section, wrapped } from './help-text.ts';

/** Returns what the program prints if it is given no arguments, or asked for help. */
export function generalHelp(commands: readonly Command[]): string {
  return [
    `Usage: ${programName} [command] [flags]\n`,
    `${wrapped("Exports an OpenAI organisation's administration data (audit logs, members, keys, projects, usage, costs, settings) to plain files, as the GitHub Action of the same name does.")}\n`,
    section(
      'Commands',
      commands.map(({ name, summary }) => entry(name, summary)),
    ),
    section('Examples', [
      '  export OPENAI_ADMIN_KEY=…',
      `  ${programName} --resources access,keys --destination data`,
      `  ${programName} --start-date 30d --destination s3://my-bucket/openai`,
      `  ${programName} as-of 2026-10-01 users`,
    ]),
    section('Everywhere', [
      flagEntry({ name: 'help', text: 'This text; behind a command, that of the command.' }),
      flagEntry({ name: 'version', text: 'The version.' }),
    ]),
    `Flags of export, the default command:\n`,
    exportHelp(),
    section('Exit codes', [
      entry('0', 'Done.'),
      entry('1', 'Something could not be exported or verified.'),
      entry('2', 'Wrong use; nothing was requested or written.'),
      entry('130, 143', 'Ended by SIGINT (Ctrl-C) or SIGTERM; what was read by then is kept.'),
    ]),
  ].join('\n');
}

/** Explains the program, a command, or a flag. */
export function helpCommand(commands: () => readonly Command[]): Command {
  return {
    name: 'help',
    summary: 'Explain a command, or all of a flag: help start-date.',
    usage: () => `Usage: ${programName} help [command | flag]\n`,
    async run(args, { print }) {
      const [topic = '', ...rest] = args;
      if (rest.length > 0) throw new UsageError('help takes one command or flag');
      print(topic === '' ? generalHelp(commands()) : helpOn(topic.replace(/^--/, ''), commands()));
      return 0;
    },
  };
}

function helpOn(topic: string, commands: readonly Command[]): string {
  const command = commands.find(({ name }) => name === topic);
  if (command) return command.usage();
  // A secret has no flag: the error names its variable instead.
  refuseSecrets([`--${topic}`]);
  const own = ownFlags.find(({ name }) => name === topic);
  if (own) return `--${own.name}\n\n${wrapped(own.text, 2)}\n`;
  const flag = settingFlags.find(
    ({ name, value }) => name === topic || (value === undefined && `no-${name}` === topic),
  );
  if (flag === undefined) {
    const names = [...commands, ...settingFlags, ...ownFlags].map(({ name }) => name);
    const nearest = nearestName(topic, names);
    throw new UsageError(
      `${quote(topic)} is neither a command nor a flag of export${nearest === undefined ? '' : ` (did you mean "${nearest}"?)`}`,
    );
  }
  const { value, text, shell = text } = declarationOf(flag.name);
  const yaml = flag.isYaml ? ' Given as YAML or JSON.' : '';
  const more = flag.isList ? ' May be repeated.' : '';
  return `--${flag.name}${value === undefined ? `, --no-${flag.name}` : ` <${value}>`}\n\n${wrapped(shell.replaceAll('`', '') + yaml + more, 2)}\n`;
}
