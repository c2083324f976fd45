import { kindOfKey } from '../api/key-kind.ts';
import type { Topic } from '../notices/topics.ts';
import { headerSafe, loopbackHost } from '../text/addresses.ts';

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

/** What is wrong with a key: the trouble's name, and a line that never quotes the key. */
export interface KeyProblem {
  topic: Topic;
  line: string;
}

/** Returns what is wrong with the admin key; undefined for a key that may work. */
export function apiKeyProblem(key: string): KeyProblem | undefined {
  if (key === '') {
    return {
      topic: 'key-missing',
      line: "'api-key' is empty: give an admin key from a secret. If you did, check the secret's name; workflows of forks and of Dependabot get no secrets",
    };
  }
  const malformed = oddityOf(key);
  if (malformed !== undefined) {
    return { topic: 'malformed-key', line: `'api-key' ${malformed}: check how the secret was pasted` };
  }
  const kind = kindOfKey(key);
  if (!kind.isFutile) return undefined;
  return {
    topic: 'wrong-kind-of-key',
    line:
      `'api-key' is ${kind.words}: the administration API takes admin keys alone (sk-admin-…). An owner of the organisation creates` +
      ' one at https://platform.openai.com/settings/organization/admin-keys',
  };
}

/** Returns what is around a key, or instead. Blanks at its ends are cut off before. */
function oddityOf(key: string): string | undefined {
  if (/^\$|\{\{/.test(key)) return 'holds the name of a secret or variable, not its value';
  if (/^bearer\b/i.test(key)) return 'begins with the word Bearer, which is no part of the key';
  if (/^\w+=[^=]/.test(key)) return 'begins with the name of a variable and "="';
  if (/^["'`]|["'`]$/.test(key)) return 'stands in quotation marks';
  if (!headerSafe.test(key)) return 'holds a blank, a line break or another character that no key has';
  return undefined;
}
