import { execFile, spawn } from 'node:child_process';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { StorageError } from '../../notices/errors.ts';
import { type ChosenSnapshot, snapshotAsOf } from '../current-files.ts';
import { manifestPath } from '../layout.ts';
import { parseManifest } from '../manifest.ts';

const run = promisify(execFile);

/** A snapshot in a commit. */
export interface CommittedSnapshot extends ChosenSnapshot {
  commit: string;
  /** The bytes of one of its files, as committed. */
  read(path: string): Readable;
}

/** A commit whose manifest was broken says nothing of any read; another one may. */
function chosenIn(text: string, day: string): ChosenSnapshot | undefined {
  try {
    return snapshotAsOf(parseManifest(text, 'in a commit'), day);
  } catch (error) {
    if (error instanceof StorageError) return undefined;
    throw error;
  }
}

/**
 * The newest complete read on or before a day, among all that were ever committed to a folder. Undefined if the folder is
 * in no git checkout, or no commit holds a read so old. Throws a `StorageError` if the history is cut short.
 */
export async function committedSnapshot(
  folder: string,
  resource: string,
  day: string,
): Promise<CommittedSnapshot | undefined> {
  const git = async (...args: string[]) => (await run('git', ['-C', folder, ...args], { maxBuffer: 1 << 30 })).stdout;
  let root: string;
  try {
    root = (await git('rev-parse', '--show-toplevel')).trim();
  } catch {
    // No git, no checkout, or no such folder: then there is no history to look at.
    return undefined;
  }
  const inRepository = (file: string) => path.relative(root, path.join(folder, file)).split(path.sep).join('/');
  const manifest = inRepository(manifestPath(resource));
  const commits = (await git('log', '--format=%H', '--', path.join(root, manifest)))
    .split('\n')
    .filter((line) => line !== '');
  for (const commit of commits) {
    const text = await git('show', `${commit}:${manifest}`).catch(() => undefined);
    if (text === undefined) continue;
    const chosen = chosenIn(text, day);
    if (!chosen) continue;
    const read = (file: string) => {
      const child = spawn('git', ['-C', folder, 'cat-file', 'blob', `${commit}:${inRepository(file)}`], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      child.on('close', (code) => {
        if (code !== 0) child.stdout.destroy(new StorageError('nothing-stored', `${file} is not in commit ${commit}`));
      });
      return child.stdout;
    };
    return { ...chosen, commit, read };
  }
  if ((await git('rev-parse', '--is-shallow-repository')).trim() === 'true') {
    throw new StorageError(
      'nothing-stored',
      `The checkout of ${folder} is shallow: reads before its oldest commit cannot be seen. Fetch the whole history (\`git fetch --unshallow\`, or \`fetch-depth: 0\` with actions/checkout).`,
    );
  }
  return undefined;
}
