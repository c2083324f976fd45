import type * as z from 'zod/mini';
import type { Resource } from '../catalogue/resource.ts';
import { configKeys, ownKeys } from './config-keys.ts';
import type { SettingDeclaration } from './declaration.ts';
import { inputs } from './inputs.ts';

const everything = { ...inputs, ...configKeys };

type Table = typeof everything;
type OwnTable = Pick<Table, NamesWith<Table, 'own'>> & typeof ownKeys;

export type InputName = keyof typeof inputs;
export type SettingName = keyof Table;
export type OwnOptionName = keyof OwnTable;
/** Settings that have a value even if nobody gives one. */
export type DefaultedName = NamesWith<Table, 'default'>;

type NamesWith<Declared, Property extends string> = {
  [Name in keyof Declared]: Declared[Name] extends { [Key in Property]: unknown } ? Name : never;
}[keyof Declared];
type FieldsOf<Declared> = {
  [Name in NamesWith<Declared, 'field'>]: Declared[Name] extends { field: infer Field extends z.ZodMiniType }
    ? Field
    : never;
};

type Declarations = Readonly<Record<string, Partial<SettingDeclaration>>>;

/** Every setting of the run, in the order of action.yml and then of the help. */
export const table: Readonly<Record<SettingName, SettingDeclaration>> = everything;
const own: Declarations = {
  ...Object.fromEntries(Object.entries(table).filter(([, { own }]) => own)),
  ...ownKeys,
};

export const inputNames = Object.keys(inputs) as InputName[];
export const settingNames = Object.keys(table) as SettingName[];

/** Inputs that must never be read from a file. */
export const secretInputs: readonly string[] = inputNames.filter((name) => table[name].isSecret);

/** Every setting that the config file may hold: all but the secrets and itself. */
export const configNames: readonly string[] = settingNames.filter(
  (name) => !secretInputs.includes(name) && name !== 'config',
);

/** Parses the settings of the run; those that can differ hold for resources without their own. */
export const runFields = fieldsOf(table) as FieldsOf<Table>;

/** Parses the options of single resources. */
export const optionFields = fieldsOf(own) as FieldsOf<OwnTable>;

function fieldsOf(declared: Declarations): object {
  return Object.fromEntries(Object.entries(declared).flatMap(([name, { field }]) => (field ? [[name, field]] : [])));
}

/** Returns the declaration of a setting. Its texts end in the default, if it has one. */
export function declarationOf(name: SettingName): SettingDeclaration {
  const { text, shell, ...rest } = table[name];
  const stated = rest.default === undefined ? '' : ` Default: \`${rest.default}\`.`;
  return { ...rest, text: text + stated, ...(shell && { shell: shell + stated }) };
}

/** Returns the names of the options that make sense for a resource. */
export function optionsOf(resource: Resource): OwnOptionName[] {
  return (Object.keys(own) as OwnOptionName[]).filter((name) => own[name]?.own?.(resource));
}

/** Returns the environment variable in which the runner hands over an input: upper case, dashes kept. */
export function variableOf(input: string): string {
  return `INPUT_${input.toUpperCase()}`;
}
