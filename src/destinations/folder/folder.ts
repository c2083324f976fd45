import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, mkdir, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { diskTrouble } from '../../notices/disk-trouble.ts';
import { StorageError } from '../../notices/errors.ts';
import type { Destination } from '../destination.ts';
import { inTheWay, pathBelow, refuseLinks } from './cage.ts';
import { openPlain, streamOf } from './read-plain.ts';
import { replaceIfSame } from './replace.ts';
import { isTemporary, removeLeftovers, temporaryBeside } from './temporary.ts';

/** As often as another writer may remove a folder as empty just before a file is written into it. */
const MOST_ATTEMPTS = 10;

/**
 * Returns a folder, for example one that a later step commits. Paths that would leave it, also by a link, are refused.
 * @param now seconds since 1970: who writes and says what time it is clears away what dead runs left more than a day ago.
 */
export function folderDestination(root: string, name: string, { now }: { now?: () => number } = {}): Destination {
  const description = `folder ${name}`;
  let cleared: Promise<void> | undefined;

  function failure(what: string, relative: string, cause: unknown): StorageError {
    if (cause instanceof StorageError) return cause;
    const trouble = diskTrouble(cause);
    const why = trouble
      ? `${trouble.code}. ${trouble.remedy}`
      : ((cause as NodeJS.ErrnoException).code ?? String(cause));
    const topic = trouble?.topic ?? 'destination-lost';
    return new StorageError(topic, `Failed to ${what} ${relative} in the ${description}: ${why}`, { cause });
  }

  async function attempt<Result>(
    what: string,
    relative: string,
    work: (absolute: string) => Promise<Result>,
  ): Promise<Result> {
    try {
      const absolute = pathBelow(root, relative, description);
      await refuseLinks(root, absolute, description);
      return await work(absolute);
    } catch (cause) {
      throw failure(what, relative, cause);
    }
  }

  /** Writes into the folder of a file, which is made first: again, if another writer found it empty and removed it. */
  function writing<Result>(relative: string, work: (absolute: string) => Promise<Result>): Promise<Result> {
    return attempt('write', relative, async (absolute) => {
      if (now) cleared ??= removeLeftovers(root, now() * 1000);
      await cleared;
      const folder = path.dirname(absolute);
      for (let count = 1; ; count += 1) {
        try {
          await mkdir(folder, { recursive: true });
          await refuseLinks(root, absolute, description);
          return await work(absolute);
        } catch (error) {
          const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT' && !(await isThere(folder));
          if (!isGone || count === MOST_ATTEMPTS) throw error;
        }
      }
    });
  }

  /** Folders that hold nothing any more go too, up to the destination itself. */
  async function removeEmptyFolders(folder: string): Promise<void> {
    for (let at = folder; at.startsWith(root + path.sep); at = path.dirname(at)) {
      try {
        await rmdir(at);
      } catch (error) {
        if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return;
        throw error;
      }
    }
  }

  async function filesBelow(folder: string, isWanted: (folder: string) => boolean): Promise<string[]> {
    const files: string[] = [];
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(ifMissing([]))) {
      if (isTemporary(entry.name)) continue;
      const at = path.join(folder, entry.name);
      const relative = path.relative(root, at).split(path.sep).join('/');
      if (entry.isDirectory()) {
        if (isWanted(`${relative}/`)) files.push(...(await filesBelow(at, isWanted)));
      } else if (entry.isFile()) files.push(relative);
      // Left out of the list, what lies behind it would be taken for missing.
      else throw inTheWay(relative, entry.isSymbolicLink(), description);
    }
    return files;
  }

  async function readTextAt(absolute: string) {
    const file = await openPlain(absolute);
    if (file === undefined) return undefined;
    try {
      const text = await file.readFile('utf8');
      return { text, version: createHash('sha256').update(text).digest('hex') };
    } finally {
      await file.close();
    }
  }

  const destination: Destination = {
    description,
    list: (prefix, isWanted = () => true) =>
      attempt('list', prefix, async (absolute) => (await filesBelow(absolute, isWanted)).sort()),
    read: (relative) =>
      attempt('read', relative, async (absolute) => {
        const file = await openPlain(absolute);
        return file && streamOf(file, (cause) => failure('read', relative, cause));
      }),
    publish: (relative, localFile) => writing(relative, (absolute) => moveInto(localFile, absolute)),
    publishNew: (relative, localFile) => writing(relative, (absolute) => moveIfAbsent(localFile, absolute)),
    remove: (relative) =>
      attempt('remove', relative, async (absolute) => {
        await rm(absolute, { force: true });
        await removeEmptyFolders(path.dirname(absolute));
      }),
    readText: (relative) => attempt('read', relative, readTextAt),
    async replaceText(relative, text, version) {
      const stored = await destination.readText(relative);
      if (stored?.version !== version) return false;
      if (stored?.text === text) return true;
      return writing(relative, (target) =>
        replaceIfSame({ target, text, version, readVersion: async () => (await readTextAt(target))?.version }),
      );
    },
    writeText: (relative, text) =>
      writing(relative, (target) => besides(target, (file) => writeFile(file, text, { flag: 'wx' }))),
    async close() {},
  };
  return destination;
}

/** Makes a file next to its target and moves it there; leaves nothing if that fails. */
async function besides(target: string, make: (file: string) => Promise<void>): Promise<void> {
  const file = temporaryBeside(target);
  try {
    await make(file);
    await rename(file, target);
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

/** A rename is atomic, but not between file systems: then the copy is made next to the target first. */
async function moveInto(localFile: string, target: string): Promise<void> {
  try {
    await rename(localFile, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await besides(target, (file) => copyFile(localFile, file, constants.COPYFILE_EXCL));
    await rm(localFile, { force: true });
  }
}

/** As `moveInto`, but a file that is there stays: only a link refuses to replace. */
async function moveIfAbsent(localFile: string, target: string): Promise<boolean> {
  const beside = temporaryBeside(target);
  try {
    await copyFile(localFile, beside, constants.COPYFILE_EXCL);
    // Some file systems know no links; a copy that must not replace is nearly as good there.
    await link(beside, target).catch((error) => {
      if (error.code === 'EEXIST') throw error;
      return copyFile(beside, target, constants.COPYFILE_EXCL);
    });
    await rm(localFile, { force: true });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    await rm(beside, { force: true });
  }
}

async function isThere(folder: string): Promise<boolean> {
  return (await stat(folder).catch(ifMissing(undefined))) !== undefined;
}

/** A missing file is a value; every other failure is thrown on. */
function ifMissing<Value>(value: Value): (error: NodeJS.ErrnoException) => Value {
  return (error) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return value;
    throw error;
  };
}
