import { StorageError } from '../notices/errors.ts';
import type { Log } from '../notices/log.ts';
import { notice } from '../notices/notice.ts';
import type { GitHub } from './client.ts';
import { removeBranch } from './remove-branch.ts';
import { UPLOAD_BRANCHES } from './stage-binaries.ts';
import { asking } from './trouble.ts';

/** An upload commits every few seconds; one that has not for so long was killed. */
const LONGEST_PAUSE_SECONDS = 3600;

/**
 * Removes the branches that killed runs left behind while they uploaded files. Those of runs that may still be uploading
 * stay. If GitHub refuses, that is a warning: the data is committed by then.
 * @param run.now Unix seconds.
 */
export async function removeLeftoverUploads(github: GitHub, { now, log }: { now: number; log: Log }): Promise<void> {
  const purpose = { what: 'remove branches that earlier uploads left behind', permission: 'contents: write' };
  try {
    await asking(purpose, () => removeOlderThan(github, now - LONGEST_PAUSE_SECONDS));
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    log.warning(notice(error.message, error.topic));
  }
}

async function removeOlderThan(github: GitHub, seconds: number): Promise<void> {
  const { rest, repository } = github;
  const { data } = await rest.git.listMatchingRefs({ ...repository, ref: `heads/${UPLOAD_BRANCHES}` });
  for (const { ref, object } of data) {
    const commit = await rest.git.getCommit({ ...repository, commit_sha: object.sha });
    const committed = Date.parse(commit.data.committer.date) / 1000;
    if (committed < seconds) await removeBranch(github, ref.replace(/^refs\//, ''));
  }
}
