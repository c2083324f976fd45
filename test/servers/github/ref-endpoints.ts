import type { Answer, Call } from './call.ts';
import { objectTypes } from './objects.ts';
import { nodeId } from './people.ts';
import { afterMove } from './pull-following.ts';
import {
  isAncestor,
  isEmptyRepository,
  listReferences,
  moveReference,
  readReference,
  swapReference,
} from './references.ts';
import { emptyRepository, GithubRefusal, invalid, notFound, PROTECTED_MESSAGE } from './refusal.ts';
import { apiUrl, type World } from './world.ts';

export async function getReference({ world, params }: Call): Promise<Answer> {
  await assertNotEmpty(world);
  const name = `refs/${params.ref}`;
  const sha = await readReference(world.git, name);
  if (sha === undefined) throw notFound();
  return { status: 200, json: showReference(world, name, sha) };
}

/** References whose names begin so: also within a segment. */
export async function listMatchingReferences({ world, params }: Call): Promise<Answer> {
  await assertNotEmpty(world);
  const all = await listReferences(world.git);
  const matching = all.filter(({ name }) => name.startsWith(`refs/${params.ref}`));
  return { status: 200, json: matching.map(({ name, sha }) => showReference(world, name, sha)) };
}

export async function createReference({ world, body }: Call): Promise<Answer> {
  await assertNotEmpty(world);
  const { ref: name, sha } = body as { ref: string; sha: string };
  const wellFormed =
    /^refs\/[^/]+\/./.test(name) && (await world.git.attempt(['check-ref-format', name])) !== undefined;
  if (!wellFormed) throw invalid(`${name} is not a valid ref name.`);
  await assertObject(world, sha);
  if (!(await swapReference(world.git, name, { from: undefined, to: sha }))) throw invalid('Reference already exists');
  await afterMove(world, name);
  return { status: 201, json: showReference(world, name, sha) };
}

export async function updateReference({ world, params, body }: Call): Promise<Answer> {
  await assertNotEmpty(world);
  const name = `refs/${params.ref}`;
  const { sha, force = false } = body as { sha: string; force?: boolean };
  await assertObject(world, sha);
  await moveReference(world.git, name, async (from) => {
    if (from === undefined) throw invalid('Reference does not exist');
    assertUnprotected(world, name);
    if (!force && !(await isAncestor(world.git, from, sha))) throw invalid('Update is not a fast forward');
    return sha;
  });
  await afterMove(world, name);
  return { status: 200, json: showReference(world, name, sha) };
}

export async function deleteReference({ world, params }: Call): Promise<Answer> {
  await assertNotEmpty(world);
  const name = `refs/${params.ref}`;
  const from = await readReference(world.git, name);
  if (from === undefined) throw invalid('Reference does not exist');
  assertUnprotected(world, name);
  if (!(await swapReference(world.git, name, { from, to: undefined }))) throw invalid('Reference does not exist');
  await afterMove(world, name);
  return { status: 204 };
}

/** Throws where changes of the branch must come by pull request. */
export function assertUnprotected(world: World, name: string, status = 422): void {
  if (!world.protectedBranches.has(name.replace('refs/heads/', ''))) return;
  throw new GithubRefusal(status, PROTECTED_MESSAGE);
}

export async function assertNotEmpty(world: World): Promise<void> {
  if (await isEmptyRepository(world.git)) throw emptyRepository();
}

async function assertObject(world: World, sha: string): Promise<void> {
  const types = /^[0-9a-f]{40}$/.test(sha) ? await objectTypes(world.git, [sha]) : new Map<string, string>();
  if (types.get(sha) !== 'commit') throw invalid('Object does not exist');
}

function showReference(world: World, name: string, sha: string): object {
  return {
    ...{ ref: name, node_id: nodeId('Ref', name) },
    url: apiUrl(world, `/git/${name}`),
    object: { sha, type: 'commit', url: apiUrl(world, `/git/commits/${sha}`) },
  };
}
