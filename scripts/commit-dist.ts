import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type GitHubAccess, gitHubAccess, requestGraphql, requestJson } from './github-api.ts';

/** What a bundle is made of, and nothing else: what comes from a build that ran foreign code is not trusted further. */
const FILE = /^(chunks\/)?[A-Za-z0-9_-]+\.js$|^licenses\.txt$|^package\.json$/;
/** The branches of the one author for whom this is done. */
const BRANCH = /^dependabot\/[A-Za-z0-9._/@+-]+$/;
const SHA = /^[0-9a-f]{40}$/;
/** GitHub takes some 40 MB in one commit of this kind; the bundle has 7. */
const MOST_BYTES = 25_000_000;

const COMMIT = `mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }`;

export interface Head {
  branch: string;
  /** The commit that the bundle was built from; if the branch has moved on, nothing is committed. */
  sha: string;
}

/**
 * Commits the files of a folder as `dist/`, on top of a commit of Dependabot's, through GitHub's API: so the commit is signed, there
 * is no checkout of that branch, and a branch that has moved is refused. Returns the new commit; undefined if nothing differs.
 */
export async function commitDist(access: GitHubAccess, head: Head, folder: string): Promise<string | undefined> {
  if (!BRANCH.test(head.branch))
    throw new Error(`Failed to commit dist/ to ${head.branch}: that is no branch of Dependabot's`);
  if (!SHA.test(head.sha)) throw new Error(`Failed to commit dist/ on ${head.sha}: that is no commit`);
  const built = await readBundle(folder);
  const committed = await committedBundle(access, head.sha);
  const additions = [...built]
    .filter(([path, content]) => committed.get(path) !== blobSha(content))
    .map(([path, content]) => ({ path: `dist/${path}`, contents: content.toString('base64') }));
  const deletions = [...committed.keys()].filter((path) => !built.has(path)).map((path) => ({ path: `dist/${path}` }));
  if (additions.length + deletions.length === 0) return undefined;
  const data = await requestGraphql(access, COMMIT, {
    input: {
      branch: { repositoryNameWithOwner: access.repository, branchName: head.branch },
      expectedHeadOid: head.sha,
      message: { headline: 'build: refresh dist for the new versions' },
      fileChanges: { additions, deletions },
    },
  });
  return (data as { createCommitOnBranch: { commit: { oid: string } } }).createCommitOnBranch.commit.oid;
}

/** The files of a bundle, by path below `dist/`; throws if there is anything else. */
async function readBundle(folder: string): Promise<Map<string, Buffer>> {
  const bundle = new Map<string, Buffer>();
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const place = join(entry.parentPath, entry.name);
    const path = relative(folder, place).split(sep).join('/');
    if (!entry.isFile() || !FILE.test(path))
      throw new Error(`Failed to commit dist/: "${path}" is no file of a bundle`);
    const content = await readFile(place);
    bytes += content.length;
    if (bytes > MOST_BYTES) throw new Error(`Failed to commit dist/: it has more than ${MOST_BYTES} bytes`);
    bundle.set(path, content);
  }
  if (!bundle.has('index.js')) throw new Error('Failed to commit dist/: it has no index.js');
  return bundle;
}

/** What git calls the files of `dist/` at a commit: path below `dist/` -> id. */
async function committedBundle(access: GitHubAccess, sha: string): Promise<Map<string, string>> {
  const { tree, truncated } = (await requestJson(access, 'GET', `/git/trees/${sha}?recursive=1`)) as {
    tree: { path: string; type: string; sha: string }[];
    truncated: boolean;
  };
  if (truncated) throw new Error(`Failed to commit dist/: GitHub cut off the list of files of ${sha}`);
  const blobs = tree.filter(({ path, type }) => type === 'blob' && path.startsWith('dist/'));
  return new Map(blobs.map((blob) => [blob.path.slice('dist/'.length), blob.sha]));
}

/** The id that git gives to a file: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
function blobSha(content: Buffer): string {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { REFRESHED_DIST = '', HEAD_BRANCH = '', HEAD_SHA = '' } = process.env;
  const sha = await commitDist(gitHubAccess(process.env), { branch: HEAD_BRANCH, sha: HEAD_SHA }, REFRESHED_DIST);
  console.log(sha === undefined ? 'dist/ is current: nothing to commit.' : `Committed dist/ as ${sha}.`);
}
