import type { Call } from './call.ts';
import type { CommitInput } from './commit-input.ts';
import { writeCommit } from './commits.ts';
import { GraphqlRefusal } from './graphql-refusal.ts';
import { decodeBase64 } from './object-endpoints.ts';
import { writeBlobs } from './objects.ts';
import { accountSignature, githubSignature, nodeId } from './people.ts';
import { afterMove } from './pull-following.ts';
import { branchReference } from './pull-request.ts';
import { assertUnprotected } from './ref-endpoints.ts';
import { readReference, swapReference } from './references.ts';
import { isPath } from './tree-endpoint.ts';
import { buildTree, listTree, type TreeChange, type TreeEntry } from './trees.ts';
import { isoTime, pageUrl, type World } from './world.ts';

interface Addition {
  path: string;
  bytes: Buffer;
}

/**
 * Appends one commit to a branch, and only to the head that the caller knows.
 * https://docs.github.com/graphql/reference/mutations#createcommitonbranch
 */
export async function createCommitOnBranch({ world, token }: Call, input: CommitInput): Promise<object> {
  const { git, now } = world;
  const { name, head } = await findBranch(world, input);
  if (head !== input.expectedHeadOid) throw stale(input);
  assertUnprotected(world, name);
  const additions = decodeAdditions(world, input);
  const deletions = input.fileChanges?.deletions ?? [];
  const known = await listTree(git, head, true);
  assertPaths(known, additions, deletions, head);
  const blobs = writeBlobs(
    git,
    additions.map(({ bytes }) => bytes),
  );
  const changes: TreeChange[] = [
    ...deletions.map(({ path }) => ({ path, entry: null })),
    ...additions.map(({ path }, index) => {
      const mode = known.get(path)?.mode === '100755' ? '100755' : '100644';
      return { path, entry: { mode, sha: blobs[index] as string } };
    }),
  ];
  const tree = await buildTree(git, head, changes);
  const { headline, body } = input.message;
  const message = body ? `${headline}\n\n${body}` : headline;
  // Whoever asks, GitHub signs.
  const signatures = { author: accountSignature(token.login, now()), committer: githubSignature(now()) };
  const sha = await writeCommit(git, { tree, parents: [head], message, ...signatures });
  world.signed.add(sha);
  if (!(await swapReference(git, name, { from: head, to: sha }))) throw stale(input);
  await afterMove(world, name);
  return payload(world, { sha, name, headline, clientMutationId: input.clientMutationId ?? null });
}

async function findBranch({ owner, name: repository, git }: World, { branch }: CommitInput) {
  const { repositoryNameWithOwner, branchName = '', id } = branch;
  if (id == null && repositoryNameWithOwner?.toLowerCase() !== `${owner}/${repository}`.toLowerCase()) {
    const message = `Could not resolve to a Repository with the name '${repositoryNameWithOwner}'.`;
    throw new GraphqlRefusal('NOT_FOUND', message);
  }
  // A reference's id is its name; a branch may be named in full.
  const named = id == null ? branchName : Buffer.from(id, 'base64').toString().replace(/^Ref:/, '');
  const name = named.startsWith('refs/') ? named : branchReference(named);
  const head = await readReference(git, name);
  if (head === undefined) throw new GraphqlRefusal('NOT_FOUND', `Branch ${named} not found`);
  return { name, head };
}

function decodeAdditions({ limits }: World, { fileChanges }: CommitInput): Addition[] {
  const additions = fileChanges?.additions ?? [];
  if (additions.length > limits.additions) {
    throw unprocessable(`A maximum of ${limits.additions} additions can be made in a single commit`);
  }
  const decoded = additions.map(({ path, contents }) => {
    const bytes = decodeBase64(contents);
    if (bytes === undefined) throw unprocessable(`Contents of ${path} are not valid base64`);
    return { path, bytes };
  });
  const total = decoded.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (total > limits.additionBytes) throw unprocessable('The commit is too large');
  return decoded;
}

function assertPaths(
  known: Map<string, TreeEntry>,
  additions: readonly Addition[],
  deletions: readonly { path: string }[],
  head: string,
): void {
  const malformed = additions.find(({ path }) => !isPath(path));
  if (malformed !== undefined) throw unprocessable(`path contains a malformed path component: ${malformed.path}`);
  const paths = [...additions, ...deletions].map(({ path }) => path);
  if (new Set(paths).size < paths.length) throw unprocessable('A path was requested more than once');
  for (const { path } of deletions) {
    if (known.get(path)?.type !== 'tree' && known.has(path)) continue;
    throw unprocessable(`A path was requested for deletion which does not exist as of commit oid \`${head}\`: ${path}`);
  }
}

function stale({ expectedHeadOid }: CommitInput): GraphqlRefusal {
  const message = `Expected branch to point to "${expectedHeadOid}" but it did not. Pull and try again.`;
  return new GraphqlRefusal('STALE_DATA', message);
}

function unprocessable(message: string): GraphqlRefusal {
  return new GraphqlRefusal('UNPROCESSABLE', message);
}

interface Made {
  sha: string;
  name: string;
  headline: string;
  clientMutationId: string | null;
}

/** Everything that can be asked for of what was made. */
function payload(world: World, { sha, name, headline, clientMutationId }: Made): object {
  const url = pageUrl(world, `/commit/${sha}`);
  const commit = {
    ...{ oid: sha, id: nodeId('Commit', sha), abbreviatedOid: sha.slice(0, 7), url, commitUrl: url },
    ...{ messageHeadline: headline, committedDate: isoTime(world.now()), signature: { isValid: true, state: 'VALID' } },
  };
  const ref = { id: nodeId('Ref', name), name: name.replace('refs/heads/', ''), target: commit };
  return { clientMutationId, commit, ref };
}
