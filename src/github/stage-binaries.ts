import { readFile, stat } from 'node:fs/promises';
import { batches } from './batches.ts';
import type { GitHub } from './client.ts';
import { isMissing, isReferenceThere, isStale } from './trouble.ts';
import type { Upload } from './upload.ts';

/** What one call was seen to take: https://github.com/grafana/github-api-commit-action/pull/66 */
const MOST_FILES = 100;

const COMMIT = `mutation ($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;

type BatchInput = { expectedHeadOid: string } & Record<string, unknown>;

/**
 * Brings the content of many files to GitHub, 100 a request, by commits on a branch that is removed again: blobs one by
 * one would use up the token's hourly requests. What is committed to the user's branch refers to the blobs by their ids.
 */
export async function stageBinaries(
  github: GitHub,
  uploads: Upload[],
  { parent, label }: { parent: string; label: string },
): Promise<void> {
  const { rest, repository } = github;
  const branchName = `openai-admin-export-upload/${label}`;
  const ref = `heads/${branchName}`;
  await removeBranch(github, ref);
  try {
    await rest.git.createRef({ ...repository, ref: `refs/${ref}`, sha: parent });
  } catch (error) {
    // It was removed just now: an answer was lost, and the request repeated.
    if (!isReferenceThere(error)) throw error;
  }
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
      head = await commitBatch(github, ref, input);
    }
  } finally {
    await removeBranch(github, ref);
  }
}

/** Returns the staging branch's new head. Nobody else commits to it: where it has moved, the answer that told so was lost. */
async function commitBatch({ rest, graphql, repository }: GitHub, ref: string, input: BatchInput): Promise<string> {
  try {
    const answer = await graphql<{ createCommitOnBranch: { commit: { oid: string } } }>(COMMIT, { input });
    return answer.createCommitOnBranch.commit.oid;
  } catch (error) {
    if (!isStale(error)) throw error;
    const { data } = await rest.git.getRef({ ...repository, ref });
    if (data.object.sha === input.expectedHeadOid) throw error;
    return data.object.sha;
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
