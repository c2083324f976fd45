import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Git } from './git.ts';
import type { FoundObject } from './object-reader.ts';

export interface GitObject {
  type: string;
  bytes: Buffer;
}

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

export const FULL_SHA = /^[0-9a-f]{40}$/;
const FOLDER = '040000';
const NO_OBJECT = '0'.repeat(40);

/** Stores contents as blobs, all in one call of git; their names in the same order. */
export async function writeBlobs(git: Git, contents: readonly (string | Buffer)[]): Promise<string[]> {
  if (contents.length === 0) return [];
  if (contents.length === 1) return [await git.run(['hash-object', '-w', '--stdin'], { input: contents[0] as string })];
  const folder = git.temporaryFolder();
  try {
    const paths = contents.map((content, index) => {
      const path = join(folder, String(index));
      writeFileSync(path, content);
      return path;
    });
    const shas = await git.run(['hash-object', '-w', '--no-filters', '--stdin-paths'], { input: paths.join('\n') });
    return shas.split('\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The objects that exist of those named. */
export async function readObjects(git: Git, names: readonly string[]): Promise<Map<string, GitObject>> {
  return byName(names, await git.objects.find(names));
}

/** The types of the objects that exist of those named. */
export async function objectTypes(git: Git, names: readonly string[]): Promise<Map<string, string>> {
  const found = byName(names, await git.types.find(names));
  return new Map([...found].map(([name, { type }]) => [name, type]));
}

function byName(names: readonly string[], found: (FoundObject | undefined)[]): Map<string, FoundObject> {
  return new Map(
    names.flatMap((name, index): [string, FoundObject][] => {
      const object = found[index];
      return object ? [[name, object]] : [];
    }),
  );
}

/** The sha that a name stands for; undefined where there is no such object of that type. */
export async function resolveObject(git: Git, name: string, type: 'commit' | 'tree'): Promise<string | undefined> {
  const [found] = await git.types.find([`${name}^{${type}}`]);
  return found?.sha;
}

/** A tree's entries by path; `recursive` goes into folders, and lists those too. */
export async function listTree(git: Git, tree: string, recursive: boolean): Promise<Map<string, TreeEntry>> {
  const args = ['ls-tree', '-z', '-l', '--full-tree', ...(recursive ? ['-r', '-t'] : []), tree];
  const entries = new Map<string, TreeEntry>();
  for (const line of (await git.bytes(args)).toString().split('\0')) {
    if (line === '') continue;
    const [facts = '', path = ''] = splitAt(line, line.indexOf('\t'));
    const [mode = '', type = '', sha = '', size = '-'] = facts.split(/ +/);
    entries.set(path, { mode, type, sha, ...(size !== '-' && { size: Number(size) }) });
  }
  return entries;
}

/** The tree that the changes make of a base, written into the repository. */
export async function buildTree(git: Git, base: string | undefined, changes: readonly TreeChange[]): Promise<string> {
  const folder = git.temporaryFolder();
  const env = { GIT_INDEX_FILE: join(folder, 'index') };
  try {
    await git.run(base === undefined ? ['read-tree', '--empty'] : ['read-tree', base], { env });
    const lines = await indexLines(git, env, changes);
    await git.run(['update-index', '--add', '--replace', '-z', '--index-info'], { env, input: lines.join('') });
    for (const { path, entry } of changes) {
      // This command insists on a work tree, and leaves it alone.
      const withWorkTree = { env: { ...env, GIT_WORK_TREE: folder } };
      if (entry?.mode === FOLDER) await git.run(['read-tree', `--prefix=${path}/`, entry.sha], withWorkTree);
    }
    return await git.run(['write-tree'], { env });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A folder has no line of its own in an index: to remove or replace one is to remove the files below it. */
async function indexLines(git: Git, env: Record<string, string>, changes: readonly TreeChange[]): Promise<string[]> {
  const files = (await git.bytes(['ls-files', '-z'], { env })).toString().split('\0');
  const known = new Set(files);
  return changes.flatMap(({ path, entry }) => {
    if (entry !== null && entry.mode !== FOLDER) return [`${entry.mode} ${entry.sha}\t${path}\0`];
    const gone = known.has(path) ? [path] : files.filter((file) => file.startsWith(`${path}/`));
    return gone.map((file) => `0 ${NO_OBJECT}\t${file}\0`);
  });
}

function splitAt(text: string, at: number): [string, string] {
  return [text.slice(0, at), text.slice(at + 1)];
}
