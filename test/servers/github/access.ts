import { GithubRefusal, notFound } from './refusal.ts';

export type Scope = 'contents' | 'pull-requests' | 'issues';
export type Level = 'read' | 'write';

export interface TokenOptions {
  token: string;
  /** An installation's token, as GITHUB_TOKEN is, or one of a person. */
  kind: 'app' | 'personal';
  /** A scope that is left out gives no right. */
  permissions: Partial<Record<Scope, Level>>;
  /** Whose it is: `github-actions[bot]`, or a person's name. */
  login: string;
}

/** What a request needs: one of the scopes at that level; nothing but a known token where there is none. */
export interface Need {
  scopes: readonly Scope[];
  level: Level;
}

export interface RepositoryState {
  visibility: 'private' | 'public';
  archived: boolean;
}

/** The token that a request shows; throws where it is none of ours. */
export function authenticate(tokens: readonly TokenOptions[], authorization: string | undefined): TokenOptions {
  const given = /^(?:token|bearer) (.+)$/i.exec(authorization ?? '')?.[1];
  const known = tokens.find(({ token }) => token === given);
  if (given === undefined) throw new GithubRefusal(401, 'Requires authentication');
  if (known === undefined) throw new GithubRefusal(401, 'Bad credentials');
  return known;
}

/** Throws unless the token may do it. https://docs.github.com/rest/authentication/permissions-required-for-github-apps */
export function authorise(
  token: TokenOptions,
  need: Need | undefined,
  { visibility, archived }: RepositoryState,
): void {
  if (need === undefined) return;
  const { scopes, level } = need;
  if (!scopes.some((scope) => grants(token.permissions[scope], level))) {
    // What is public can be read with any token.
    if (level === 'write' || visibility === 'private') throw refusalFor(token, visibility);
  }
  if (level === 'write' && archived) throw new GithubRefusal(403, 'Repository was archived so is read-only.');
}

function grants(has: Level | undefined, level: Level): boolean {
  return has === 'write' || (has === 'read' && level === 'read');
}

function refusalFor({ kind }: TokenOptions, visibility: RepositoryState['visibility']): GithubRefusal {
  if (kind === 'app') return new GithubRefusal(403, 'Resource not accessible by integration');
  // To a person without the right a private repository does not exist.
  if (visibility === 'private') return notFound();
  return new GithubRefusal(403, 'Resource not accessible by personal access token');
}
