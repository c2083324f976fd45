import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';

/**
 * Writes a loose object as git does, without a process for each, and returns its name:
 * https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 */
export function writeObject(folder: string, type: 'blob' | 'tree', content: Buffer): string {
  const bytes = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]);
  const sha = createHash('sha1').update(bytes).digest('hex');
  const path = join(folder, 'objects', sha.slice(0, 2), sha.slice(2));
  if (existsSync(path)) return sha;
  mkdirSync(dirname(path), { recursive: true });
  // Whole or not there: others read while this is written.
  const temporary = `${path}.${randomUUID()}`;
  writeFileSync(temporary, deflateSync(bytes, { level: 1 }));
  renameSync(temporary, path);
  return sha;
}
