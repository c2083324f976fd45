import { mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import type { TestContext } from 'node:test';

/** Folder content: path below the folder, `/`-separated -> content. */
export type FolderContent = Record<string, string>;

/** Creates an empty folder (its real path, without symbolic links) that is removed when the test ends. */
export async function temporaryFolder(t: Pick<TestContext, 'after'>, name = 'openai-admin-export'): Promise<string> {
  const folder = await createTemporaryFolder(name);
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Creates an empty folder that the caller removes; the real path, since a runner's workspace is one. */
export async function createTemporaryFolder(name: string): Promise<string> {
  return realpath(await mkdtemp(join(tmpdir(), `${name}-`)));
}

/**
 * Reads all files below a folder, sorted by path; empty where there is no folder. Nothing is lost: what is not UTF-8
 * comes as `base64:…`, so two folders are byte-identical if and only if their contents are deeply equal.
 */
export async function readFolder(folder: string): Promise<FolderContent> {
  const content: [string, string][] = [];
  for (const path of await filesBelow(folder)) content.push([path, textOf(await readFile(join(folder, path)))]);
  return Object.fromEntries(content);
}

/** Paths of all files below a folder, sorted by code units; none where there is no folder. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** Which paths were added, removed and changed between two readings of a folder. */
export function changesBetween(
  before: FolderContent,
  after: FolderContent,
): { added: string[]; removed: string[]; changed: string[] } {
  return {
    added: Object.keys(after).filter((path) => !(path in before)),
    removed: Object.keys(before).filter((path) => !(path in after)),
    changed: Object.keys(after).filter((path) => path in before && before[path] !== after[path]),
  };
}

function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : `base64:${bytes.toString('base64')}`;
}
