import { decoded } from '../text/addresses.ts';
import type { Mistakes } from './mistakes.ts';

/** What Node goes by: https://nodejs.org/api/http.html#built-in-proxy-support */
const variables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];

/** A word of the log that is masked wherever it stands would hide more than it protects. */
const SHORTEST = 4;

/** Finds proxies whose address is none, without telling it: Node would quote it, and a password may stand in it. */
export function checkProxies(env: NodeJS.ProcessEnv, mistakes: Mistakes): void {
  for (const name of variables) {
    if (!env[name] || URL.canParse(env[name])) continue;
    mistakes.add(
      `${name} is no address such as http://proxy.example:3128: what a user name or password holds beside letters and digits has to be percent-encoded (%40 for @)`,
      'proxy',
    );
  }
}

/** Returns the passwords in these addresses, as they stand there and as they are sent. */
export function proxyPasswords(env: NodeJS.ProcessEnv): string[] {
  return variables.flatMap((name) => {
    const address = env[name] ?? '';
    const { username, password } = URL.canParse(address) ? new URL(address) : { username: '', password: '' };
    if (password.length < SHORTEST) return [];
    const plain = [username, password].map(decoded).join(':');
    return [password, decoded(password), Buffer.from(plain).toString('base64')];
  });
}
