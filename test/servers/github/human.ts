import { readCommits, revisionList, writeCommit } from './commits.ts';
import { readObjects, writeBlobs } from './objects.ts';
import { afterMove } from './pull-following.ts';
import { branchHead, branchReference } from './pull-request.ts';
import { moveReference } from './references.ts';
import { buildTree, listTree, type TreeChange } from './trees.ts';
import type { World } from './world.ts';

/** A commit as a reader of the log sees it. */
export interface LoggedCommit {
  sha: string;
  parents: string[];
  message: string;
  /** The names that stand in the commit. */
  author: string;
  committer: string;
  /** That GitHub signed it. */
  verified: boolean;
}

export interface CommitAsOptions {
  /** The name in the commit; `Octo Human` if not given. */
  author?: string;
}

/** Text or bytes of each path, null where it is removed. */
export type HumanChanges = Record<string, string | Buffer | null>;

/** Commits to a branch as a push from a person's machine does; a new branch starts at the default branch. Its sha. */
export async function commitAs(
  world: World,
  branch: string,
  files: HumanChanges,
  message: string,
  { author = 'Octo Human' }: CommitAsOptions = {},
): Promise<string> {
  const { git, now } = world;
  const contents = Object.values(files).filter((content) => content !== null);
  const blobs = writeBlobs(git, contents).values();
  const changes = Object.entries(files).map(([path, content]): TreeChange => {
    return { path, entry: content === null ? null : { mode: '100644', sha: blobs.next().value as string } };
  });
  const email = `${author.toLowerCase().replaceAll(' ', '.')}@example.com`;
  const signature = { name: author, email, seconds: Math.floor(now() / 1000) };
  const { to } = await moveReference(git, branchReference(branch), async (from) => {
    const parent = from ?? (await branchHead(git, world.defaultBranch));
    const tree = await buildTree(git, parent, changes);
    const parents = parent === undefined ? [] : [parent];
    return writeCommit(git, { tree, parents, author: signature, committer: signature, message });
  });
  await afterMove(world, branchReference(branch));
  return to;
}

/** The files of a branch or a commit, by path. */
export async function filesOf({ git }: World, ref: string): Promise<Map<string, Buffer>> {
  const entries = [...(await listTree(git, ref, true))].filter(([, { type }]) => type === 'blob');
  const objects = await readObjects(git, [...new Set(entries.map(([, { sha }]) => sha))]);
  return new Map(entries.map(([path, { sha }]) => [path, objects.get(sha)?.bytes as Buffer]));
}

/** The history of a branch or a commit, newest first. */
export async function logOf({ git, signed }: World, ref: string): Promise<LoggedCommit[]> {
  const commits = await readCommits(git, await revisionList(git, '--topo-order', ref, '--'));
  return commits.map(({ sha, parents, message, author, committer }) => {
    const names = { author: author.name, committer: committer.name };
    return { sha, parents, message, ...names, verified: signed.has(sha) };
  });
}
