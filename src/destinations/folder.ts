import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { copyFile, link, mkdir, open, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StorageError } from '../errors.ts';
import type { TroubleName } from '../troubles/names.ts';
import type { Destination } from './destination.ts';

/** Ending of a file that is still being written beside its target; one that is found belongs to a run that died. */
const PARTIAL = '.partial';

/**
 * A folder, for example one that a later step commits. Paths that would leave it are refused.
 * @param readOnly true where nothing may be touched: what another process is just writing is not cleared away.
 */
export function folderDestination(root: string, name: string, { readOnly = false } = {}): Destination {
  const description = `folder ${name}`;

  function resolve(relative: string): string {
    const absolute = path.resolve(root, relative);
    if (!absolute.startsWith(root + path.sep))
      throw new StorageError('path-refused', `The path ${relative} leads out of the ${description}`);
    return absolute;
  }

  async function attempt<Result>(
    what: string,
    relative: string,
    work: (absolute: string) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await work(resolve(relative));
    } catch (cause) {
      if (cause instanceof StorageError) throw cause;
      const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
      throw new StorageError(topicOf(code), `Failed to ${what} ${relative} in the ${description}: ${code}`, { cause });
    }
  }

  /** A rename is atomic, but not between file systems: then the copy is made beside the target first. */
  async function moveInto(localFile: string, target: string): Promise<void> {
    await mkdir(path.dirname(target), { recursive: true });
    try {
      await rename(localFile, target);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
      await copyFile(localFile, target + PARTIAL);
      await rename(target + PARTIAL, target);
      await rm(localFile, { force: true });
    }
  }

  /** As `moveInto`, but where there is a file already it stays: only a link refuses to replace. */
  async function moveIfAbsent(localFile: string, target: string): Promise<boolean> {
    const beside = target + PARTIAL;
    await mkdir(path.dirname(target), { recursive: true });
    await copyFile(localFile, beside);
    try {
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

  async function writeWhole(absolute: string, text: string): Promise<void> {
    await mkdir(path.dirname(absolute), { recursive: true });
    await writeFile(absolute + PARTIAL, text);
    await rename(absolute + PARTIAL, absolute);
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

  const destination: Destination = {
    description,
    list: (prefix) =>
      attempt('list', prefix, async (absolute) => {
        const entries = await readdir(absolute, { recursive: true, withFileTypes: true }).catch(ifMissing([]));
        const files: string[] = [];
        for (const entry of entries) {
          if (!entry.isFile()) continue;
          const file = path.join(entry.parentPath, entry.name);
          const isPartial = entry.name.endsWith(PARTIAL);
          if (isPartial && !readOnly) await rm(file, { force: true });
          if (!isPartial) files.push(path.relative(root, file).split(path.sep).join('/'));
        }
        return files.sort();
      }),
    read: (relative) =>
      attempt('read', relative, async (absolute) => {
        const file = await open(absolute).catch(ifMissing(undefined));
        return file && createReadStream('', { fd: file });
      }),
    publish: (relative, localFile) => attempt('write', relative, (absolute) => moveInto(localFile, absolute)),
    publishNew: (relative, localFile) => attempt('write', relative, (absolute) => moveIfAbsent(localFile, absolute)),
    remove: (relative) =>
      attempt('remove', relative, async (absolute) => {
        await rm(absolute, { force: true });
        await removeEmptyFolders(path.dirname(absolute));
      }),
    readText: (relative) =>
      attempt('read', relative, async (absolute) => {
        const text = await readFile(absolute, 'utf8').catch(ifMissing(undefined));
        return text === undefined ? undefined : { text, version: createHash('sha256').update(text).digest('hex') };
      }),
    async replaceText(relative, text, version) {
      const stored = await destination.readText(relative);
      if (stored?.version !== version) return false;
      if (stored?.text === text) return true;
      await destination.writeText(relative, text);
      return true;
    },
    writeText: (relative, text) => attempt('write', relative, (absolute) => writeWhole(absolute, text)),
    async close() {},
  };
  return destination;
}

/** What a code of the file system means for the reader. */
function topicOf(code: string): TroubleName {
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'disk-full';
  return ['EACCES', 'EPERM', 'EROFS'].includes(code) ? 'folder-not-writable' : 'destination-lost';
}

/** A missing file is a value; every other failure is thrown on. */
function ifMissing<Value>(value: Value): (error: NodeJS.ErrnoException) => Value {
  return (error) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return value;
    throw error;
  };
}
