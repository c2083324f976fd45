import { userAgent } from '../api/version.ts';
import { openDestination } from '../archive/manifests-apart.ts';
import type { Destination, StoredFiles } from '../destinations/destination.ts';
import type { DestinationConfig } from '../destinations/location.ts';
import { placesText } from '../destinations/registry.ts';
import { requestIdentityToken } from '../github/identity-token.ts';
import { type PlaceNames, readPlace } from '../settings/place.ts';
import { type Shell, UsageError } from './command.ts';
import type { Arguments, Flag } from './flags.ts';
import { messageLog } from './shell.ts';

/** What help says of signing in to the place. */
export const credentialsText = 'Credentials of a store are looked for as in a workflow: docs/destinations/.';

/** The flag that gives a place by its options. */
export const configFlag: Flag = {
  name: 'config',
  value: 'yaml|file',
  text: 'YAML, or the path of a YAML file, with destination and destination-options.',
};

/**
 * Returns the place that arguments name: in front, by `--destination`, or in the config. Throws a `UsageError` if that is none or several.
 * @param places the arguments without a flag that name a place.
 * @param besides what else the command takes without a flag, for the message.
 */
export function placeNamed(
  command: string,
  { values }: Arguments,
  places: readonly string[],
  besides = '',
): PlaceNames {
  const flag = values.get('destination');
  const [destination, ...more] = flag === undefined ? places : [...places, flag];
  const config = values.get('config');
  if (more.length > 0) throw new UsageError(`${command} takes one destination${besides}`);
  if (destination === undefined && config === undefined) {
    throw new UsageError(`${command} takes a destination: a ${placesText}`);
  }
  return { destination, config };
}

/** Opens a place to be read: what is opened has no call that changes anything. */
export async function openForReading(
  names: PlaceNames,
  shell: Shell,
): Promise<{ place: DestinationConfig; stored: StoredFiles }> {
  const place = await readPlace(names, shell.env);
  return { place, stored: await open(place, shell) };
}

/** Opens a place to be repaired. */
export async function openForWriting(names: PlaceNames, shell: Shell): Promise<Destination> {
  return open(await readPlace(names, shell.env), shell);
}

function open(place: DestinationConfig, shell: Shell): Promise<Destination> {
  const { env } = shell;
  return openDestination(place, {
    retries: 5,
    requestTimeoutSeconds: 60,
    userAgent,
    proxyEnvironment: env,
    identityToken: (audience) => requestIdentityToken(env, audience, () => {}),
    mayRead: true,
    log: messageLog(shell),
  });
}
