import type { Git } from './git.ts';

const NO_OBJECT = '0'.repeat(40);
/** So often a forced update that was overtaken is tried again. */
const ATTEMPTS = 50;

/** What a reference points at; undefined where there is none. `name` begins with `refs/`. */
export async function readReference(git: Git, name: string): Promise<string | undefined> {
  const [found] = await listReferences(git, name);
  return found?.name === name ? found.sha : undefined;
}

/** The references under a name or a prefix of path segments, in order. */
export async function listReferences(git: Git, ...patterns: string[]): Promise<{ name: string; sha: string }[]> {
  const output = await git.run(['for-each-ref', '--format=%(objectname) %(refname)', ...patterns]);
  if (output === '') return [];
  return output.split('\n').map((line) => ({ sha: line.slice(0, 40), name: line.slice(41) }));
}

export async function isEmptyRepository(git: Git): Promise<boolean> {
  return (await git.run(['for-each-ref', '--count=1'])) === '';
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
