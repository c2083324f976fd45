import type { Destination } from '../destinations/destination.ts';
import type { Log } from '../notices/log.ts';
import { type BranchState, readBranch } from './branch.ts';
import { type BranchDestination, branchDestination, refuseLinks } from './branch-destination.ts';
import type { GitHub } from './client.ts';
import { type CommitResult, type CommitTarget, commitWritten } from './commit.ts';
import { blobIdOf } from './git-objects.ts';
import { removeLeftoverUploads } from './leftover-uploads.ts';

/**
 * Keeps Git from changing the files at checkout and commit, whatever the repository's own attributes say (line ends, Git
 * LFS and other filters, `$Id$`, encodings): the manifests hold the hashes of these bytes.
 * https://git-scm.com/docs/gitattributes
 */
const ATTRIBUTES_FILE = '.gitattributes';
const ATTRIBUTES = '* -text -filter -ident -working-tree-encoding\n';
/** Ids of what earlier releases wrote there; everything else is the user's own. */
const EARLIER_ATTRIBUTES: readonly string[] = [blobIdOf(Buffer.from('* -text\n'))];

/** A branch that a run reads from and commits to. */
export interface BranchWork {
  readonly target: CommitTarget;
  readonly destination: BranchDestination;
  /** The branch as it was read last. */
  readonly state: BranchState;
  /** One attempt to commit what was written; see `commitWritten`. */
  commit(): Promise<CommitResult>;
  /** Removes what uploads of killed runs left behind; see `removeLeftoverUploads`. */
  removeLeftovers(run: { now: number; log: Log }): Promise<void>;
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
      const attributes = state.files.get(ATTRIBUTES_FILE);
      const isOurs = attributes === undefined || EARLIER_ATTRIBUTES.includes(attributes.sha);
      if (target.keepsBytes && destination.written().size > 0 && isOurs) {
        await destination.writeText(ATTRIBUTES_FILE, ATTRIBUTES);
      }
      const result = await commitWritten(github, target, state, destination);
      if (result.kind === 'moved') {
        state = result.state;
        refuseLinks(state);
      }
      return result;
    },
    removeLeftovers: (run) => removeLeftoverUploads(github, run),
  };
}
