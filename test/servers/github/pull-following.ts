import { branchHead, closePull, type PullRequest } from './pull-request.ts';
import { isAncestor } from './references.ts';
import type { World } from './world.ts';

/** What a reference's move does to the open pull requests of that branch. */
export async function afterMove(world: World, reference: string): Promise<void> {
  const branch = reference.replace(/^refs\/heads\//, '');
  for (const pull of world.pulls) {
    if (pull.state === 'closed') continue;
    if (pull.head === branch) await followHead(world, pull);
    else if (pull.base === branch) await followBase(world, pull);
  }
}

/** A head that is gone, or that holds nothing of its own any more, closes its pull request. */
async function followHead(world: World, pull: PullRequest): Promise<void> {
  const head = await branchHead(world.git, pull.head);
  const base = await branchHead(world.git, pull.base);
  if (head === undefined || (base !== undefined && (await isAncestor(world.git, head, base)))) {
    closePull(pull, world.now());
    return;
  }
  pull.headSha = head;
  pull.updated = world.now();
}

/** A base that holds the head, by whatever way, makes it merged. */
async function followBase(world: World, pull: PullRequest): Promise<void> {
  const base = await branchHead(world.git, pull.base);
  if (base === undefined) {
    closePull(pull, world.now());
    return;
  }
  if (await isAncestor(world.git, pull.headSha, base)) {
    closePull(pull, world.now());
    pull.merged = world.now();
    pull.mergeCommit = base;
    return;
  }
  pull.baseSha = base;
}
