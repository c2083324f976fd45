import { readFile, stat } from 'node:fs/promises';
import { batches } from './batches.ts';
import type { GitHub } from './client.ts';
import { isMissing } from './trouble.ts';
import type { Upload } from './upload.ts';

/** What one call was seen to take: https://github.com/grafana/github-api-commit-action/pull/66 */
const MOST_FILES = 100;

const COMMIT = `mutation ($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;

/**
 * Brings the content of many files to GitHub, 100 a request, by commits on a branch that is removed again: blobs one by
 * one would use up the token's hourly requests. What is committed to the user's branch refers to the blobs by their ids.
 */
export async function stageBinaries(
  github: GitHub,
  uploads: Upload[],
  { parent, label }: { parent: string; label: string },
): Promise<void> {
  const { rest, graphql, repository } = github;
  const branchName = `openai-admin-export-upload/${label}`;
  const ref = `heads/${branchName}`;
  await removeBranch(github, ref);
  await rest.git.createRef({ ...repository, ref: `refs/${ref}`, sha: parent });
  try {
    const sizes = new Map<Upload, number>();
    for (const upload of uploads) sizes.set(upload, (await stat(upload.localFile)).size);
    let head = parent;
    for (const batch of batches(uploads, MOST_FILES, (upload) => sizes.get(upload) as number)) {
      const additions = batch.map(async ({ path, localFile }) => ({
        path,
        contents: (await readFile(localFile)).toString('base64'),
      }));
      const input = {
        branch: { repositoryNameWithOwner: `${repository.owner}/${repository.repo}`, branchName },
        message: { headline: 'data: upload of a first export' },
        expectedHeadOid: head,
        fileChanges: { additions: await Promise.all(additions) },
      };
      const answer = await graphql<{ createCommitOnBranch: { commit: { oid: string } } }>(COMMIT, { input });
      head = answer.createCommitOnBranch.commit.oid;
    }
  } finally {
    await removeBranch(github, ref);
  }
}

/** A branch that is not there is fine: an earlier run of the same upload may have died before it could remove it. */
async function removeBranch({ rest, repository }: GitHub, ref: string): Promise<void> {
  try {
    await rest.git.deleteRef({ ...repository, ref });
  } catch (error) {
    const isAbsent = isMissing(error) || /does not exist/i.test(String(error));
    if (!isAbsent) throw error;
  }
}
