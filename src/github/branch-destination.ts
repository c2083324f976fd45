import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { folderReadWhole } from '../archive/layout.ts';
import type { Destination } from '../destinations/destination.ts';
import { StorageError } from '../notices/errors.ts';
import { blobReader } from './blob-reader.ts';
import type { BranchState } from './branch.ts';
import type { GitHub } from './client.ts';
import { blobId, type TreeEntry } from './git-objects.ts';
import { asking } from './trouble.ts';
import { isText } from './upload.ts';

/** A file that a run wrote, or removed (null), and the id of its content. */
export type Written = ReadonlyMap<string, { localFile: string; sha: string } | null>;

/** A folder of a branch: read from the branch, written to the workspace until it is committed. */
export interface BranchDestination extends Destination {
  /** What differs from the branch, by path below the folder. */
  written(): Written;
  /** Goes on from a newer state of the branch; what was written stays written. */
  rebase(state: BranchState): void;
  /** Forgets what was written of these paths. */
  forget(paths: Iterable<string>): void;
}

/**
 * Opens the data folder of a branch. The branch alone says what is there, so that neither a missing checkout nor one of
 * another branch matters; a file that the workspace holds with the same content is read from there.
 * @param folder the data folder in the workspace, where the run's files are written.
 * @param root its absolute path.
 */
export function branchDestination(
  github: GitHub,
  initial: BranchState,
  folder: Destination,
  root: string,
): BranchDestination {
  let state = initial;
  let ordered = [...state.files.keys()].sort();
  const readBlob = blobReader(github);
  const changed = new Map<string, { localFile: string; sha: string } | null>();
  const description = `${folder.description} of the branch ${state.name}`;

  function stored(relative: string): TreeEntry | undefined {
    return state.files.get(relative);
  }

  function isThere(relative: string): boolean {
    const own = changed.get(relative);
    return own === undefined ? stored(relative) !== undefined : own !== null;
  }

  /** Notes what was just written; what is the same as on the branch is no change. */
  async function note(relative: string): Promise<void> {
    const localFile = path.join(root, relative);
    changed.set(relative, { localFile, sha: await blobId(localFile) });
  }

  /** Files that are read after this one, where many are read in their order. */
  function* following(relative: string): Generator<TreeEntry> {
    if (!isText(relative)) return;
    const folder = folderReadWhole(relative);
    for (const path of ordered.slice(ordered.indexOf(relative) + 1)) {
      if (!path.startsWith(folder)) return;
      if (isText(path)) yield state.files.get(path) as TreeEntry;
    }
  }

  async function bytesOf(relative: string, entry: TreeEntry): Promise<Readable> {
    const localFile = path.join(root, relative);
    if ((await blobId(localFile).catch((error) => ifMissing(error, localFile))) === entry.sha)
      return createReadStream(localFile);
    const what = `read ${relative} in the ${description}`;
    return Readable.from([
      await asking({ what, permission: 'contents: read' }, () => readBlob(entry, following(relative))),
    ]);
  }

  const destination: BranchDestination = {
    description,
    async list(prefix) {
      const all = new Set([...state.files.keys(), ...changed.keys()]);
      return [...all].filter((relative) => relative.startsWith(prefix) && isThere(relative)).sort();
    },
    async read(relative) {
      const own = changed.get(relative);
      if (own === null) return undefined;
      if (own !== undefined) return createReadStream(own.localFile);
      const entry = stored(relative);
      return entry && bytesOf(relative, entry);
    },
    async publish(relative, localFile, facts) {
      await folder.publish(relative, localFile, facts);
      await note(relative);
    },
    async publishNew(relative, localFile, facts) {
      if (isThere(relative)) return false;
      // What the workspace holds and the branch does not is not there.
      await folder.publish(relative, localFile, facts);
      await note(relative);
      return true;
    },
    async remove(relative) {
      await folder.remove(relative);
      if (stored(relative) === undefined) changed.delete(relative);
      else changed.set(relative, null);
    },
    async readText(relative) {
      const own = changed.get(relative);
      if (own === null) return undefined;
      if (own !== undefined) return { text: await readFile(own.localFile, 'utf8'), version: own.sha };
      const entry = stored(relative);
      if (entry === undefined) return undefined;
      const chunks: Buffer[] = [];
      for await (const chunk of await bytesOf(relative, entry)) chunks.push(chunk as Buffer);
      return { text: Buffer.concat(chunks).toString('utf8'), version: entry.sha };
    },
    async replaceText(relative, text, version) {
      const now = changed.get(relative) === null ? undefined : (changed.get(relative) ?? stored(relative))?.sha;
      if (now !== version) return false;
      await destination.writeText(relative, text);
      return true;
    },
    async writeText(relative, text) {
      await folder.writeText(relative, text);
      await note(relative);
    },
    close: () => folder.close(),
    written() {
      const differs = [...changed].filter(([relative, own]) =>
        own === null ? stored(relative) !== undefined : own.sha !== stored(relative)?.sha,
      );
      return new Map(differs);
    },
    rebase(newer) {
      state = newer;
      ordered = [...state.files.keys()].sort();
    },
    forget(paths) {
      for (const relative of paths) changed.delete(relative);
    },
  };
  return destination;
}

/** Refuses a file that is no plain file on the branch: a link could lead anywhere. */
export function refuseLinks(state: BranchState): void {
  const [link] = [...state.files].find(([, { mode }]) => mode === '120000' || mode === '160000') ?? [];
  if (link !== undefined) {
    throw new StorageError(
      'path-refused',
      `${link} on the branch ${state.name} is a link or a submodule: the data folder must hold plain files alone. Remove it, or choose another folder.`,
    );
  }
}

/** A file that is not there is no file with the same content; one that cannot be read is a failure. */
function ifMissing(error: NodeJS.ErrnoException, localFile: string): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'EISDIR') return undefined;
  throw new StorageError('destination-lost', `Failed to read ${localFile}: ${error.code ?? error}`, { cause: error });
}
