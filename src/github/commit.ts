import { RequestError } from '@octokit/request-error';
import { type BranchPlace, type BranchState, readBranch } from './branch.ts';
import type { BranchDestination } from './branch-destination.ts';
import type { GitHub } from './client.ts';
import type { TreeChange } from './git-objects.ts';
import { asking, explainGitHub, type Purpose } from './trouble.ts';
import { extendTree, uploadTree } from './upload.ts';

/** A branch that a run commits to. */
export interface CommitTarget extends BranchPlace {
  message: string;
  /** True if a file next to the data keeps Git from changing line ends. */
  keepsBytes: boolean;
  /** Makes the names of what is only made for the upload the run's own. */
  label: string;
}

/** What came of an attempt to commit. */
export type CommitResult =
  | { kind: 'nothing' }
  | { kind: 'committed'; sha: string }
  /** Another was faster: the destination stands on the branch's new state, which differs from what was known in these of our paths. */
  | { kind: 'moved'; state: BranchState; conflicts: string[] };

/**
 * Commits what the destination holds beyond its branch, as one commit on top of the head that was read. Nobody's commits are
 * ever pushed aside: where the branch has moved, nothing is committed. The commit names no author, so that GitHub signs it:
 * https://docs.github.com/en/authentication/managing-commit-signature-verification/about-commit-signature-verification
 */
export async function commitWritten(
  github: GitHub,
  target: CommitTarget,
  state: BranchState,
  destination: BranchDestination,
): Promise<CommitResult> {
  const written = destination.written();
  if (written.size === 0) return { kind: 'nothing' };
  const purpose = purposeOf(github, target);
  const sha = await asking(purpose, () => makeCommit(github, target, state, destination));
  if (await moveBranch(github, target, state, sha, purpose)) return { kind: 'committed', sha };
  const newer = await readBranch(github, target);
  const conflicts = [...written].flatMap(([path, own]) => {
    const theirs = newer.files.get(path)?.sha;
    return theirs === state.files.get(path)?.sha || theirs === (own?.sha ?? undefined) ? [] : [path];
  });
  destination.rebase(newer);
  return { kind: 'moved', state: newer, conflicts };
}

async function makeCommit(
  github: GitHub,
  { folder, message, label }: CommitTarget,
  state: BranchState,
  destination: BranchDestination,
): Promise<string> {
  const changes = new Map<string, TreeChange>(state.taken.map((change) => [change.path, change]));
  const uploads = [];
  for (const [below, own] of destination.written()) {
    const path = `${folder}/${below}`;
    const taken = changes.get(path);
    if (own) {
      changes.delete(path);
      uploads.push({ ...own, path });
    } else if (taken?.isNew) changes.delete(path);
    else changes.set(path, { path, mode: '100644', sha: null });
  }
  const [parent] = state.parents;
  const removedAndTaken = [...changes.values()].map(({ path, mode, sha }) => ({ path, mode, sha }));
  // In a request of its own: a folder and files in it are not named together.
  const dataTree = state.data === undefined ? [] : [{ path: folder, mode: '040000', sha: state.data }];
  const start = dataTree.length > 0 ? await extendTree(github, state.tree, dataTree) : state.tree;
  const tree = await uploadTree(github, start, removedAndTaken, uploads, { parent, label });
  const { rest, repository } = github;
  const { data } = await rest.git.createCommit({ ...repository, message, tree, parents: state.parents });
  return data.sha;
}

/** Points the branch at the commit; false if the branch has moved since it was read. */
async function moveBranch(
  github: GitHub,
  target: CommitTarget,
  state: BranchState,
  sha: string,
  purpose: Purpose,
): Promise<boolean> {
  const { rest, repository } = github;
  try {
    if (state.head) await rest.git.updateRef({ ...repository, ref: `heads/${target.branch}`, sha, force: false });
    else await rest.git.createRef({ ...repository, ref: `refs/heads/${target.branch}`, sha });
    return true;
  } catch (error) {
    if (!isMoved(error)) throw explainGitHub(error, purpose);
    return isOnBranch(github, target.branch, sha);
  }
}

/** An answer that was lost is asked for again, and then the branch is where it should be, or already beyond. */
async function isOnBranch({ rest, repository }: GitHub, branch: string, sha: string): Promise<boolean> {
  try {
    const basehead = `${sha}...${branch}`;
    const { data } = await rest.repos.compareCommitsWithBasehead({ ...repository, basehead, per_page: 1 });
    return data.status === 'ahead' || data.status === 'identical';
  } catch (error) {
    // A branch that was deleted meanwhile holds no commit.
    if (error instanceof RequestError && error.status === 404) return false;
    throw error;
  }
}

/** Returns the words with which GitHub refuses an update that would lose commits, or a branch that is there or gone by now. */
function isMoved(error: unknown): boolean {
  return (
    error instanceof RequestError &&
    (error.status === 422 || error.status === 409) &&
    /not a fast forward|reference already exists|reference does not exist|is at .* but expected/i.test(error.message)
  );
}

function purposeOf({ repository }: GitHub, { branch }: CommitTarget): Purpose {
  return {
    what: `commit to the branch ${branch} of ${repository.owner}/${repository.repo}`,
    permission: 'contents: write',
  };
}
