import { resolve } from 'node:path';
import { pathInside, realPath } from './destination-folder.ts';
import type { Roots } from './environment.ts';
import { type Mistakes, quote } from './mistakes.ts';
import { type Setting, type Settings, settingsIn } from './settings.ts';
import { configNames } from './table.ts';
import { parseYaml } from './yaml-text.ts';

/** Reads a text file; throws where it cannot. */
export type ReadFile = (path: string) => string | Promise<string>;

/** YAML has a line break, a `key:` or a brace; the path of a file has none of these. */
function isInline(text: string): boolean {
  return /\n|^\{|^[\w-]+:(\s|$)/.test(text);
}

async function textOf(
  given: string,
  { workspace, isOpen }: Roots,
  readFile: ReadFile,
  mistakes: Mistakes,
): Promise<string> {
  if (isInline(given)) return given;
  try {
    const path = realPath(resolve(workspace, given));
    if (isOpen || pathInside(realPath(workspace), path) !== undefined) return await readFile(path);
    mistakes.add(`'config' is ${quote(given)}: expected YAML, or a file inside the workspace`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    const why = isOpen ? 'expected YAML, or the path of a file' : 'was the checkout missing before this step?';
    mistakes.add(`'config' is ${quote(given)}, which cannot be read (${code}): ${why}`);
  }
  return '';
}

/** Returns the settings of the config file, given inline or as a path; none without one. */
export async function readConfigFile(
  setting: Setting | undefined,
  roots: Roots,
  readFile: ReadFile,
  mistakes: Mistakes,
): Promise<Settings> {
  if (setting === undefined) return new Map();
  const text = await textOf(String(setting.value), roots, readFile, mistakes);
  const parsed = await parseYaml(text);
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
