import type { DestinationConfig } from '../destinations/location.ts';
import { decoded, proxyPasswords } from './proxy-addresses.ts';
import { variableOf } from './table.ts';

/**
 * Every secret that inputs and environment hold, to be masked before anything is printed: the runner knows those that come
 * from its own store, but not what is cut out of them.
 */
export function secretsIn(env: NodeJS.ProcessEnv): string[] {
  const given = ['api-key', 'destination', 'config'].map((name) => env[variableOf(name)] ?? '');
  const [apiKey = '', ...texts] = given;
  const azure = [env.AZURE_STORAGE_CONNECTION_STRING, env.AZURE_STORAGE_SAS_TOKEN, ...texts];
  const signatures = azure.flatMap((text) => [...(text ?? '').matchAll(/\b(?:sig|AccountKey)=([^&;\s"']+)/gi)]);
  const cut = signatures.flatMap(([, secret = '']) => [secret, decoded(secret)]);
  const google = /"private_key"\s*:\s*"([^"]+)"/.exec(env.GOOGLE_CREDENTIALS ?? '')?.[1] ?? '';
  const lines = google.split('\\n').filter((line) => line.length > 20 && !line.startsWith('-----'));
  const own = ['pseudonym-key', 'github-token'].map((name) => env[variableOf(name)] ?? '');
  const whole = [apiKey, ...own, env.AZURE_STORAGE_KEY ?? '', env.AZURE_CLIENT_SECRET ?? ''].map((secret) =>
    secret.trim(),
  );
  return [...new Set([...whole, ...cut, ...lines, ...proxyPasswords(env)])].filter((secret) => secret !== '');
}

/** The signatures with which a destination is signed in to, also where a config file held them. */
export function secretsOf({ location, manifests }: DestinationConfig): string[] {
  return [location, manifests].flatMap((place) => {
    if (place?.kind !== 'azure' || place.credentials.kind !== 'sas') return [];
    const signature = new URLSearchParams(place.credentials.query).get('sig');
    return signature ? [signature, encodeURIComponent(signature)] : [];
  });
}
