import type { SettingDeclaration, settingGroups } from '../settings/declaration.ts';
import { fieldSchemas } from '../settings/field-types.ts';
import { declarationOf, type SettingName, secretInputs, settingNames } from '../settings/table.ts';
import type { Flag } from './flags.ts';

/** A flag that gives a setting. */
export interface SettingFlag extends Flag {
  name: SettingName;
  group: keyof typeof settingGroups;
  /** True if its value is YAML (or JSON, which is YAML too). */
  isYaml: boolean;
}

/** A flag for every input and every setting of the config but the secrets, in the order of action.yml. */
export const settingFlags: readonly SettingFlag[] = settingNames
  .filter((name) => !secretInputs.includes(name))
  .map((name) => {
    const { group, value, text, short, field } = declarationOf(name);
    return {
      name,
      group,
      text: shortened(text, short),
      isList: name === 'resources' || takesList(field),
      isYaml: value?.includes('yaml') === true && name !== 'config',
      ...(value !== undefined && { value }),
    };
  });

function takesList(field: SettingDeclaration['field']): boolean {
  const { anyOf = [] } = (field && fieldSchemas.get(field)) ?? {};
  return (anyOf as { type?: string }[]).some(({ type }) => type === 'array');
}

/** Returns the first sentence, or the one in its place, and the one that names the default. */
function shortened(text: string, short: string | undefined): string {
  const plain = text.replaceAll('`', '');
  const [first = plain] = short === undefined ? (/^.*?\.(?=\s[A-Z]|$)/s.exec(plain) ?? []) : [short];
  const [last = ''] = / (?:Default|Without it)[:,] .*$/s.exec(plain) ?? [];
  return first + (first.endsWith(last) ? '' : last);
}
