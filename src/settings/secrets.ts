import type { DestinationConfig } from '../destinations/location.ts';
import { kindOf, kinds } from '../destinations/registry.ts';
import { proxyPasswords } from './proxy-addresses.ts';
import { variableOf } from './table.ts';

/**
 * Returns every secret that inputs and environment hold, to be masked before anything is printed: the runner knows those that come
 * from its own store, but not what is cut out of them.
 */
export function secretsIn(env: NodeJS.ProcessEnv): string[] {
  const textOf = (name: string) => env[variableOf(name)] ?? '';
  const own = ['api-key', 'pseudonym-key', 'github-token'].map((name) => textOf(name).trim());
  const texts = ['destination', 'config'].map(textOf);
  const ofStores = kinds.flatMap((kind) => kindOf(kind).secretsIn?.(env, texts) ?? []);
  return [...new Set([...own, ...ofStores, ...proxyPasswords(env)])].filter((secret) => secret !== '');
}

/** Returns the secrets with which a destination is signed in to, also if a config file held them. */
export function secretsOf({ location, manifests }: DestinationConfig): string[] {
  return [location, manifests].flatMap((place) => (place && kindOf(place).secretsOf?.(place)) ?? []);
}
