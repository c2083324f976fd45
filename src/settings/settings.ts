import type * as z from 'zod/mini';
import { didYouMean } from '../text/nearest-name.ts';
import { type Mistakes, quote, shorten } from './mistakes.ts';
import {
  type DefaultedName,
  inputNames,
  type optionFields,
  runFields,
  secretInputs,
  settingNames,
  table,
  variableOf,
} from './table.ts';

/** A value that the user gave, and where. */
export interface Setting {
  value: unknown;
  /** For messages: `'format'`, or `'format' in the config`. */
  label: string;
}

/** What the user gave, by name. */
export type Settings = ReadonlyMap<string, Setting>;

/** Values by name of field, for the fields that were given and are valid. */
export type Parsed<Fields extends Record<string, z.ZodMiniType>> = {
  [Name in keyof Fields]?: z.output<Fields[Name]>;
};

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** Without blanks around it; YAML keeps the indentation of its first line, which the others are measured by. */
function trimmed(given: string): string {
  const text = given.trim();
  return text.includes('\n') ? given.replace(/^(\s*\n)+/, '').trimEnd() : text;
}

/** Returns the inputs that the runner hands over, trimmed, without the empty ones; any that the action lacks is a mistake. */
export function inputsIn(env: NodeJS.ProcessEnv, mistakes: Mistakes): Settings {
  const names = new Map<string, string>(inputNames.map((name) => [variableOf(name), name]));
  const found = new Map<string, Setting>();
  for (const [variable, given] of Object.entries(env)) {
    const value = trimmed(given ?? '');
    if (!variable.startsWith('INPUT_') || !isGiven(value)) continue;
    const name = names.get(variable);
    if (name !== undefined) found.set(name, { value, label: `'${name}'` });
    else {
      const unknown = variable.slice('INPUT_'.length).toLowerCase();
      mistakes.add(() => `'${shorten(unknown)}' is not an input of this action${didYouMean(unknown, inputNames)}`);
    }
  }
  return found;
}

/** Returns the settings of a YAML mapping that are among the names allowed; `place` ends the labels (` in the config`). */
export function settingsIn(mapping: object, allowed: readonly string[], place: string, mistakes: Mistakes): Settings {
  const found = new Map<string, Setting>();
  for (const [name, value] of Object.entries(mapping)) {
    if (allowed.includes(name)) {
      if (isGiven(value)) found.set(name, { value, label: `'${name}'${place}` });
    } else if (secretInputs.includes(name)) {
      mistakes.add(`'${name}'${place} is not read: give it as the input, from a secret`);
    } else {
      const advice = () => didYouMean(name, allowed) || `; expected any of ${allowed.join(', ')}`;
      mistakes.add(() => `'${shorten(name)}' is not a setting${place}${advice()}`);
    }
  }
  return found;
}

/** Returns the valid values among the settings; every other is a mistake that quotes it and says what is allowed. */
export function parseFields<Fields extends Record<string, z.ZodMiniType>>(
  fields: Fields,
  settings: Settings,
  mistakes: Mistakes,
): Parsed<Fields> {
  const parsed: Parsed<Fields> = {};
  for (const name of Object.keys(fields) as (keyof Fields & string)[]) {
    const setting = settings.get(name);
    if (setting === undefined) continue;
    const result = fields[name]?.safeParse(setting.value);
    if (result?.success) parsed[name] = result.data as Parsed<Fields>[typeof name];
    for (const issue of result?.error?.issues ?? []) {
      mistakes.add(() => `${setting.label} is ${quote(setting.value)}: ${issue.message}`);
    }
  }
  return parsed;
}

type ParsedRun = Parsed<typeof runFields>;

/** What holds for the run, and for every resource without options of its own. */
export type RunOptions = ParsedRun & Required<Pick<ParsedRun, DefaultedName & keyof ParsedRun>>;

/** What `resource-options` says of one resource. */
export type OwnOptions = Parsed<typeof optionFields>;

/** What holds if nobody gives a setting. */
export const defaultOptions = defaultsOf() as RunOptions;

function defaultsOf(): Record<string, unknown> {
  return Object.fromEntries(
    settingNames.flatMap((name) => {
      const { default: value, field } = table[name];
      return field && value !== undefined ? [[name, field.parse(value)]] : [];
    }),
  );
}

/** Returns the settings of the run; a default stands in for what was not given, or is a mistake. */
export function readRunOptions(settings: Settings, mistakes: Mistakes): RunOptions {
  return { ...defaultOptions, ...parseFields(runFields, settings, mistakes) };
}
