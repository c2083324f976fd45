import { harmlessJson } from '../notices/terminal-text.ts';
import { settingGroups } from '../settings/declaration.ts';
import type { Setting, Settings } from '../settings/settings.ts';
import { inputNames, variableOf } from '../settings/table.ts';
import { parseYaml } from '../settings/yaml-text.ts';
import { type Command, programName, UsageError } from './command.ts';
import { settingFlags } from './export-flags.ts';
import { type Arguments, type Flag, readArguments, secretVariables } from './flags.ts';
import { entry, flagEntry, section, wrapped } from './help-text.ts';
import { jsonOutputs } from './json-outputs.ts';
import { createShellTerminal } from './shell-terminal.ts';
import { inShellWords } from './shell-words.ts';

/** Flags that are about the command line itself. */
export const ownFlags: readonly Flag[] = [
  { name: 'json', text: 'Print the outputs of the run as one JSON object to standard output.' },
  { name: 'quiet', text: 'Print warnings and errors only.' },
  { name: 'verbose', text: 'Print every request too: method, path, status, time; never its content.' },
];

/** Exports as the action does, with flags in place of inputs. */
export const exportCommand: Command = {
  name: 'export',
  summary: 'Export to files; the default if only flags are given.',
  usage: () =>
    [
      `Usage: ${programName} [export] [flags]\n`,
      `${wrapped('Exports the administration data of an OpenAI organisation to files, incrementally: what is there already is read from the manifests at the destination. Messages go to standard error.')}\n`,
      exportHelp(),
    ].join('\n'),
  async run(args, { env, print }) {
    const given = readArguments(args, [...settingFlags, ...ownFlags]);
    const [extra] = given.positionals;
    // It may be a secret whose flag is missing, so it is not repeated.
    if (extra !== undefined) throw new UsageError('export takes flags alone: there is an argument without one');
    if (given.values.get('quiet') === 'true' && given.values.get('verbose') === 'true') {
      throw new UsageError('--quiet and --verbose cannot be given together');
    }
    if (!env.OPENAI_ADMIN_KEY?.trim()) {
      throw new UsageError('OPENAI_ADMIN_KEY is not set: give it an admin key of the organisation');
    }
    const settings = await configSettings(given);
    const verbosity = isOn(given, 'quiet') ? 'quiet' : isOn(given, 'verbose') ? 'verbose' : 'usual';
    const terminal = createShellTerminal(process.stderr, env, verbosity, inShellWords);
    const { runProgram } = await import('../run/program.ts');
    const code = await runProgram(environmentOf(given, env), terminal, settings);
    // A workflow finds it by an output; here, only the messages can name it.
    if (terminal.outputs.report) terminal.log.info(`The report is ${terminal.outputs.report}.`);
    if (isOn(given, 'json')) print(`${harmlessJson(jsonOutputs(terminal.outputs))}\n`);
    return code;
  },
};

/** Returns every flag, by what it is about, and what the environment gives. */
export function exportHelp(): string {
  const groups = Object.entries(settingGroups).map(([group, title]) =>
    section(
      title,
      settingFlags
        .filter((flag) => flag.group === group)
        // What is on or off can be said both ways.
        .map((flag) => flagEntry(flag.value === undefined ? { ...flag, name: `[no-]${flag.name}` } : flag)),
    ),
  );
  return [
    ...groups,
    section('Output', ownFlags.map(flagEntry)),
    section('Environment', [
      entry('OPENAI_ADMIN_KEY', 'The admin key. No secret is ever taken from a flag or the config.'),
      entry('PSEUDONYM_KEY', 'Key of the pseudonyms, for --privacy pseudonymize.'),
      entry('GITHUB_TOKEN', 'For commits, pull requests and comments, inside Actions.'),
      entry('AWS_…, GOOGLE_…, AZURE_…', 'How to sign in to a store: docs/destinations/.'),
    ]),
    `${wrapped(`Lists are given by comma, by line, or by repeating the flag. Flags win over the config. ${programName} help <flag> explains a flag in full.`)}\n`,
  ].join('\n');
}

function isOn(given: Arguments, name: string): boolean {
  return given.values.get(name) === 'true';
}

/** Returns the environment as the runner would give it: inputs as variables, and no other inputs that happen to be set. */
function environmentOf({ values }: Arguments, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('INPUT_')));
  for (const name of inputNames) {
    const value = values.get(name);
    if (value !== undefined) own[variableOf(name)] = value;
  }
  for (const [name, variable] of Object.entries(secretVariables)) own[variableOf(name)] = env[variable] ?? '';
  return own;
}

/** Returns the settings that no input has. */
async function configSettings({ values }: Arguments): Promise<Settings> {
  const isInput = (name: string) => inputNames.some((input) => input === name);
  const settings = new Map<string, Setting>();
  for (const { name, isYaml } of settingFlags) {
    const text = values.get(name);
    if (text === undefined || text.trim() === '' || isInput(name)) continue;
    const content = isYaml ? await parseYaml(text) : { value: text };
    if ('problem' in content) throw new UsageError(`--${name}: ${content.problem}`);
    settings.set(name, { value: content.value, label: `'${name}'` });
  }
  return settings;
}
