import { readFile as readTextFile } from 'node:fs/promises';
import path from 'node:path';
import type { DestinationConfig } from '../destinations/location.ts';
import { readConfigFile } from './config-file.ts';
import { readDestination } from './destination.ts';
import { readEnvironment } from './environment.ts';
import { inputs } from './inputs.ts';
import { beginReading } from './reading.ts';

/** What names a place on the command line. */
export interface PlaceNames {
  destination: string | undefined;
  /** YAML, or the path of a YAML file. */
  config: string | undefined;
}

/**
 * Returns where an export lies, from the flags of a command that opens it; they win over the config. A folder that is named in
 * person may lie outside of the workspace too. Throws one `ConfigurationError` that lists every mistake.
 */
export async function readPlace(names: PlaceNames, env: NodeJS.ProcessEnv): Promise<DestinationConfig> {
  const { folder, root } = namedFolder(names.destination, env);
  const reading = beginReading(root === undefined ? env : { ...env, GITHUB_WORKSPACE: root }, (file) =>
    readTextFile(file, 'utf8'),
  );
  const config = names.config === undefined ? undefined : { value: names.config, label: "'config'" };
  const settings = await readConfigFile(config, reading);
  const named = folder ?? names.destination;
  const destination = (named === undefined ? settings.get('destination') : undefined) ?? {
    value: named ?? inputs.destination.default,
    label: "'destination'",
  };
  const { roots, mistakes } = reading;
  return mistakes.settle(readDestination(destination, settings.get('destination-options'), env, roots, mistakes));
}

/** Returns the folder that a destination names, and the folder in which it may lie; nothing for what is no folder. */
function namedFolder(destination: string | undefined, env: NodeJS.ProcessEnv): { folder?: string; root?: string } {
  if (destination === undefined || /^[a-z][a-z0-9+.-]+:\/\//i.test(destination)) return {};
  const { workspace } = readEnvironment(env);
  const folder = path.resolve(workspace, destination);
  const isInside = folder.startsWith(workspace + path.sep);
  return { folder, root: isInside ? workspace : path.dirname(folder) };
}
