import { FOLDERS } from '../archive/layout.ts';
import { StorageError } from '../notices/errors.ts';
import { refuseTakenName } from './branch-name.ts';
import type { GitHub } from './client.ts';
import type { TreeChange, TreeEntry } from './git-objects.ts';
import { differsOutside, mergeTrees, type ThreeTrees } from './merge-trees.ts';
import { wasMerged } from './squashed.ts';
import { findFolder, listFiles, type ReadTree, treeReader } from './trees.ts';
import { asking, isMissing, type Purpose } from './trouble.ts';

/** A commit and its root tree. */
export interface Commit {
  sha: string;
  tree: string;
}

/** A branch as it is read: its own commit, and what it takes in of the branch that it is to be merged into. */
export interface BranchState {
  name: string;
  /** Absent if the branch is still to be made, from `parents[0]`. */
  head?: Commit;
  /** The tree that a new commit builds on. */
  tree: string;
  /** The data folder's own tree, where it is to take the place of what `tree` holds there. */
  data?: string;
  /** Parents of a new commit. */
  parents: [string, ...string[]];
  /** Changes to `tree` (and `data`) that take the base in. */
  taken: TreeChange[];
  /** Paths that the base and the branch changed differently: then nothing of the base is taken in. */
  conflicts: string[];
  /** Files of the data folder, by path below it, with what is taken in. */
  files: Map<string, TreeEntry>;
}

/** Returns the commit at the head of a branch; undefined if there is no such branch. Throws for an empty repository. */
export async function readHead({ rest, repository }: GitHub, name: string): Promise<Commit | undefined> {
  let sha: string;
  try {
    const { data } = await rest.git.getRef({ ...repository, ref: `heads/${name}` });
    sha = data.object.sha;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  const { data } = await rest.git.getCommit({ ...repository, commit_sha: sha });
  return { sha, tree: data.tree.sha };
}

/** A branch that a run reads and commits to. */
export interface BranchPlace {
  branch: string;
  /** The branch that it begins from where it does not exist yet. */
  base: string;
  /** True if it is to be merged into its base, and therefore takes in what the base has gained. */
  takesBase: boolean;
  /** Path of the data folder in the repository, without slashes at its ends. */
  folder: string;
}

/** Returns what reading a branch is for. */
export function readingPurpose({ repository }: GitHub, name: string): Purpose {
  return { what: `read the branch ${name} of ${repository.owner}/${repository.repo}`, permission: 'contents: read' };
}

/** Reads a branch and the files of its data folder. Throws a `StorageError` if neither it nor its base exists. */
export async function readBranch(github: GitHub, place: BranchPlace): Promise<BranchState> {
  const { branch: name, base, takesBase, folder } = place;
  return asking(readingPurpose(github, name), async () => {
    const readTree = treeReader(github);
    const head = await readHead(github, name);
    if (head === undefined) await refuseTakenName(github, name);
    const baseHead = head && !takesBase ? undefined : await readHead(github, base);
    if (head === undefined || baseHead === undefined) {
      const { sha, tree } = head ?? baseHead ?? (await refuseMissing(github, base));
      const files = await filesIn(github, readTree, tree, folder);
      return { name, ...(head && { head }), tree, parents: [sha], taken: [], conflicts: [], files };
    }
    return takeInBase(github, readTree, name, head, baseHead, folder);
  });
}

/** GitHub says "not found" of a repository that a token does not see, too: asking for it shows which. */
async function refuseMissing({ rest, repository }: GitHub, name: string): Promise<never> {
  await rest.repos.get(repository);
  throw new StorageError(
    'branch-not-usable',
    `The branch ${name} of ${repository.owner}/${repository.repo} does not exist: create it, or run the workflow on a branch that does.`,
  );
}

async function takeInBase(
  github: GitHub,
  readTree: ReadTree,
  name: string,
  head: Commit,
  base: Commit,
  folder: string,
): Promise<BranchState> {
  const own: Omit<BranchState, 'files'> = {
    ...{ name, head, tree: head.tree },
    ...{ parents: [head.sha], taken: [], conflicts: [] },
  };
  const { rest, repository } = github;
  const basehead = `${base.sha}...${head.sha}`;
  const { data } = await rest.repos.compareCommitsWithBasehead({ ...repository, basehead, per_page: 1 });
  if (data.status === 'ahead' || data.status === 'identical') {
    return { ...own, files: await filesIn(github, readTree, head.tree, folder) };
  }
  // All of the branch is in the base already: it goes on from there.
  if (data.status === 'behind') {
    return { ...own, tree: base.tree, parents: [base.sha], files: await filesIn(github, readTree, base.tree, folder) };
  }
  const trees = { ancestor: data.merge_base_commit.commit.tree.sha, theirs: base.tree, ours: head.tree };
  const isMadeAnew = (path: string) => path.startsWith(`${folder}/${FOLDERS.findings}/`);
  const { changes, ...merge } = await mergeTrees(readTree, trees, folder);
  const inData = merge.conflicts.filter((path) => path.startsWith(`${folder}/`) && !isMadeAnew(path));
  // What was squashed into the base came from the branch, which holds it and more.
  const isOwn = inData.length > 0 && (await wasMerged(github, readTree, head.sha, base.tree, inData));
  const conflicts = merge.conflicts.filter((path) => !(isOwn && inData.includes(path)) && !isMadeAnew(path));
  const files = await filesIn(github, readTree, head.tree, folder);
  if (conflicts.length > 0) return { ...own, conflicts, files };
  for (const { path, sha, mode } of changes) {
    if (!path.startsWith(`${folder}/`)) continue;
    const below = path.slice(folder.length + 1);
    if (sha === null) files.delete(below);
    else files.set(below, { sha, mode });
  }
  const both: BranchState = { ...own, parents: [head.sha, base.sha], taken: changes, files };
  return (await onTreeOfBase(readTree, both, trees, folder)) ?? both;
}

/**
 * Returns the same on the base's tree, where the branch holds data alone: then no path outside the data is named. Changed workflows
 * that are named by their path are refused, since the job's token may not write them:
 * https://github.com/googleapis/release-please-action/issues/704
 */
async function onTreeOfBase(
  readTree: ReadTree,
  both: BranchState,
  { ancestor, theirs, ours }: ThreeTrees,
  folder: string,
): Promise<BranchState | undefined> {
  const data = await findFolder(readTree, ours, folder);
  if (data === undefined || (await differsOutside(readTree, ancestor, ours, folder))) return undefined;
  const isThere = data === (await findFolder(readTree, theirs, folder));
  const inside = both.taken.filter(({ path }) => path.startsWith(`${folder}/`));
  return { ...both, tree: theirs, ...(!isThere && { data }), taken: inside };
}

async function filesIn(
  github: GitHub,
  readTree: ReadTree,
  root: string,
  folder: string,
): Promise<Map<string, TreeEntry>> {
  const sha = await findFolder(readTree, root, folder);
  return sha === undefined ? new Map() : listFiles(github, sha, readTree);
}
