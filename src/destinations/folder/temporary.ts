import { createHash, randomBytes } from 'node:crypto';
import { lstat, readdir, rm } from 'node:fs/promises';
import path from 'node:path';

/** Names that this program alone gives, so that no file of the user is ever taken for a left-over one. */
const OWN_NAME = /^\.openai-admin-export-(?:[0-9a-f]{32}\.partial|[0-9a-f]{64}\.next)$/;

/** A left-over file is at least this old: no call that writes takes so long. In milliseconds. */
const DAY = 24 * 60 * 60 * 1000;

/** Returns a new path next to the target that no other call or process uses. */
export function temporaryBeside(target: string): string {
  return path.join(path.dirname(target), `.openai-admin-export-${randomBytes(16).toString('hex')}.partial`);
}

/** Returns the path of the folder that a writer must hold to replace this version of the target: see replace.ts. */
export function claimBeside(target: string, version: string): string {
  const name = createHash('sha256')
    .update(`${path.basename(target)}\n${version}`)
    .digest('hex');
  return path.join(path.dirname(target), `.openai-admin-export-${name}.next`);
}

/** Returns true for what is being written, or was left by a run that died; also as earlier versions named it. */
export function isTemporary(name: string): boolean {
  return OWN_NAME.test(name) || name.endsWith('.partial');
}

/**
 * Removes what runs that died left below a folder, if it is older than a day.
 * @param now in milliseconds.
 */
export async function removeLeftovers(folder: string, now: number): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(ifGone([]))) {
    const at = path.join(folder, entry.name);
    if (!entry.isDirectory() && !entry.isFile()) continue;
    if (!OWN_NAME.test(entry.name)) {
      if (entry.isDirectory()) await removeLeftovers(at, now);
      continue;
    }
    const found = await lstat(at).catch(ifGone(undefined));
    if (found && now - found.mtimeMs > DAY) await rm(at, { recursive: true, force: true }).catch(ifGone(undefined));
  }
}

/** Other writers may clear the same things away; what this user may not touch stays. */
function ifGone<Value>(value: Value): (error: NodeJS.ErrnoException) => Value {
  return (error) => {
    if (['ENOENT', 'ENOTDIR', 'ENOTEMPTY', 'EACCES', 'EPERM', 'EROFS'].includes(error.code ?? '')) return value;
    throw error;
  };
}
