import type { TokenOptions } from './access.ts';
import type { Signature } from './commits.ts';
import type { World } from './world.ts';

/** GitHub's own account: what it signs, it commits. */
const GITHUB = { name: 'GitHub', email: 'noreply@github.com' };
const BOT = /\[bot\]$/;
/** Known by everyone who reads logs: the account of GITHUB_TOKEN. */
const ACTIONS_ID = 41_898_282;

export function accountId(login: string): number {
  if (login === 'github-actions[bot]') return ACTIONS_ID;
  return [...login].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 90_000_000, 7) + 1;
}

/** The name that an account's commits bear. */
export function accountSignature(login: string, milliseconds: number): Signature {
  const email = `${accountId(login)}+${login}@users.noreply.github.com`;
  return { name: login, email, seconds: Math.floor(milliseconds / 1000) };
}

export function githubSignature(milliseconds: number): Signature {
  return { ...GITHUB, seconds: Math.floor(milliseconds / 1000) };
}

/** Author and committer of what an account commits through the API, and whether GitHub signs it. */
export function apiSignatures({ now }: World, { kind, login }: TokenOptions) {
  const author = accountSignature(login, now());
  const signed = kind === 'app';
  return { author, committer: signed ? githubSignature(now()) : author, signed };
}

/** The account of a commit's author, where the address is one that GitHub gave out. */
export function accountOf(world: World, { email }: Signature): object | null {
  if (email === GITHUB.email) return showUser(world, 'web-flow');
  const login = /^\d+\+(.+)@users\.noreply\.github\.com$/.exec(email)?.[1];
  return login === undefined ? null : showUser(world, login);
}

export function showUser({ url }: World, login: string): object {
  const id = accountId(login);
  const address = `${url}/users/${encodeURIComponent(login)}`;
  const lists = ['followers', 'subscriptions', 'organizations', 'repos', 'received_events'];
  return {
    ...{ login, id, node_id: nodeId('User', id), gravatar_id: '', url: address, site_admin: false },
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    html_url: `https://github.com/${BOT.test(login) ? `apps/${login.replace(BOT, '')}` : login}`,
    ...Object.fromEntries(lists.map((list) => [`${list}_url`, `${address}/${list}`])),
    following_url: `${address}/following{/other_user}`,
    gists_url: `${address}/gists{/gist_id}`,
    starred_url: `${address}/starred{/owner}{/repo}`,
    events_url: `${address}/events{/privacy}`,
    type: BOT.test(login) ? 'Bot' : 'User',
  };
}

/** GraphQL's name for a thing. */
export function nodeId(kind: string, id: number | string): string {
  return Buffer.from(`${kind}:${id}`).toString('base64');
}
