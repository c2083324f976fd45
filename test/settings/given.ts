import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Selection } from '../../src/archive/selection.ts';
import { ConfigurationError } from '../../src/notices/errors.ts';
import type { Config } from '../../src/settings/config.ts';
import { readConfig } from '../../src/settings/read-config.ts';
import { variableOf } from '../../src/settings/table.ts';

/** An obviously fake admin key. */
export const fakeKey = 'sk-admin-fake';

/** A runner's folders, removed after the test. */
export function runnerFolders(test: TestContext): { workspace: string; temporary: string; elsewhere: string } {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'inputs-')));
  test.after(() => rmSync(root, { recursive: true }));
  const folders = { workspace: join(root, 'workspace'), temporary: join(root, 'temp'), elsewhere: join(root, 'other') };
  for (const folder of Object.values(folders)) mkdirSync(folder);
  return folders;
}

/** The variables with which the runner hands these inputs over; the key is given unless the inputs hold another. */
export function variables(inputs: Record<string, string>): NodeJS.ProcessEnv {
  const all = { 'api-key': fakeKey, ...inputs };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [variableOf(name), value]));
}

/** The config of a run with these inputs. */
export function configOf(inputs: Record<string, string>, env: NodeJS.ProcessEnv = {}): Promise<Config> {
  return readConfig({ ...variables(inputs), ...env });
}

/** What is exported of this name; fails where it is not. */
export function selectionOf(config: Config, name: string): Selection {
  const found = config.selections.find(({ resource }) => resource.name === name);
  if (!found) throw new Error(`${name} is not selected`);
  return found;
}

/** Every mistake that a run with these inputs is stopped for, without the line that counts them. */
export async function mistakesOf(inputs: Record<string, string>, env: NodeJS.ProcessEnv = {}): Promise<string[]> {
  try {
    await configOf(inputs, env);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.message.split('\n- ').slice(1);
  }
  return [];
}
