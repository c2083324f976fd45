/**
 * Compare-and-swap of a text between processes, without a lock that a dead one could leave.
 *
 * 1. The new text is written into a folder of its own, under a random name.
 * 2. That folder is renamed to the claim: a name made of the target and the version to be replaced. A rename to a folder
 *    that is not empty fails, so one writer alone holds the claim.
 * 3. The stored version is read again. If it is another one, the claim came too late: its text is removed.
 * 4. The text is renamed from the claim to the target, and the empty claim is removed.
 *
 * A writer that finds the claim taken while the version is still stored does step 4 for the other one, dead or alive. That is safe:
 * the version can change only by step 4 of this very claim, and its random name can be moved once. So
 * a dead writer holds up nobody: before step 2 it left a file that nobody looks at; after it, the next writer finishes its work.
 * An empty claim is replaced like none. What is left is removed after a day (temporary.ts).
 */
import { lstat, mkdir, readdir, rename, rm, rmdir, stat, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { claimBeside, temporaryBeside } from './temporary.ts';

/** A text to replace, and how to learn what is stored now. */
export interface Replacement {
  target: string;
  text: string;
  /** The version to be replaced; undefined for no file. */
  version: string | undefined;
  readVersion(): Promise<string | undefined>;
}

/** Writes the text if the version is still stored; returns false, and writes nothing of it, if it is not. */
export async function replaceIfSame({ target, text, version, readVersion }: Replacement): Promise<boolean> {
  const claim = claimBeside(target, version ?? 'none');
  const own = temporaryBeside(target);
  const name = path.basename(own);
  await mkdir(own);
  try {
    await writeFile(path.join(own, name), text, { flag: 'wx' });
    if (!(await take(own, claim))) {
      await finish(claim, { target, version, readVersion });
      return false;
    }
    if ((await readVersion()) !== version) return !(await withdraw(path.join(claim, name)));
    await moveOnce(path.join(claim, name), target);
    return true;
  } catch (error) {
    // The next writer must not store a text whose writing was reported as failed.
    await rm(path.join(claim, name), { force: true });
    throw error;
  } finally {
    await rm(own, { recursive: true, force: true });
    await removeEmpty(claim);
  }
}

async function take(own: string, claim: string): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rename(own, claim);
      return true;
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (code === 'ENOTEMPTY' || code === 'EEXIST') return false;
      // Windows renames to no folder that exists, not even to an empty one.
      const isThere = ['EPERM', 'EACCES'].includes(code) && (await isFolder(claim));
      if (!isThere) throw error;
      await removeEmpty(claim);
      if (attempt > 1) return false;
    }
  }
}

/** Does the last step of the writer that holds the claim. The claim is read before the version: only then does the one belong to the other. */
async function finish(claim: string, { target, version, readVersion }: Omit<Replacement, 'text'>): Promise<void> {
  if (!(await isFolder(claim))) return;
  const [entry] = await readdir(claim, { withFileTypes: true }).catch(ifGone([]));
  if (entry?.isFile() && (await readVersion()) === version) await moveOnce(path.join(claim, entry.name), target);
}

/** Moves a text to its place, if it is not there already. */
async function moveOnce(from: string, target: string): Promise<void> {
  await rename(from, target).catch(ifGone(undefined));
  // A folder that is gone as a whole took the text with it.
  await stat(path.dirname(target));
}

/** Returns true if the text was removed; false if another writer has moved it to its place. */
async function withdraw(file: string): Promise<boolean> {
  return unlink(file).then(() => true, ifGone(false));
}

async function isFolder(at: string): Promise<boolean> {
  return (await lstat(at).catch(ifGone(undefined)))?.isDirectory() ?? false;
}

async function removeEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES', 'EBUSY'].includes(error.code ?? '')) throw error;
  });
}

function ifGone<Value>(value: Value): (error: NodeJS.ErrnoException) => Value {
  return (error) => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
}
