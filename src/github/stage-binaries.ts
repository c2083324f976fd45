import { readFile, stat } from 'node:fs/promises';
import { batches } from './batches.ts';
import type { GitHub } from './client.ts';
import type { Upload } from './git-objects.ts';
import { removeBranch } from './remove-branch.ts';
import { isReferenceThere, isStale } from './trouble.ts';

/** What one call was seen to take: https://github.com/grafana/github-api-commit-action/pull/66 */
const MOST_FILES = 100;

/** What the names of these branches begin with. */
export const UPLOAD_BRANCHES = 'openai-admin-export-upload/';

const MESSAGE = 'data: upload of a first export';

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
  const branchName = `${UPLOAD_BRANCHES}${label}`;
  const ref = `heads/${branchName}`;
  await removeBranch(github, ref);
  const first = await emptyCommit(github, parent);
  try {
    await rest.git.createRef({ ...repository, ref: `refs/${ref}`, sha: first });
  } catch (error) {
    // It was removed just now: an answer was lost, and the request repeated.
    if (!isReferenceThere(error)) throw error;
  }
  try {
    const sizes = new Map<Upload, number>();
    for (const upload of uploads) sizes.set(upload, (await stat(upload.localFile)).size);
    let head = first;
    for (const batch of batches(uploads, MOST_FILES, (upload) => sizes.get(upload) as number)) {
      const additions = batch.map(async ({ path, localFile }) => ({
        path,
        contents: (await readFile(localFile)).toString('base64'),
      }));
      const input = {
        branch: { repositoryNameWithOwner: `${repository.owner}/${repository.repo}`, branchName },
        message: { headline: MESSAGE },
        expectedHeadOid: head,
        fileChanges: { additions: await Promise.all(additions) },
      };
      head = await commitBatch(github, ref, input);
    }
  } finally {
    await removeBranch(github, ref);
  }
}

/** Returns the staging branch's new head. Nobody else commits to it: if it has moved, the answer that said so was lost. */
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

/** Its date shows other runs that this upload is under way, however old the parent is. */
async function emptyCommit({ rest, repository }: GitHub, parent: string): Promise<string> {
  const { data } = await rest.git.getCommit({ ...repository, commit_sha: parent });
  const commit = { message: MESSAGE, tree: data.tree.sha, parents: [parent] };
  return (await rest.git.createCommit({ ...repository, ...commit })).data.sha;
}
