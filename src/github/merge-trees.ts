import type { TreeChange, TreeEntry } from './git-objects.ts';
import { EMPTY_TREE, type ReadTree } from './trees.ts';

/** The roots of three trees: the common ancestor, and what became of it on two branches. */
export interface ThreeTrees {
  ancestor: string;
  theirs: string;
  ours: string;
}

/** What a merge comes to. */
export interface TreeMerge {
  /** What to change in `ours`; a folder that is not listed file by file is one change. */
  changes: TreeChange[];
  /** Paths that both changed in different ways: `ours` stays. */
  conflicts: string[];
}

/**
 * Returns what has to change in `ours` to take in what `theirs` changed since the ancestor. Only folders that differ are read.
 * @param fileByFile the folder whose files are listed one by one.
 */
export async function mergeTrees(readTree: ReadTree, roots: ThreeTrees, fileByFile: string): Promise<TreeMerge> {
  const merge: TreeMerge = { changes: [], conflicts: [] };
  await mergeFolder(roots, '');
  return merge;

  async function mergeFolder(trees: ThreeTrees, folder: string): Promise<void> {
    const [ancestor, theirs, ours] = await Promise.all([
      readTree(trees.ancestor),
      readTree(trees.theirs),
      readTree(trees.ours),
    ]);
    for (const name of new Set([...theirs.keys(), ...ours.keys()])) {
      const [before, their, our] = [ancestor.get(name), theirs.get(name), ours.get(name)];
      const path = `${folder}${name}`;
      if (isSame(their, our) || isSame(their, before)) continue;
      const isWhole = isSame(our, before) && their !== undefined && !overlaps(path, fileByFile);
      const foldersOnly = [their, our].every((entry) => entry === undefined || isFolder(entry));
      if (isWhole || (isSame(our, before) && !foldersOnly)) {
        merge.changes.push({
          path,
          mode: (their ?? our)?.mode as string,
          sha: their?.sha ?? null,
          isNew: our === undefined,
        });
      } else if (foldersOnly) {
        // Also if one side has none: the API promises to remove files, not folders.
        const inside = { ancestor: treeOf(before), theirs: treeOf(their), ours: treeOf(our) };
        await mergeFolder(inside, `${path}/`);
      } else {
        merge.conflicts.push(path);
      }
    }
  }
}

/** Returns true if two trees differ in anything but a folder; only the folders on the way to it are read. */
export async function differsOutside(readTree: ReadTree, one: string, other: string, folder: string): Promise<boolean> {
  const [first = '', ...rest] = folder.split('/');
  const [ours, theirs] = await Promise.all([readTree(one), readTree(other)]);
  for (const name of new Set([...ours.keys(), ...theirs.keys()])) {
    const [our, their] = [ours.get(name), theirs.get(name)];
    if (isSame(our, their)) continue;
    if (name !== first || [our, their].some((entry) => entry && !isFolder(entry))) return true;
    if (rest.length > 0 && (await differsOutside(readTree, treeOf(our), treeOf(their), rest.join('/')))) return true;
  }
  return false;
}

/** Returns true if one path is the other or lies in it. */
function overlaps(left: string, right: string): boolean {
  return `${left}/`.startsWith(`${right}/`) || `${right}/`.startsWith(`${left}/`);
}

function isSame(left: TreeEntry | undefined, right: TreeEntry | undefined): boolean {
  return left?.sha === right?.sha && left?.mode === right?.mode;
}

function isFolder(entry: TreeEntry): boolean {
  return entry.mode === '040000';
}

function treeOf(entry: TreeEntry | undefined): string {
  return entry && isFolder(entry) ? entry.sha : EMPTY_TREE;
}
