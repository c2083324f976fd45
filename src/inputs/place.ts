import { readFile as readTextFile } from 'node:fs/promises';
import type { DestinationConfig } from '../config.ts';
import { readConfigFile } from './config-file.ts';
import { readDestination } from './destination.ts';
import { readRoots } from './environment.ts';
import { noMistakes } from './mistakes.ts';
import { inputDefaults } from './names.ts';
import { checkProxies } from './proxy-addresses.ts';

/**
 * Returns where an export lies, from the flags of a command that only reads it. Flags win over the config file. Throws one
 * `ConfigurationError` that lists every mistake.
 */
export async function readPlace(
  flags: { destination: string | undefined; config: string | undefined },
  env: NodeJS.ProcessEnv,
): Promise<DestinationConfig> {
  const mistakes = noMistakes([]);
  checkProxies(env, mistakes);
  const roots = readRoots(env);
  const config = flags.config === undefined ? undefined : { value: flags.config, label: "'config'" };
  const settings = await readConfigFile(config, roots, (path) => readTextFile(path, 'utf8'), mistakes);
  const given =
    flags.destination === undefined
      ? settings.get('destination')
      : { value: flags.destination, label: "'destination'" };
  const destination = given ?? { value: inputDefaults.destination, label: "'destination'" };
  const place = readDestination(destination, settings.get('destination-options'), env, roots, mistakes);
  const error = mistakes.error();
  if (error !== undefined || place === undefined) throw error;
  return place;
}
