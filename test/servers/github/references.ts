import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Git } from './git.ts';

const NO_OBJECT = '0'.repeat(40);
/** So often a forced update that was overtaken is tried again. */
const ATTEMPTS = 50;

/** What a reference points at; undefined where there is none. `name` begins with `refs/`. */
export async function readReference(git: Git, name: string): Promise<string | undefined> {
  return (await listReferences(git)).find((reference) => reference.name === name)?.sha;
}

/** The references, in order. Read from the files that git keeps them in: a process for each request would be most of the work. */
export async function listReferences(git: Git): Promise<{ name: string; sha: string }[]> {
  // Packed first: one that is packed in between is in both, and one that is loose is newer.
  const found = new Map<string, string>();
  for (const line of (await readIfThere(join(git.folder, 'packed-refs')))?.split('\n') ?? []) {
    const [, sha, name] = /^([0-9a-f]{40}) (refs\/.*)$/.exec(line) ?? [];
    if (sha !== undefined && name !== undefined) found.set(name, sha);
  }
  for (const path of await looseReferences(join(git.folder, 'refs'))) {
    const sha = (await readIfThere(path))?.trim();
    if (sha !== undefined && /^[0-9a-f]{40}$/.test(sha))
      found.set(relative(git.folder, path).replaceAll(sep, '/'), sha);
  }
  return [...found].map(([name, sha]) => ({ name, sha })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The files below a folder, which git removes with its last one. */
async function looseReferences(folder: string): Promise<string[]> {
  const entries = (await ifThere(readdir(folder, { withFileTypes: true }))) ?? [];
  const below = await Promise.all(
    entries.map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return looseReferences(path);
      return entry.name.endsWith('.lock') ? [] : [path];
    }),
  );
  return below.flat();
}

function readIfThere(path: string): Promise<string | undefined> {
  return ifThere(readFile(path, 'utf8'));
}

async function ifThere<Content>(reading: Promise<Content>): Promise<Content | undefined> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

export async function isEmptyRepository(git: Git): Promise<boolean> {
  return (await listReferences(git)).length === 0;
}

/** Moves a reference only from where it was seen last, in one step; whether it did. `undefined`: it is not there (any more). */
export async function swapReference(
  git: Git,
  name: string,
  change: { from: string | undefined; to: string | undefined },
): Promise<boolean> {
  const from = change.from ?? NO_OBJECT;
  const args = change.to === undefined ? ['-d', name, from] : [name, change.to, from];
  return (await git.attempt(['update-ref', ...args])) !== undefined;
}

/** Moves a reference from where it is, however many others do the same; `next` says where to, or throws. */
export async function moveReference(
  git: Git,
  name: string,
  next: (from: string | undefined) => Promise<string>,
): Promise<{ from: string | undefined; to: string }> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const from = await readReference(git, name);
    const to = await next(from);
    if (from === to || (await swapReference(git, name, { from, to }))) return { from, to };
  }
  throw new Error(`Failed to move ${name}: overtaken ${ATTEMPTS} times.`);
}

export async function isAncestor(git: Git, ancestor: string, descendant: string): Promise<boolean> {
  return (await git.attempt(['merge-base', '--is-ancestor', ancestor, descendant])) !== undefined;
}
