import { quote } from './mistakes.ts';
import { type Reading, readNamedFile } from './reading.ts';
import { type Setting, type Settings, settingsIn } from './settings.ts';
import { configNames } from './table.ts';
import { parseYaml } from './yaml-text.ts';

/** YAML has a line break, a `key:` or a brace; the path of a file has none of these. */
function isInline(text: string): boolean {
  return /\n|^\{|^[\w-]+:(\s|$)/.test(text);
}

/** Returns the settings of the config file, given inline or as a path; none without one. */
export async function readConfigFile(setting: Setting | undefined, reading: Reading): Promise<Settings> {
  if (setting === undefined) return new Map();
  const { mistakes, roots } = reading;
  const given = String(setting.value);
  const advice = roots.isOpen ? 'expected YAML, or the path of a file' : 'was the checkout missing before this step?';
  const text = isInline(given)
    ? given
    : await readNamedFile('config', given, { expected: 'YAML, or a file', advice }, reading);
  const parsed = await parseYaml(text ?? '');
  if ('problem' in parsed) {
    mistakes.add(`'config': ${parsed.problem}`);
    return new Map();
  }
  const content = parsed.value ?? {};
  if (typeof content === 'object' && !Array.isArray(content)) {
    return settingsIn(content, configNames, ' in the config', mistakes);
  }
  mistakes.add(`'config' holds ${quote(content)}: expected a YAML mapping of settings`);
  return new Map();
}
