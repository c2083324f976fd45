import type { GitHub } from './client.ts';
import { findFolder, type ReadTree } from './trees.ts';

/** How far back to look in a branch's history: a merge is a few commits back, and each costs some requests. */
const MOST_COMMITS = 60;

/**
 * Returns true if a branch held all of these files, at one of its commits, as another tree holds them now: its commits were squashed
 * or rebased into the other's branch, which left no other trace of them.
 * @param head the newest commit of the branch.
 * @param other the root of the other tree.
 */
export async function wasMerged(
  { rest, repository }: GitHub,
  readTree: ReadTree,
  head: string,
  other: string,
  paths: string[],
): Promise<boolean> {
  const { data } = await rest.repos.listCommits({ ...repository, sha: head, per_page: MOST_COMMITS });
  for (const { commit } of data) {
    if (await holdsTheSame(readTree, commit.tree.sha, other, paths)) return true;
  }
  return false;
}

async function holdsTheSame(readTree: ReadTree, own: string, other: string, paths: string[]): Promise<boolean> {
  for (const path of paths) {
    if ((await blobAt(readTree, own, path)) !== (await blobAt(readTree, other, path))) return false;
  }
  return true;
}

async function blobAt(readTree: ReadTree, root: string, path: string): Promise<string | undefined> {
  const at = path.lastIndexOf('/');
  const folder = await findFolder(readTree, root, path.slice(0, Math.max(at, 0)));
  return folder === undefined ? undefined : (await readTree(folder)).get(path.slice(at + 1))?.sha;
}
