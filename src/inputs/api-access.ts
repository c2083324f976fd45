/** Printable ASCII without blanks: what a header value may hold, and what every id and key is made of. */
export const headerSafe = /^[\x21-\x7e]+$/;

/** Host names of this machine. */
export const loopbackHost = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Keys of OpenAI that cannot administer an organisation, by how they begin. */
const otherKeys: readonly (readonly [prefix: string, kind: string])[] = [
  ['sk-proj-', 'a project key'],
  ['sk-svcacct-', "a service account's key"],
];

/** Returns what is wrong with the id of an organisation or project, which is sent as a header; undefined for a good one. */
export function idProblem(id: string): string | undefined {
  return headerSafe.test(id) ? undefined : 'expected an id, without blanks or characters that a header cannot hold';
}

/** Returns what is wrong with a base URL, or undefined for a good one. */
export function baseUrlProblem(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' && !loopbackHost.test(url.hostname)) {
    return 'expected https: the key would travel in the open (plain http is for this machine alone)';
  }
  if (url === undefined || !/^https?:$/.test(url.protocol)) return 'expected a URL such as https://api.openai.com/v1';
  if (url.username || url.password) return 'expected a URL without a user name or password';
  if (url.search || url.hash) return 'expected a URL without "?" or "#"';
  return undefined;
}

/** Returns what is wrong with the admin key, never quoting it; undefined for a key that may work. */
export function apiKeyProblem(key: string): string | undefined {
  if (key === '') {
    return (
      "'api-key' is empty: give an admin key from a secret. If you did, check the secret's name; workflows of forks and of" +
      ' Dependabot get no secrets'
    );
  }
  if (!headerSafe.test(key)) {
    return "'api-key' holds a blank, a line break or another character that no key has: check how the secret was pasted";
  }
  const [, kind] = otherKeys.find(([prefix]) => key.startsWith(prefix)) ?? [];
  return (
    kind &&
    `'api-key' is ${kind}: the administration API takes admin keys alone (sk-admin-…). An owner of the organisation creates` +
      ' one at https://platform.openai.com/settings/organization/admin-keys'
  );
}
