import { StorageError } from '../notices/errors.ts';
import type { GitHub } from './client.ts';
import type { TreeEntry } from './git-objects.ts';

/** Git's own tree of nothing. */
export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** Reads the entries of one folder, by name. */
export type ReadTree = (sha: string) => Promise<ReadonlyMap<string, TreeEntry>>;

/** Returns a function that reads a tree's entries, each tree once. */
export function treeReader({ rest, repository }: GitHub): ReadTree {
  const known = new Map<string, Promise<ReadonlyMap<string, TreeEntry>>>();
  const read = async (tree_sha: string) => {
    const { data } = await rest.git.getTree({ ...repository, tree_sha });
    return new Map(data.tree.map((entry) => [entry.path, entryOf(entry)]));
  };
  return (sha) => {
    if (sha === EMPTY_TREE) return Promise.resolve(new Map());
    const entries = known.get(sha) ?? read(sha);
    known.set(sha, entries);
    return entries;
  };
}

/** Returns the tree of a folder, step by step from the root's; undefined if there is none. Throws a `StorageError` if it is a file. */
export async function findFolder(readTree: ReadTree, root: string, folder: string): Promise<string | undefined> {
  let sha = root;
  for (const step of folder.split('/').filter((name) => name !== '')) {
    const entry = (await readTree(sha)).get(step);
    if (entry === undefined) return undefined;
    if (entry.mode !== '040000') {
      throw new StorageError(
        'path-refused',
        `${folder} is no folder on the branch, but a file or a link: remove it, or choose another.`,
      );
    }
    sha = entry.sha;
  }
  return sha;
}

/**
 * Returns every file, link and submodule below a folder, by path below it. One request, and one for each folder where GitHub cuts the answer:
 * https://docs.github.com/en/rest/git/trees#get-a-tree
 */
export async function listFiles(github: GitHub, sha: string, readTree: ReadTree): Promise<Map<string, TreeEntry>> {
  const { rest, repository } = github;
  if (sha === EMPTY_TREE) return new Map();
  const { data } = await rest.git.getTree({ ...repository, tree_sha: sha, recursive: 'true' });
  if (!data.truncated) {
    // A submodule is an entry of the type `commit`: it belongs to the list, so that it can be refused.
    return new Map(data.tree.flatMap((entry) => (entry.type === 'tree' ? [] : [[entry.path, entryOf(entry)]])));
  }
  const files = new Map<string, TreeEntry>();
  for (const [name, entry] of await readTree(sha)) {
    if (entry.mode !== '040000') files.set(name, entry);
    else for (const [path, file] of await listFiles(github, entry.sha, readTree)) files.set(`${name}/${path}`, file);
  }
  return files;
}

function entryOf(entry: { sha: string; mode: string; size?: number }): TreeEntry {
  return { sha: entry.sha, mode: entry.mode, ...(entry.size === undefined ? {} : { size: entry.size }) };
}
