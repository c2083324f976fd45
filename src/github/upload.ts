import { readFile, stat } from 'node:fs/promises';
import { formatOfPath } from '../archive/layout.ts';
import { StorageError } from '../notices/errors.ts';
import { BATCH_BYTES, batches } from './batches.ts';
import type { GitHub } from './client.ts';
import type { TreeChange, Upload } from './git-objects.ts';
import { stageBinaries } from './stage-binaries.ts';

const BATCH_FILES = 400;
/** GitHub refuses larger blobs by its API: https://github.com/peter-evans/create-pull-request/issues/2790 */
const LARGEST_FILE_BYTES = 40_000_000;
/** Each blob is a request, of which a token has 1,000 an hour; more files go through a branch of their own. */
const MOST_SINGLE_BLOBS = 20;

/**
 * Makes the tree of a commit: `base` with these changes and files. Text travels inside the request, hundreds of files at
 * a time, so that thousands of files take few requests; what is compressed, or long, is sent ahead.
 * @param upload a commit that a branch of the upload can start from, and what makes its name the run's own.
 * @returns the tree's id.
 */
export async function uploadTree(
  github: GitHub,
  base: string,
  changes: TreeChange[],
  uploads: Upload[],
  upload: { parent: string; label: string },
): Promise<string> {
  const sizes = new Map<string, number>();
  for (const { path, localFile } of uploads) sizes.set(path, (await stat(localFile)).size);
  const sizeOf = ({ path }: Upload) => sizes.get(path) as number;
  refuseLargeFiles(uploads, sizeOf);
  const isInline = (file: Upload) => isText(file.path) && sizeOf(file) <= BATCH_BYTES;
  const apart = uploads.filter((file) => !isInline(file));
  await sendAhead(github, apart, upload);

  let tree = base;
  const known = [...changes, ...apart.map(({ path, sha }) => ({ path, sha, mode: '100644' }))];
  for (const batch of batches(known, BATCH_FILES, () => 0)) tree = await extendTree(github, tree, batch);
  for (const batch of batches(uploads.filter(isInline), BATCH_FILES, sizeOf)) {
    const entries = batch.map(async ({ path, localFile }) => ({
      path,
      mode: '100644',
      content: await readFile(localFile, 'utf8'),
    }));
    tree = await extendTree(github, tree, await Promise.all(entries));
  }
  return tree;
}

type Entry = { path: string; mode: string } & ({ sha: string | null } | { content: string });

/** A folder is a tree and a submodule a commit; all else are blobs: https://docs.github.com/en/rest/git/trees#create-a-tree */
const TYPES: Record<string, 'tree' | 'commit'> = { '040000': 'tree', '160000': 'commit' };

/** Returns the tree `base_tree` with these entries. */
export async function extendTree({ rest, repository }: GitHub, base_tree: string, entries: Entry[]): Promise<string> {
  const tree = entries.map((entry) => ({
    ...entry,
    mode: entry.mode as '100644',
    type: TYPES[entry.mode] ?? ('blob' as const),
  }));
  const { data } = await rest.git.createTree({ ...repository, base_tree, tree });
  return data.sha;
}

async function sendAhead(github: GitHub, uploads: Upload[], upload: { parent: string; label: string }): Promise<void> {
  const small = uploads.filter(({ path }) => !isText(path));
  if (small.length > MOST_SINGLE_BLOBS) await stageBinaries(github, small, upload);
  const single = small.length > MOST_SINGLE_BLOBS ? uploads.filter(({ path }) => isText(path)) : uploads;
  const { rest, repository } = github;
  for (const { localFile } of single) {
    const content = (await readFile(localFile)).toString('base64');
    await rest.git.createBlob({ ...repository, content, encoding: 'base64' });
  }
}

function refuseLargeFiles(uploads: Upload[], sizeOf: (upload: Upload) => number): void {
  const large = uploads.filter((upload) => sizeOf(upload) > LARGEST_FILE_BYTES);
  if (large.length === 0) return;
  const names = large.slice(0, 5).map((upload) => `${upload.path} (${(sizeOf(upload) / 1e6).toFixed(0)} MB)`);
  throw new StorageError(
    'file-too-large',
    `Failed to commit ${names.join(', ')}${large.length > 5 ? `, and ${large.length - 5} more` : ''}: GitHub's API takes files of up to 40 MB. Cut the partitions finer (\`partition-by: day\` or \`hour\`), compress them (\`format: jsonl.gz\`), or use a bucket as \`destination\`.`,
  );
}

/** Returns true for UTF-8: what is neither compressed nor of a format of other bytes. */
export function isText(path: string): boolean {
  const format = formatOfPath(path);
  return format === undefined || (format.compression === 'none' && format.text !== undefined);
}
