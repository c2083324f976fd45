import type { Destination } from '../destinations/destination.ts';
import { type BranchState, readBranch } from './branch.ts';
import { type BranchDestination, branchDestination, refuseLinks } from './branch-destination.ts';
import type { GitHub } from './client.ts';
import { type CommitResult, type CommitTarget, commitWritten } from './commit.ts';

/** Keeps Git from changing line ends: the manifests hold the hashes of these bytes. */
const ATTRIBUTES_FILE = '.gitattributes';
const ATTRIBUTES = '* -text\n';

/** A branch that a run reads from and commits to. */
export interface BranchWork {
  readonly target: CommitTarget;
  readonly destination: BranchDestination;
  /** The branch as it was read last. */
  readonly state: BranchState;
  /** One attempt to commit what was written; see `commitWritten`. */
  commit(): Promise<CommitResult>;
}

/**
 * Opens the data folder of a branch for a run.
 * @param folder the data folder in the workspace, and its absolute path.
 */
export async function openBranchWork(
  github: GitHub,
  target: CommitTarget,
  folder: Destination,
  root: string,
): Promise<BranchWork> {
  let state = await readBranch(github, target);
  refuseLinks(state);
  const destination = branchDestination(github, state, folder, root);
  return {
    target,
    destination,
    get state() {
      return state;
    },
    async commit() {
      if (target.keepsBytes && destination.written().size > 0 && !state.files.has(ATTRIBUTES_FILE)) {
        await destination.writeText(ATTRIBUTES_FILE, ATTRIBUTES);
      }
      const result = await commitWritten(github, target, state, destination);
      if (result.kind === 'moved') {
        state = result.state;
        refuseLinks(state);
      }
      return result;
    },
  };
}
