import { StorageError } from '../notices/errors.ts';
import type { GitHub } from './client.ts';
import { isMissing } from './trouble.ts';

/**
 * Refuses a branch that is still to be made but cannot be, because of a branch that is there: Git keeps references as
 * files in folders, so `a` and `a/b` exclude each other. GitHub answers such a request with "Reference already exists",
 * as it does when another run was faster.
 * https://git-scm.com/docs/git-check-ref-format
 * @param name the branch; it does not exist.
 */
export async function refuseTakenName(github: GitHub, name: string): Promise<void> {
  const taken = (await branchAbove(github, name)) ?? (await branchBelow(github, name));
  if (taken === undefined) return;
  throw new StorageError(
    'branch-not-usable',
    `The branch ${name} cannot be made, because there is a branch ${taken}: Git keeps one or the other, not both. Delete or rename ${taken}, or give another \`branch\`.`,
  );
}

/** Returns a branch whose name is the beginning of this one: `a` of `a/b`. */
async function branchAbove({ rest, repository }: GitHub, name: string): Promise<string | undefined> {
  const steps = name.split('/');
  for (let length = 1; length < steps.length; length += 1) {
    const above = steps.slice(0, length).join('/');
    try {
      await rest.git.getRef({ ...repository, ref: `heads/${above}` });
      return above;
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return undefined;
}

/** Returns a branch whose name begins with this one: `a/b` of `a`. */
async function branchBelow({ rest, repository }: GitHub, name: string): Promise<string | undefined> {
  const { data } = await rest.git.listMatchingRefs({ ...repository, ref: `heads/${name}/` });
  return data[0]?.ref.replace(/^refs\/heads\//, '');
}
