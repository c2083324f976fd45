import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** Returns the id that Git gives a local file's content: SHA-1 of its length and bytes. https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
export async function blobId(localFile: string): Promise<string> {
  const { size } = await stat(localFile);
  const hash = createHash('sha1').update(`blob ${size}\0`);
  for await (const chunk of createReadStream(localFile)) hash.update(chunk);
  return hash.digest('hex');
}

/** Returns the id that Git gives this content. */
export function blobIdOf(content: Buffer): string {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
}

/** An entry of a Git tree. */
export interface TreeEntry {
  sha: string;
  /** `100644`, `100755`, `120000` (a link), `040000` (a folder), `160000` (a submodule). */
  mode: string;
  /** Bytes, of a file. */
  size?: number;
}

/** A file of a commit to be: new content by its id, or null if it goes. */
export interface TreeChange {
  path: string;
  mode: string;
  sha: string | null;
  /** True if the tree that is changed has no such file yet. */
  isNew?: boolean;
}

/** A file to commit. */
export interface Upload {
  /** In the repository. */
  path: string;
  localFile: string;
  /** The id of its content. */
  sha: string;
}
