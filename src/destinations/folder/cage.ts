/**
 * Keeps every path of a folder inside of it. Node has no `openat`, so a link that somebody puts in place between the check and the
 * call that follows is not seen, but for the last step of a read, which is opened without following. The checks are
 * made right before each call to keep that window small.
 */
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { StorageError } from '../../notices/errors.ts';

/** Names of devices, whatever comes after a dot: https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/** Returns the absolute path below the root; throws if it leads out, or if Windows would read another name into it. */
export function pathBelow(root: string, relative: string, description: string, platform = process.platform): string {
  const refuse = (why: string) =>
    new StorageError('path-refused', `The path ${JSON.stringify(relative)} ${why} the ${description}`);
  if (relative.includes('\0')) throw refuse('holds a NUL character, and leads out of');
  const absolute = path.resolve(root, relative);
  if (!absolute.startsWith(root + path.sep)) throw refuse('leads out of');
  if (platform === 'win32') {
    const bad = relative.split('/').find((step) => isBadOnWindows(step));
    if (bad !== undefined) throw refuse(`holds the name ${JSON.stringify(bad)}, which Windows refuses, in`);
  }
  return absolute;
}

/** Returns true for a name that Windows cannot have, or maps to something else: a device, a stream, the same name without its end. */
export function isBadOnWindows(step: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Windows refuses them in names.
  return DEVICE.test(step) || /[. ]$/.test(step) || /[<>:"|?*\\\u0000-\u001f]/.test(step);
}

/**
 * Throws if the root, or a step from it down to the path, is a symbolic link or a junction, or if the path is neither a plain file nor
 * a folder. What does not exist is fine.
 */
export async function refuseLinks(root: string, absolute: string, description: string): Promise<void> {
  const steps = path.relative(root, absolute).split(path.sep);
  for (let count = 0; count <= steps.length; count += 1) {
    const at = path.join(root, ...steps.slice(0, count));
    const found = await lstat(at).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
      throw error;
    });
    if (found === undefined) return;
    const isPlain = found.isDirectory() || found.isFile();
    if (!isPlain) throw inTheWay(steps.slice(0, count).join('/'), found.isSymbolicLink(), description);
  }
}

/** Returns the error for a link, or a device, socket or pipe, that lies in the way. */
export function inTheWay(relative: string, isLink: boolean, description: string): StorageError {
  const where = relative === '' ? `The ${description}` : `${relative} in the ${description}`;
  return new StorageError(
    'path-refused',
    `${where} is ${isLink ? 'a link' : 'no plain file'}, which is neither followed nor replaced: the folder must hold plain files alone. Remove it, or choose another folder.`,
  );
}
