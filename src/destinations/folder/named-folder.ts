import { lstatSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Surroundings } from '../destination-kind.ts';
import type { FolderLocation } from './location.ts';

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/**
 * Returns the path with every symbolic link resolved, as far as it exists; what does not exist yet is kept as it is. Throws
 * if the path cannot be followed, also for a link that leads nowhere: what appears there later may lie anywhere.
 */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink();
    if (!isMissing(error) || isLink) throw error;
    return join(realPath(dirname(path)), basename(path));
  }
}

/** Returns the real path of a folder to be; undefined if a file is there, or a link that cannot be followed. */
function folderAt(path: string): string | undefined {
  try {
    const folder = realPath(path);
    return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false ? undefined : folder;
  } catch {
    return undefined;
  }
}

/** Returns the way from a folder down to a path (empty for the folder itself), or undefined if it lies outside. */
export function pathInside(folder: string, path: string): string | undefined {
  const way = relative(folder, path);
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way) ? undefined : way;
}

/**
 * Returns the folder that a destination names, or why it names none. In a workflow it must lie in the workspace or in the runner's
 * temporary folder, links resolved: a destination is emptied and rewritten if a resource's shape changes.
 */
export function namedFolder(given: string, roots: Surroundings['roots']): FolderLocation | { problem: string } {
  const refuse = (problem: string) => ({ problem });
  if (/[\0\r\n]/.test(given)) return refuse('expected a folder such as data');
  const folder = folderAt(resolve(roots.workspace, given));
  if (folder === undefined) return refuse('there is a file, or a link that leads nowhere, where the folder should be');
  const [nearest] = [
    { way: pathInside(realPath(roots.workspace), folder), prefix: [] },
    { way: roots.runnerTemp ? pathInside(realPath(roots.runnerTemp), folder) : undefined, prefix: ['RUNNER_TEMP'] },
  ]
    .flatMap(({ way, prefix }) => (way === undefined ? [] : { way, prefix }))
    // One of the two folders may lie in the other.
    .sort((one, other) => one.way.length - other.way.length);
  if (nearest === undefined && !roots.isOpen) return refuse('expected a folder inside the workspace or RUNNER_TEMP');
  if (nearest === undefined) {
    if (isInsideGit(folder.split(sep))) return refuse('a folder inside .git belongs to git');
    return folderElsewhere(folder, roots.workspace) ?? refuse('it holds the current folder: expected one of its own');
  }
  if (nearest.way === '') {
    const where = roots.isOpen ? '' : ' below the workspace or RUNNER_TEMP';
    return refuse(`expected a folder of its own${where}, such as data`);
  }
  const steps = nearest.way.split(sep);
  if (isInsideGit(steps)) return refuse('a folder inside .git belongs to git');
  return { kind: 'folder', folder, name: [...nearest.prefix, ...steps].join('/') };
}

function isInsideGit(steps: readonly string[]): boolean {
  return steps.some((step) => step.toLowerCase() === '.git');
}

/** Returns a folder that is named by its whole path; undefined for one that holds the workspace, which is no folder of its own. */
function folderElsewhere(folder: string, workspace: string): FolderLocation | undefined {
  if (pathInside(folder, realPath(workspace)) !== undefined) return undefined;
  return { kind: 'folder', folder, name: folder.split(sep).join('/') };
}
