import type { TokenOptions } from './access.ts';
import { createFaultList, type FaultList } from './faults.ts';
import { createGit, type Git } from './git.ts';
import type { Comment, PullRequest } from './pull-request.ts';
import { createRateLimits, type RateLimits } from './rate-limits.ts';

/** One request as the server saw it. */
export interface RequestRecord {
  method: string;
  /** Without the query. */
  path: string;
  query: Record<string, string>;
  /** 0 while there is no answer, and for ever where the connection was cut. */
  status: number;
}

/** What a hook is told of the request that waits for it. */
export interface WaitingRequest {
  method: string;
  path: string;
  body: unknown;
}

export interface GithubOptions {
  /** The service's clock, in milliseconds since 1970; the real one if not given. */
  now?: () => number;
  /** `octo-org/data` if not given. */
  repository?: string;
  /** `main` if not given. */
  defaultBranch?: string;
  /** Without any commit; with a README if not given. */
  empty?: boolean;
  /** Private if not given. */
  visibility?: 'private' | 'public';
  archived?: boolean;
  /** One of an app with every right if not given; the first is `token`. */
  tokens?: readonly TokenOptions[];
  /** The setting "Allow GitHub Actions to create and approve pull requests"; on if not given. */
  mayCreatePullRequests?: boolean;
  /** Branches that change by pull request only. */
  protectedBranches?: readonly string[];
  /** Who can be asked for a review. */
  collaborators?: readonly string[];
  teams?: readonly string[];
  /** Requests in an hour, for each token; 1000 as for GITHUB_TOKEN. */
  rateLimit?: number;
  limits?: Partial<Limits>;
  /** Called before each request is handled, and waited for. */
  onRequest?: (request: WaitingRequest) => void | Promise<void>;
}

export interface Limits {
  /** Entries in one answer of a tree. */
  treeEntries: number;
  /** Bytes of a blob that can be read. */
  blobReadBytes: number;
  /** Bytes of a blob that can be written: 40 MiB by experience, no number is published. */
  blobWriteBytes: number;
  /** Bytes of a request's body. */
  requestBytes: number;
  /** Bytes of a request for a tree: GitHub publishes no number. */
  treeRequestBytes: number;
  /** Files of a comparison. */
  compareFiles: number;
  /** Additions in one createCommitOnBranch. */
  additions: number;
  /** Bytes of all additions in one createCommitOnBranch. */
  additionBytes: number;
}

const MEBIBYTE = 1024 * 1024;
const LIMITS: Limits = {
  treeEntries: 100_000,
  blobReadBytes: 100 * MEBIBYTE,
  blobWriteBytes: 40 * MEBIBYTE,
  requestBytes: 64 * MEBIBYTE,
  treeRequestBytes: 40_000_000,
  compareFiles: 300,
  additions: 100,
  additionBytes: 40_000_000,
};

/** All that the server knows. */
export interface World {
  url: string;
  owner: string;
  name: string;
  defaultBranch: string;
  visibility: 'private' | 'public';
  archived: boolean;
  mayCreatePullRequests: boolean;
  protectedBranches: Set<string>;
  collaborators: readonly string[];
  teams: readonly string[];
  tokens: readonly TokenOptions[];
  limits: Limits;
  git: Git;
  now(): number;
  rates: RateLimits;
  faults: FaultList;
  requests: RequestRecord[];
  /** Requests and answers that GitHub's description does not allow. */
  violations: string[];
  /** The commits that GitHub signed. */
  signed: Set<string>;
  pulls: PullRequest[];
  comments: Comment[];
  onRequest: ((request: WaitingRequest) => void | Promise<void>) | undefined;
  /** A number greater than all before it, for what has an id. */
  nextId(): number;
}

export const APP_TOKEN: TokenOptions = {
  token: 'fake-installation-token',
  kind: 'app',
  permissions: { contents: 'write', 'pull-requests': 'write', issues: 'write' },
  login: 'github-actions[bot]',
};

export async function createWorld(url: string, options: GithubOptions): Promise<World> {
  const [owner = '', name = ''] = (options.repository ?? 'octo-org/data').split('/');
  const defaultBranch = options.defaultBranch ?? 'main';
  const now = options.now ?? (() => Date.now());
  let id = 1000;
  return {
    ...{ url, owner, name, defaultBranch, now },
    visibility: options.visibility ?? 'private',
    archived: options.archived ?? false,
    mayCreatePullRequests: options.mayCreatePullRequests ?? true,
    protectedBranches: new Set(options.protectedBranches),
    collaborators: options.collaborators ?? ['octo-owner', 'octo-reviewer'],
    teams: options.teams ?? ['security'],
    tokens: options.tokens ?? [APP_TOKEN],
    limits: { ...LIMITS, ...options.limits },
    git: await createGit(defaultBranch),
    rates: createRateLimits(now, options.rateLimit ?? 1000),
    faults: createFaultList(),
    requests: [],
    violations: [],
    signed: new Set(),
    pulls: [],
    comments: [],
    onRequest: options.onRequest,
    nextId: () => {
      id += 1;
      return id;
    },
  };
}

/** The API's address of something in the repository. */
export function apiUrl(world: World, path = ''): string {
  return `${world.url}/repos/${world.owner}/${world.name}${path}`;
}

/** The page of something in the repository. */
export function pageUrl(world: World, path = ''): string {
  return `https://github.com/${world.owner}/${world.name}${path}`;
}

/** A time as the API writes it: whole seconds. */
export function isoTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
