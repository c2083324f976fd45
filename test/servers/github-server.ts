import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { FaultRule } from './github/faults.ts';
import { serve } from './github/front.ts';
import { runGit } from './github/git.ts';
import {
  type CommitAsOptions,
  commitAs,
  filesOf,
  type HumanChanges,
  type LoggedCommit,
  logOf,
} from './github/human.ts';
import { type MergeMethod, type MergeOptions, mergePull } from './github/merging.ts';
import { findPull } from './github/pull-endpoints.ts';
import { afterMove } from './github/pull-following.ts';
import {
  branchHead,
  branchReference,
  type Comment,
  closePull,
  type PullRequest,
  type Review,
} from './github/pull-request.ts';
import type { SecondaryLimit } from './github/rate-limits.ts';
import { swapReference } from './github/references.ts';
import {
  createWorld,
  type GithubOptions,
  type RequestRecord,
  type WaitingRequest,
  type World,
} from './github/world.ts';

export type { TokenOptions } from './github/access.ts';
export type { FaultRule } from './github/faults.ts';
export type { HumanChanges, LoggedCommit } from './github/human.ts';
export type { MergeMethod, MergeOptions } from './github/merging.ts';
export type { Comment, PullRequest, Review } from './github/pull-request.ts';
export type { SecondaryLimit } from './github/rate-limits.ts';
export type { GithubOptions, Limits, RequestRecord, WaitingRequest } from './github/world.ts';

/** A GitHub on loopback with one repository, which is a real bare one of git. */
export interface GithubServer {
  url: string;
  /** Owner and name. */
  repository: string;
  /** The first token. */
  token: string;
  /** Where the bare repository lies. */
  bareFolder: string;
  /** Every request so far, without headers. */
  requests: RequestRecord[];
  /** Requests and answers that GitHub's own description does not allow: tests expect none. */
  violations: string[];
  pullRequests: PullRequest[];
  comments: Comment[];
  /** The variables by which the runner tells an action of GitHub and the repository. */
  environment(): Record<string, string>;
  /** Commits to a branch as a push from a person's machine does; a new branch starts at the default branch. Its sha. */
  commitAs(branch: string, files: HumanChanges, message: string, options?: CommitAsOptions): Promise<string>;
  /** Merges as the button on the page does; the sha of what it makes. */
  mergePullRequest(number: number, method: MergeMethod, options?: MergeOptions): Promise<string>;
  closePullRequest(number: number): Promise<void>;
  reviewPullRequest(number: number, login: string, state: Review['state'], body?: string): Promise<void>;
  /** Removes a branch, as the button on the page does. */
  deleteBranch(branch: string): Promise<void>;
  /** The sha of a branch's newest commit; undefined where there is no such branch. */
  branchHead(branch: string): Promise<string | undefined>;
  /** The files of a branch or a commit, by path. */
  files(ref: string): Promise<Map<string, Buffer>>;
  /** The history of a branch or a commit, newest first. */
  log(ref: string): Promise<LoggedCommit[]>;
  /** A real clone in a folder that is gone after the test. */
  clone(t: TestContext, branch?: string): Promise<string>;
  /** Lets requests go wrong. */
  fail(rule: FaultRule): void;
  limitSecondary(limit: SecondaryLimit): void;
  /** From now on so many requests in an hour. */
  setRateLimit(limit: number): void;
  /** From now on this is called before each request is handled, and waited for. */
  setOnRequest(hook: ((request: WaitingRequest) => void | Promise<void>) | undefined): void;
  /** Changes settings of the repository while it runs. */
  setRepository(change: RepositoryChange): void;
  close(): Promise<void>;
}

export interface RepositoryChange {
  visibility?: 'private' | 'public';
  archived?: boolean;
  mayCreatePullRequests?: boolean;
  protectedBranches?: readonly string[];
}

/** Starts a GitHub on a free port; the caller closes it. */
export async function startGitHubServer(options: GithubOptions = {}): Promise<GithubServer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const world = await createWorld(url, options);
  if (!options.empty) await commitAs(world, world.defaultBranch, { 'README.md': '# Data\n' }, 'Initial commit');
  server.on('request', (request, response) => {
    serve(world, request, response).catch((error) => {
      // Our own mistake: no client should take it for an answer of the service.
      world.violations.push(`The server failed: ${error}`);
      request.socket.destroy();
    });
  });
  const { requests, violations, pulls, comments, git } = world;
  return {
    ...{ url, requests, violations, comments, pullRequests: pulls, bareFolder: git.folder },
    repository: `${world.owner}/${world.name}`,
    token: world.tokens[0]?.token ?? '',
    environment: () => environmentOf(world),
    commitAs: (branch, files, message, commitOptions) => commitAs(world, branch, files, message, commitOptions),
    ...pullHelpers(world),
    ...repositoryHelpers(world),
    fail: (rule) => world.faults.add(rule),
    limitSecondary: (limit) => world.rates.limitSecondary(limit),
    setRateLimit: (limit) => world.rates.setLimit(limit),
    setOnRequest: (hook) => {
      world.onRequest = hook;
    },
    setRepository: ({ protectedBranches, ...change }) => {
      Object.assign(world, change);
      if (protectedBranches !== undefined) world.protectedBranches = new Set(protectedBranches);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          git.remove();
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function environmentOf({ url, owner, name }: World): Record<string, string> {
  return {
    GITHUB_API_URL: url,
    GITHUB_GRAPHQL_URL: `${url}/graphql`,
    // What runs here is a stand-in for github.com, not an Enterprise Server.
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: `${owner}/${name}`,
    GITHUB_REPOSITORY_OWNER: owner,
  };
}

type PullHelpers = Pick<GithubServer, 'mergePullRequest' | 'closePullRequest' | 'reviewPullRequest'>;

function pullHelpers(world: World): PullHelpers {
  return {
    mergePullRequest: (number, method, options) => mergePull(world, number, method, options),
    closePullRequest: async (number) => closePull(await findPull(world, String(number)), world.now()),
    reviewPullRequest: async (number, login, state, body = '') => {
      const pull = await findPull(world, String(number));
      const review = { id: world.nextId(), login, state, body, commit: pull.headSha, submitted: world.now() };
      pull.reviews.push(review);
      pull.reviewers = pull.reviewers.filter((reviewer) => reviewer !== login);
    },
  };
}

type RepositoryHelpers = Pick<GithubServer, 'deleteBranch' | 'branchHead' | 'files' | 'log' | 'clone'>;

function repositoryHelpers(world: World): RepositoryHelpers {
  return {
    deleteBranch: async (branch) => {
      const name = branchReference(branch);
      await swapReference(world.git, name, { from: await branchHead(world.git, branch), to: undefined });
      await afterMove(world, name);
    },
    branchHead: (branch) => branchHead(world.git, branch),
    files: (ref) => filesOf(world, ref),
    log: (ref) => logOf(world, ref),
    clone: async (t, branch) => {
      const root = mkdtempSync(join(tmpdir(), 'github-clone-'));
      t.after(() => rmSync(root, { recursive: true, force: true }));
      const folder = join(root, 'clone');
      const chosen = branch === undefined ? [] : ['--branch', branch];
      await runGit(['clone', '--quiet', '--no-local', ...chosen, world.git.folder, folder]);
      return folder;
    },
  };
}
