import type { BranchState } from './branch.ts';
import { readBranch } from './branch.ts';
import type { BranchWork } from './branch-work.ts';
import type { GitHub } from './client.ts';

/** What a pull request brings beyond its base. */
export interface BranchDifference {
  base: BranchState;
  /** True if the branch holds data that the base does not. */
  differs: boolean;
  /** True for files, by path below the data folder, that the base does not hold like this. */
  isNew: (path: string) => boolean;
}

/** Compares what a run's branch holds now with the branch that it is to be merged into. */
export async function compareWithBase(github: GitHub, work: BranchWork): Promise<BranchDifference> {
  const { base, folder } = work.target;
  const state = await readBranch(github, { branch: base, base, takesBase: false, folder });
  const written = work.destination.written();
  const ids = new Map([...work.state.files].map(([path, { sha }]) => [path, sha]));
  for (const [path, own] of written) {
    if (own) ids.set(path, own.sha);
    else ids.delete(path);
  }
  const isNew = (path: string) => ids.has(path) && ids.get(path) !== state.files.get(path)?.sha;
  const isGone = [...state.files.keys()].some((path) => !ids.has(path));
  return { base: state, differs: isGone || [...ids.keys()].some(isNew), isNew };
}
