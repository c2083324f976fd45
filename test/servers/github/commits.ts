import type { Git } from './git.ts';
import { readObjects } from './objects.ts';

/** A person as a commit names it. */
export interface Signature {
  name: string;
  email: string;
  /** Seconds since 1970. */
  seconds: number;
}

export interface Commit {
  sha: string;
  tree: string;
  parents: string[];
  author: Signature;
  committer: Signature;
  message: string;
}

export interface NewCommit {
  tree: string;
  parents: readonly string[];
  author: Signature;
  committer: Signature;
  message: string;
}

/** Writes a commit object; its sha. */
export function writeCommit(git: Git, { tree, parents, author, committer, message }: NewCommit): Promise<string> {
  const env = { ...signatureVariables('AUTHOR', author), ...signatureVariables('COMMITTER', committer) };
  const parentArgs = parents.flatMap((parent) => ['-p', parent]);
  return git.run(['commit-tree', tree, ...parentArgs], { env, input: message });
}

/** The variables by which git takes a name for a commit. */
export function signatureVariables(role: 'AUTHOR' | 'COMMITTER', { name, email, seconds }: Signature) {
  return {
    [`GIT_${role}_NAME`]: name,
    [`GIT_${role}_EMAIL`]: email,
    [`GIT_${role}_DATE`]: `${seconds} +0000`,
  };
}

/** The commits of those shas that are commits, in the same order. */
export async function readCommits(git: Git, shas: readonly string[]): Promise<Commit[]> {
  const objects = await readObjects(git, shas);
  return shas.flatMap((sha) => {
    const object = objects.get(sha);
    return object?.type === 'commit' ? [parseCommit(sha, object.bytes.toString())] : [];
  });
}

/** The shas that `git rev-list` prints. */
export async function revisionList(git: Git, ...args: string[]): Promise<string[]> {
  const output = await git.run(['rev-list', ...args]);
  return output === '' ? [] : output.split('\n');
}

function parseCommit(sha: string, text: string): Commit {
  const headEnd = text.indexOf('\n\n');
  const lines = text.slice(0, headEnd).split('\n');
  const values = (key: string) =>
    lines.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1));
  return {
    sha,
    tree: values('tree')[0] ?? '',
    parents: values('parent'),
    author: parseSignature(values('author')[0] ?? ''),
    committer: parseSignature(values('committer')[0] ?? ''),
    message: text.slice(headEnd + 2),
  };
}

function parseSignature(text: string): Signature {
  const [, name = '', email = '', seconds = '0'] = /^(.*) <(.*)> (\d+) /.exec(text) ?? [];
  return { name, email, seconds: Number(seconds) };
}
