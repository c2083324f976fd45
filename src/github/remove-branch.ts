import type { GitHub } from './client.ts';
import { isMissing } from './trouble.ts';

/**
 * Removes a branch. One that is not there is fine: its answer was lost, or another run removed it.
 * @param ref `heads/<name>`
 */
export async function removeBranch({ rest, repository }: GitHub, ref: string): Promise<void> {
  try {
    await rest.git.deleteRef({ ...repository, ref });
  } catch (error) {
    const isAbsent = isMissing(error) || /does not exist/i.test(String(error));
    if (!isAbsent) throw error;
  }
}
