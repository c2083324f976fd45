import { readFile as readTextFile } from 'node:fs/promises';
import path from 'node:path';
import type { DestinationConfig } from '../destinations/location.ts';
import { readConfigFile } from './config-file.ts';
import { readDestination } from './destination.ts';
import { readEnvironment } from './environment.ts';
import { inputs } from './inputs.ts';
import { beginReading } from './reading.ts';

/**
 * Returns where an export lies, from the flags of a command that only reads it. Flags win over the config file. Throws one
 * `ConfigurationError` that lists every mistake.
 */
export async function readPlace(
  flags: { destination: string | undefined; config: string | undefined },
  env: NodeJS.ProcessEnv,
): Promise<DestinationConfig> {
  const reading = beginReading(env, (path) => readTextFile(path, 'utf8'));
  const config = flags.config === undefined ? undefined : { value: flags.config, label: "'config'" };
  const settings = await readConfigFile(config, reading);
  const given =
    flags.destination === undefined
      ? settings.get('destination')
      : { value: flags.destination, label: "'destination'" };
  const destination = given ?? { value: inputs.destination.default, label: "'destination'" };
  const { roots, mistakes } = reading;
  return mistakes.settle(readDestination(destination, settings.get('destination-options'), env, roots, mistakes));
}

/** The same for a command to which somebody names a place in person: a folder may lie outside of the workspace too. */
export async function readPlaceAnywhere(
  flags: { destination: string | undefined; config: string | undefined },
  env: NodeJS.ProcessEnv,
): Promise<DestinationConfig> {
  const { destination } = flags;
  const { workspace } = readEnvironment(env);
  const isFolder = destination !== undefined && !/^[a-z][a-z0-9+.-]+:\/\//i.test(destination);
  const folder = isFolder ? path.resolve(workspace, destination) : workspace;
  const isInside = folder.startsWith(workspace + path.sep) || folder === workspace;
  const root = isInside && folder !== workspace ? workspace : path.dirname(folder);
  const seen = isFolder ? { ...env, GITHUB_WORKSPACE: root } : env;
  return readPlace({ destination: isFolder ? folder : destination, config: flags.config }, seen);
}
