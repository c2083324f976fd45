import type { Answer, Call } from './call.ts';
import { showTree } from './object-endpoints.ts';
import { FULL_SHA, objectTypes, resolveObject, writeBlobs } from './objects.ts';
import { assertNotEmpty } from './ref-endpoints.ts';
import { type GithubRefusal, invalid, notFound } from './refusal.ts';
import { buildTree, listTree, type TreeChange, type TreeEntry } from './trees.ts';
import type { World } from './world.ts';

interface GivenEntry {
  path?: string;
  mode?: string;
  type?: string;
  sha?: string | null;
  content?: string;
}

const TYPES: Record<string, string> = { '040000': 'tree', '160000': 'commit' };
/** A half of a pair alone: JSON can say it, UTF-8 cannot. */
const LONE_SURROGATE = /\p{Surrogate}/u;

export async function createTree({ world, body }: Call): Promise<Answer> {
  await assertNotEmpty(world);
  const { tree: given, base_tree: baseName } = body as { tree: GivenEntry[]; base_tree?: string };
  const base = baseName === undefined ? undefined : await resolveObject(world.git, baseName, 'tree');
  if (baseName !== undefined && base === undefined) throw notFound();
  if (given.length === 0) throw invalid('Invalid tree info');
  const known = base === undefined ? new Map<string, TreeEntry>() : await listTree(world.git, base, true);
  for (const entry of given) assertEntry(entry, known);
  await assertObjects(world, given);
  const inline = given.filter(({ content }) => content !== undefined);
  const blobs = writeBlobs(
    world.git,
    inline.map(({ content }) => content as string),
  );
  const shas = new Map(inline.map((entry, index) => [entry, blobs[index]]));
  const changes = given.map((entry): TreeChange => {
    const sha = shas.get(entry) ?? entry.sha;
    return { path: entry.path as string, entry: sha == null ? null : { mode: entry.mode as string, sha } };
  });
  const sha = await buildTree(world.git, base, changes);
  return { status: 201, json: showTree(world, sha, [...(await listTree(world.git, sha, false))]) };
}

function assertEntry({ path, mode, type, sha, content }: GivenEntry, known: Map<string, TreeEntry>): void {
  if (path === undefined || mode === undefined) throw invalid('Must supply a valid tree.path and tree.mode');
  if (!isPath(path)) throw invalid('tree.path contains a malformed path component');
  if (content !== undefined && sha !== undefined) throw invalid('Must supply either tree.sha or tree.content');
  if (content === undefined && sha === undefined) throw invalid('Must supply tree.sha or tree.content');
  if (content !== undefined && LONE_SURROGATE.test(content)) throw invalid('tree.content is not valid UTF-8');
  if (type !== undefined && type !== (TYPES[mode] ?? 'blob')) throw invalid('tree.type and tree.mode do not match');
  // Refused whole, not skipped.
  if (sha === null && !known.has(path)) throw badObject();
}

async function assertObjects(world: World, given: readonly GivenEntry[]): Promise<void> {
  // What a submodule points at lies in another repository.
  const named = given.filter(({ sha, mode }) => typeof sha === 'string' && mode !== '160000');
  const malformed = named.find(({ sha }) => !FULL_SHA.test(sha as string));
  if (malformed !== undefined) throw invalid(`tree.sha ${malformed.sha} is not a valid blob`);
  const types = await objectTypes(
    world.git,
    named.map(({ sha }) => sha as string),
  );
  for (const { sha, mode = '' } of named) {
    if (types.get(sha as string) === undefined) throw badObject();
    if (types.get(sha as string) !== (TYPES[mode] ?? 'blob'))
      throw invalid(`tree.sha ${sha} is not a valid ${TYPES[mode] ?? 'blob'}`);
  }
}

/** Whether git may hold a file of that path: no empty part, none that leads elsewhere, not its own folder. */
export function isPath(path: string): boolean {
  return path !== '' && !path.includes('\0') && path.split('/').every((part) => !/^(|\.|\.\.|\.git)$/i.test(part));
}

/** GitHub's words for a tree that it cannot put together. */
function badObject(): GithubRefusal {
  return invalid('GitRPC::BadObjectState');
}
