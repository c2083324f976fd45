import type { Answer, Call } from './call.ts';
import { type Commit, readCommits, writeCommit } from './commits.ts';
import { commitNamed } from './history-endpoints.ts';
import { assertReadable, decodeBase64, rawAnswer, wrappedBase64 } from './object-endpoints.ts';
import { readObjects, writeBlobs } from './objects.ts';
import { apiSignatures } from './people.ts';
import { afterMove } from './pull-following.ts';
import { branchReference } from './pull-request.ts';
import { assertUnprotected } from './ref-endpoints.ts';
import { isEmptyRepository, readReference, swapReference } from './references.ts';
import { GithubRefusal, invalid, notFound } from './refusal.ts';
import { showGitCommit } from './show-commit.ts';
import { isPath } from './tree-endpoint.ts';
import { buildTree, listTree, type TreeEntry } from './trees.ts';
import { apiUrl, pageUrl, type World } from './world.ts';

/** Above this the JSON has no content: https://docs.github.com/rest/repos/contents#get-repository-content */
const INLINE_BYTES = 1024 * 1024;
const FOLDER_ENTRIES = 1000;

export async function getContents({ world, params, query, accept }: Call): Promise<Answer> {
  if (await isEmptyRepository(world.git)) throw notFound('This repository is empty.');
  const ref = query.get('ref') ?? world.defaultBranch;
  const commit = await commitNamed(world, ref);
  if (commit === undefined) throw notFound(`No commit found for the ref ${ref}`);
  const path = (params.path ?? '').replace(/\/+$/, '');
  const entries = await listTree(world.git, commit, true);
  const entry = entries.get(path);
  if (path === '' || entry?.type === 'tree') return { status: 200, json: showFolder(world, entries, path, ref) };
  if (entry === undefined) throw notFound();
  const bytes = (await readObjects(world.git, [entry.sha])).get(entry.sha)?.bytes ?? Buffer.alloc(0);
  assertReadable(world, bytes.length);
  if (accept.includes('raw')) return rawAnswer(bytes);
  const inline = bytes.length <= INLINE_BYTES;
  const content = inline ? wrappedBase64(bytes) : '';
  return {
    status: 200,
    json: { ...showEntry(world, path, entry, ref), content, encoding: inline ? 'base64' : 'none' },
  };
}

interface GivenFile {
  message: string;
  content: string;
  branch?: string;
  /** The blob that is replaced. */
  sha?: string;
}

/** The one way to commit into a repository that has no commit yet. */
export async function putContents({ world, params, body, token }: Call): Promise<Answer> {
  const { git } = world;
  const { message, content, branch = world.defaultBranch, sha: replaced } = body as GivenFile;
  const path = params.path ?? '';
  const bytes = decodeBase64(content);
  if (bytes === undefined) throw invalid('content is not valid Base64');
  if (!isPath(path)) throw invalid('path contains a malformed path component');
  const name = branchReference(branch);
  const head = await readReference(git, name);
  if (head === undefined && !(await isEmptyRepository(git))) throw notFound(`Branch ${branch} not found`);
  if (head !== undefined) assertUnprotected(world, name, 409);
  const known = head === undefined ? undefined : (await listTree(git, head, true)).get(path);
  assertReplaced(path, known, replaced);
  const [blob = ''] = writeBlobs(git, [bytes]);
  const tree = await buildTree(git, head, [{ path, entry: { mode: known?.mode ?? '100644', sha: blob } }]);
  const { author, committer, signed } = apiSignatures(world, token);
  const parents = head === undefined ? [] : [head];
  const sha = await writeCommit(git, { tree, parents, author, committer, message });
  if (signed) world.signed.add(sha);
  if (!(await swapReference(git, name, { from: head, to: sha }))) {
    const now = await readReference(git, name);
    throw new GithubRefusal(409, `is at ${now} but expected ${head}`);
  }
  await afterMove(world, name);
  const entry: TreeEntry = { mode: '100644', type: 'blob', sha: blob, size: bytes.length };
  const [commit] = await readCommits(git, [sha]);
  const json = { content: showEntry(world, path, entry, branch), commit: showGitCommit(world, commit as Commit) };
  return { status: known === undefined ? 201 : 200, json };
}

function assertReplaced(path: string, known: TreeEntry | undefined, replaced: string | undefined): void {
  if (known === undefined ? replaced === undefined : known.sha === replaced) return;
  if (replaced === undefined) throw invalid('Invalid request.\n\n"sha" wasn\'t supplied.');
  throw new GithubRefusal(409, `${path} does not match ${replaced}`);
}

function showFolder(world: World, entries: Map<string, TreeEntry>, folder: string, ref: string): object[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  return [...entries]
    .filter(([path]) => path.startsWith(prefix) && !path.slice(prefix.length).includes('/'))
    .slice(0, FOLDER_ENTRIES)
    .map(([path, entry]) => showEntry(world, path, entry, ref));
}

function showEntry(world: World, path: string, { sha, type, size = 0 }: TreeEntry, ref: string): object {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const url = apiUrl(world, `/contents/${encoded}?ref=${encodeURIComponent(ref)}`);
  const isFile = type === 'blob';
  const git_url = apiUrl(world, `/git/${isFile ? 'blobs' : 'trees'}/${sha}`);
  const html_url = pageUrl(world, `/${isFile ? 'blob' : 'tree'}/${ref}/${encoded}`);
  const { owner, name } = world;
  return {
    ...{ name: path.split('/').at(-1), path, sha, size, url, html_url, git_url, type: isFile ? 'file' : 'dir' },
    download_url: isFile ? `https://raw.githubusercontent.com/${owner}/${name}/${ref}/${encoded}` : null,
    _links: { self: url, git: git_url, html: html_url },
  };
}
