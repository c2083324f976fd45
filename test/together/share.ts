import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

const TESTS = join(import.meta.dirname, '..');

/**
 * Folders whose tests share a process: they start none, change nothing that is the process's own, and keep no snapshot, which the
 * runner names after the file that it was given. Started one by one, each file would cost more than most of them run.
 */
export const SHARED_FOLDERS = [
  'access-review',
  'api',
  'archive',
  'audit',
  'catalogue',
  'deliver',
  'export',
  'formats',
  'notices',
  'reporting',
  'schema',
  'settings',
  'spool',
  'state',
];

/** Files that the tests which share a process are dealt out to. */
export const SHARES = 3;

/** Returns the paths below `test/` of all test files in these folders, in order. */
export async function testFilesIn(folders: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    folders.map((folder) => readdir(join(TESTS, folder), { recursive: true, withFileTypes: true })),
  );
  return found
    .flat()
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map((entry) => relative(TESTS, join(entry.parentPath, entry.name)))
    .sort();
}

/** Registers every so-and-so-many-th of the tests that share a process, from the given one on. */
export async function importShare(share: number): Promise<void> {
  const files = await testFilesIn(SHARED_FOLDERS);
  for (const file of files.filter((_, index) => index % SHARES === share))
    await import(pathToFileURL(join(TESTS, file)).href);
}
