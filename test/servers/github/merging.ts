import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { signatureVariables, writeCommit } from './commits.ts';
import { accountSignature, githubSignature } from './people.ts';
import { findPull } from './pull-endpoints.ts';
import { afterMove } from './pull-following.ts';
import { branchReference, closePull, type PullRequest } from './pull-request.ts';
import { swapReference } from './references.ts';
import type { World } from './world.ts';

export type MergeMethod = 'merge' | 'squash' | 'rebase';

export interface MergeOptions {
  /** Removes the head branch afterwards. */
  deleteBranch?: boolean;
  /** Who presses the button. */
  by?: string;
}

/** Merges as the button on the pull request's page does; the sha of the commit that it makes. Throws at a conflict. */
export async function mergePull(
  world: World,
  number: number,
  method: MergeMethod,
  { deleteBranch = false, by = 'octo-owner' }: MergeOptions = {},
): Promise<string> {
  const pull = await findPull(world, String(number));
  if (pull.state === 'closed') throw new Error(`Pull request ${number} is closed.`);
  const merged = method === 'rebase' ? await rebase(world, pull) : await mergeCommit(world, pull, method, by);
  if (!(await swapReference(world.git, branchReference(pull.base), { from: pull.baseSha, to: merged }))) {
    throw new Error(`${pull.base} moved while pull request ${number} was being merged.`);
  }
  closePull(pull, world.now());
  Object.assign(pull, { merged: world.now(), mergedBy: by, mergeCommit: merged });
  await afterMove(world, branchReference(pull.base));
  if (deleteBranch) {
    await swapReference(world.git, branchReference(pull.head), { from: pull.headSha, to: undefined });
    await afterMove(world, branchReference(pull.head));
  }
  return merged;
}

async function mergeCommit(world: World, pull: PullRequest, method: 'merge' | 'squash', by: string): Promise<string> {
  const { git, now } = world;
  const { number, title, body, head, headSha, baseSha } = pull;
  const tree = (await git.run(['merge-tree', '--write-tree', baseSha, headSha])).split('\n')[0] as string;
  const squash = method === 'squash';
  const parents = squash ? [baseSha] : [baseSha, headSha];
  const headline = squash ? `${title} (#${number})` : `Merge pull request #${number} from ${world.owner}/${head}`;
  const message = `${headline}\n\n${(squash ? body : title) ?? ''}`.trimEnd();
  const author = accountSignature(squash ? pull.author : by, now());
  const sha = await writeCommit(git, { tree, parents, author, committer: githubSignature(now()), message });
  world.signed.add(sha);
  return sha;
}

/** Every commit anew on the base, unsigned as GitHub leaves them. */
async function rebase(world: World, { headSha, baseSha }: PullRequest): Promise<string> {
  const { git, now } = world;
  const folder = join(git.temporaryFolder(), 'work');
  await git.run(['worktree', 'add', '--quiet', '--detach', folder, headSha]);
  const env = {
    GIT_DIR: join(folder, '.git'),
    GIT_WORK_TREE: folder,
    ...signatureVariables('COMMITTER', githubSignature(now())),
  };
  try {
    await git.run(['-C', folder, 'rebase', '--quiet', '--force-rebase', baseSha], { env });
    return await git.run(['-C', folder, 'rev-parse', 'HEAD'], { env });
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await git.run(['worktree', 'prune']);
  }
}
