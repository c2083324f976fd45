import type { Answer, Call } from './call.ts';
import { readCommits, writeCommit } from './commits.ts';
import { FULL_SHA, objectTypes, readObjects, resolveObject, writeBlobs } from './objects.ts';
import { apiSignatures, nodeId } from './people.ts';
import { assertNotEmpty } from './ref-endpoints.ts';
import { GithubRefusal, invalid, notFound, validationFailed } from './refusal.ts';
import { showGitCommit } from './show-commit.ts';
import { listTree, type TreeEntry } from './trees.ts';
import { apiUrl, type World } from './world.ts';

/** The API breaks base64 into lines of this length. */
const BASE64_LINE = 60;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

export async function getGitCommit({ world, params }: Call): Promise<Answer> {
  await assertNotEmpty(world);
  const [commit] = await readCommits(world.git, [fullSha(params.commit_sha)]);
  if (commit === undefined) throw notFound();
  return { status: 200, json: showGitCommit(world, commit) };
}

interface GivenSignature {
  name: string;
  email: string;
  date?: string;
}

/** GitHub signs what an app commits in its own name: https://docs.github.com/authentication/managing-commit-signature-verification/about-commit-signature-verification#signature-verification-for-bots */
export async function createGitCommit({ world, body, token }: Call): Promise<Answer> {
  await assertNotEmpty(world);
  const { tree, message, parents = [] } = body as { tree: string; message: string; parents?: string[] };
  const given = body as { author?: GivenSignature; committer?: GivenSignature; signature?: string };
  const types = await objectTypes(world.git, [tree, ...parents].map(fullSha));
  if (types.get(tree) !== 'tree') throw invalid('Tree SHA does not exist');
  if (parents.some((parent) => types.get(parent) !== 'commit'))
    throw invalid('Parent SHA does not exist or is not a commit object');
  const own = apiSignatures(world, token);
  const signed = own.signed && given.author === undefined && given.committer === undefined && !given.signature;
  const author = given.author === undefined ? own.author : signatureOf(world, given.author);
  const committer =
    given.committer === undefined ? (signed ? own.committer : author) : signatureOf(world, given.committer);
  const sha = await writeCommit(world.git, { tree, parents, author, committer, message });
  if (signed) world.signed.add(sha);
  return { status: 201, json: showGitCommit(world, { sha, tree, parents: [...parents], author, committer, message }) };
}

export async function getTree({ world, params, query }: Call): Promise<Answer> {
  await assertNotEmpty(world);
  const sha = await resolveObject(world.git, params.tree_sha ?? '', 'tree');
  if (sha === undefined) throw notFound();
  // Any value switches it on, also "0" and "false".
  const entries = [...(await listTree(world.git, sha, query.has('recursive')))];
  return { status: 200, json: showTree(world, sha, entries) };
}

/** A tree with as many entries as one answer may have. */
export function showTree(world: World, sha: string, entries: readonly (readonly [string, TreeEntry])[]): object {
  const { treeEntries } = world.limits;
  return {
    ...{ sha, url: apiUrl(world, `/git/trees/${sha}`), truncated: entries.length > treeEntries },
    tree: entries.slice(0, treeEntries).map(([path, entry]) => ({
      ...{ path, ...entry },
      // Submodules have no address here.
      ...(entry.type !== 'commit' && { url: apiUrl(world, `/git/${entry.type}s/${entry.sha}`) }),
    })),
  };
}

export async function getBlob({ world, params, accept }: Call): Promise<Answer> {
  await assertNotEmpty(world);
  const sha = fullSha(params.file_sha);
  const found = (await readObjects(world.git, [sha])).get(sha);
  if (found?.type !== 'blob') throw notFound();
  assertReadable(world, found.bytes.length);
  if (accept.includes('raw')) return rawAnswer(found.bytes);
  const facts = {
    sha,
    node_id: nodeId('Blob', sha),
    size: found.bytes.length,
    url: apiUrl(world, `/git/blobs/${sha}`),
  };
  return { status: 200, json: { ...facts, content: wrappedBase64(found.bytes), encoding: 'base64' } };
}

export async function createBlob({ world, body }: Call): Promise<Answer> {
  await assertNotEmpty(world);
  const { content, encoding = 'utf-8' } = body as { content: string; encoding?: string };
  const bytes = encoding === 'base64' ? decodeBase64(content) : Buffer.from(content);
  if (bytes === undefined) throw invalid('content is not valid Base64');
  if (bytes.length > world.limits.blobWriteBytes) throw tooLargeToWrite();
  const [sha = ''] = writeBlobs(world.git, [bytes]);
  return { status: 201, json: { sha, url: apiUrl(world, `/git/blobs/${sha}`) } };
}

/** The bytes of base64 with or without line ends; undefined where it is none. */
export function decodeBase64(text: string): Buffer | undefined {
  const joined = text.replace(/\s/g, '');
  return BASE64.test(joined) && joined.replace(/=+$/, '').length % 4 !== 1 ? Buffer.from(joined, 'base64') : undefined;
}

export function wrappedBase64(bytes: Buffer): string {
  return bytes.toString('base64').replace(new RegExp(`.{1,${BASE64_LINE}}`, 'g'), '$&\n');
}

/** The charset is GitHub's: clients that believe it damage what is no text. */
export function rawAnswer(bytes: Buffer): Answer {
  return { status: 200, bytes, contentType: 'application/vnd.github.raw; charset=utf-8' };
}

export function assertReadable({ limits }: World, bytes: number): void {
  if (bytes <= limits.blobReadBytes) return;
  const size = `${Math.round(limits.blobReadBytes / 1024 / 1024)} MB`;
  const message = `This API returns blobs up to ${size} in size. The requested blob is too large to fetch via the API, but you can always clone the repository via Git in order to obtain it.`;
  throw new GithubRefusal(403, message, { errors: [{ resource: 'Blob', field: 'data', code: 'too_large' }] });
}

function tooLargeToWrite(): GithubRefusal {
  const message =
    'Sorry, your input was too large to process. Consider creating the blob in a local clone of the repository and then pushing it to GitHub.';
  return new GithubRefusal(422, message, { errors: [{ resource: 'Blob', field: 'data', code: 'too_large' }] });
}

/** A name that is no full sha is none at all here. */
function fullSha(text: string | undefined): string {
  if (text === undefined || !FULL_SHA.test(text)) {
    throw validationFailed({
      resource: 'Commit',
      field: 'sha',
      code: 'invalid',
      message: 'The sha parameter must be exactly 40 characters and contain only [0-9a-f].',
    });
  }
  return text;
}

function signatureOf({ now }: World, { name, email, date }: GivenSignature) {
  return { name, email, seconds: Math.floor((date === undefined ? now() : Date.parse(date)) / 1000) };
}
