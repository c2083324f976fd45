import type { Git } from './git.ts';
import { readReference } from './references.ts';
import type { World } from './world.ts';

export interface Review {
  id: number;
  login: string;
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED';
  body: string;
  commit: string;
  submitted: number;
}

export interface PullRequest {
  id: number;
  number: number;
  title: string;
  body: string | null;
  draft: boolean;
  state: 'open' | 'closed';
  /** Branch names. */
  head: string;
  base: string;
  /** Where the branches are, or were when it was closed. */
  headSha: string;
  baseSha: string;
  /** Where the two parted when it was opened: what it adds lies between this and the head. */
  startSha: string;
  author: string;
  labels: string[];
  reviewers: string[];
  teams: string[];
  reviews: Review[];
  /** In milliseconds since 1970. */
  created: number;
  updated: number;
  closed?: number;
  merged?: number;
  mergedBy?: string;
  mergeCommit?: string;
}

export interface Comment {
  id: number;
  /** The pull request's number. */
  issue: number;
  login: string;
  body: string;
  created: number;
  updated: number;
}

export function branchReference(branch: string): string {
  return `refs/heads/${branch}`;
}

export function branchHead(git: Git, branch: string): Promise<string | undefined> {
  return readReference(git, branchReference(branch));
}

/** Notes the branches' heads while it is open. */
export async function refreshHeads({ git }: World, pull: PullRequest): Promise<void> {
  if (pull.state === 'closed') return;
  pull.headSha = (await branchHead(git, pull.head)) ?? pull.headSha;
  pull.baseSha = (await branchHead(git, pull.base)) ?? pull.baseSha;
}

export function closePull(pull: PullRequest, now: number): void {
  pull.state = 'closed';
  pull.closed = now;
  pull.updated = now;
}
