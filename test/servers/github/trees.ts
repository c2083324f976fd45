import type { Git } from './git.ts';
import { writeObject } from './write-object.ts';

export interface TreeEntry {
  mode: string;
  type: string;
  sha: string;
  /** Blobs only. */
  size?: number;
}

/** What one path of a tree becomes: nothing at all, or an object. */
export interface TreeChange {
  path: string;
  entry: { mode: string; sha: string } | null;
}

/** What a folder holds: name -> entry. */
type Folder = Map<string, { mode: string; sha: string }>;

const FOLDER = '040000';
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
const TYPES: Record<string, string> = { [FOLDER]: 'tree', '160000': 'commit' };

/** A tree's entries by path; `recursive` goes into folders, and lists those too. */
export async function listTree(git: Git, tree: string, recursive: boolean): Promise<Map<string, TreeEntry>> {
  const entries = new Map<string, TreeEntry>();
  await collect(git, `${tree}^{tree}`, '', recursive, entries);
  const blobs = [...entries.values()].filter(({ type }) => type === 'blob');
  const found = await git.types.find(blobs.map(({ sha }) => sha));
  for (const [index, blob] of blobs.entries()) blob.size = found[index]?.size ?? 0;
  return entries;
}

async function collect(
  git: Git,
  tree: string,
  prefix: string,
  recursive: boolean,
  entries: Map<string, TreeEntry>,
): Promise<void> {
  for (const [name, { mode, sha }] of await readFolder(git, tree)) {
    const path = `${prefix}${name}`;
    entries.set(path, { mode, type: TYPES[mode] ?? 'blob', sha });
    if (recursive && mode === FOLDER) await collect(git, sha, `${path}/`, recursive, entries);
  }
}

/** The tree that the changes make of a base, written into the repository. */
export async function buildTree(git: Git, base: string | undefined, changes: readonly TreeChange[]): Promise<string> {
  const folder: Folder = base === undefined ? new Map() : await readFolder(git, `${base}^{tree}`);
  const inside = new Map<string, TreeChange[]>();
  for (const { path, entry } of changes) {
    const slash = path.indexOf('/');
    if (slash < 0) {
      inside.delete(path);
      if (entry === null || entry.sha === EMPTY_TREE) folder.delete(path);
      else folder.set(path, entry);
      continue;
    }
    const name = path.slice(0, slash);
    inside.set(name, [...(inside.get(name) ?? []), { path: path.slice(slash + 1), entry }]);
  }
  for (const [name, changed] of inside) {
    const before = folder.get(name);
    // What is removed below a file was never there.
    if (before?.mode !== FOLDER && changed.every(({ entry }) => entry === null)) continue;
    const sha = await buildTree(git, before?.mode === FOLDER ? before.sha : undefined, changed);
    if (sha === EMPTY_TREE) folder.delete(name);
    else folder.set(name, { mode: FOLDER, sha });
  }
  return writeObject(git.folder, 'tree', treeBytes(folder));
}

/** Each entry is its mode, its name and the bytes of its sha; folders are put in order as if their names ended in a slash. */
function treeBytes(folder: Folder): Buffer {
  const key = ([name, { mode }]: [string, { mode: string }]) => Buffer.from(mode === FOLDER ? `${name}/` : name);
  const sorted = [...folder].sort((a, b) => Buffer.compare(key(a), key(b)));
  return Buffer.concat(
    sorted.flatMap(([name, { mode, sha }]) => [
      Buffer.from(`${mode.replace(/^0/, '')} ${name}\0`),
      Buffer.from(sha, 'hex'),
    ]),
  );
}

async function readFolder(git: Git, tree: string): Promise<Folder> {
  const [found] = await git.objects.find([tree]);
  // Git knows the empty tree whether or not it was written.
  if (found?.type !== 'tree') throw new Error(`There is no tree ${tree}.`);
  const folder: Folder = new Map();
  const { bytes } = found;
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(' ', at);
    const end = bytes.indexOf(0, space);
    const mode = bytes.toString('latin1', at, space).padStart(6, '0');
    folder.set(bytes.toString('utf8', space + 1, end), { mode, sha: bytes.toString('hex', end + 1, end + 21) });
    at = end + 21;
  }
  return folder;
}
