import { parseArgs } from 'node:util';
import { quote, withoutSecrets } from '../settings/mistakes.ts';
import { didYouMean } from '../text/nearest-name.ts';
import { UsageError } from './command.ts';

/** A flag of a command. */
export interface Flag {
  name: string;
  /** Placeholder of its value in help; absent for what is on or off (`--name`, `--no-name`). */
  value?: string;
  /** True if it may be repeated: its values then make one list. */
  isList?: boolean;
  /** What it does, for help. */
  text: string;
}

/** What was given. */
export interface Arguments {
  /** By name of the flag; of one that is on or off, `true` or `false`. */
  values: ReadonlyMap<string, string>;
  positionals: readonly string[];
}

/** Secrets and the variables that hold them: a flag would show in the list of processes and in the shell's history. */
export const secretVariables: Readonly<Record<string, string>> = {
  'api-key': 'OPENAI_ADMIN_KEY',
  'pseudonym-key': 'PSEUDONYM_KEY',
  'github-token': 'GITHUB_TOKEN',
};

/** Returns true if the arguments ask for help. */
export function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end === -1 ? args.length : end).some((arg) => arg === '--help' || arg === '-h');
}

/** Throws a `UsageError` if a secret is among the arguments, without repeating it. */
export function refuseSecrets(args: readonly string[]): void {
  const { tokens } = parseArgs({ args: [...args], strict: false, allowPositionals: true, tokens: true });
  for (const token of tokens) if (token.kind === 'option') refuseSecret(token.name);
}

/** Reads the arguments of a command. Throws a `UsageError` for what its flags do not allow. */
export function readArguments(args: readonly string[], flags: readonly Flag[]): Arguments {
  // First of all: no other message may quote the arguments while a secret is among them.
  refuseSecrets(args);
  const options = Object.fromEntries(
    flags.map(({ name, value }) => [name, { type: value === undefined ? ('boolean' as const) : ('string' as const) }]),
  );
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = tokens.filter((token) => token.kind === 'option');
  const values = new Map<string, string>();
  for (const { name, rawName, value, inlineValue } of given) {
    const flag = flagNamed(name, rawName, flags);
    const text = flag.value === undefined ? switchValue(flag, name, value) : textValue(rawName, value, inlineValue);
    const before = values.get(flag.name);
    if (before !== undefined && !flag.isList) throw new UsageError(`${rawName} is given more than once`);
    values.set(flag.name, before === undefined ? text : `${before}\n${text}`);
  }
  return { values, positionals };
}

function refuseSecret(name: string): void {
  const variable = Object.hasOwn(secretVariables, name) ? secretVariables[name] : undefined;
  if (variable === undefined) return;
  throw new UsageError(
    `--${name} is not taken, because the list of processes and the shell's history would show it: set ${variable} in the environment`,
  );
}

function flagNamed(name: string, rawName: string, flags: readonly Flag[]): Flag {
  const found = flags.find((flag) => flag.name === name || (flag.value === undefined && `no-${flag.name}` === name));
  if (found) return found;
  const names = [...flags.map((flag) => `--${flag.name}`), ...Object.keys(secretVariables).map((key) => `--${key}`)];
  throw new UsageError(`${withoutSecrets(rawName)} is not a flag${didYouMean(rawName, names)}`);
}

function switchValue(flag: Flag, name: string, value: string | undefined): string {
  const isOn = name === flag.name;
  if (value === undefined) return String(isOn);
  if (isOn && (value === 'true' || value === 'false')) return value;
  throw new UsageError(`--${name} is ${quote(value)}: expected --${flag.name} or --no-${flag.name}, and no value`);
}

function textValue(rawName: string, value: string | undefined, inlineValue: boolean | undefined): string {
  if (value === undefined || (!inlineValue && value.startsWith('-') && value.length > 1)) {
    throw new UsageError(`${rawName} needs a value (one that begins with a dash is given as ${rawName}=…)`);
  }
  return value;
}
