import type { Git } from './git.ts';
import type { FoundObject } from './object-reader.ts';
import { writeObject } from './write-object.ts';

export interface GitObject {
  type: string;
  bytes: Buffer;
}

export const FULL_SHA = /^[0-9a-f]{40}$/;
/** Stores contents as blobs; their names in the same order. */
export function writeBlobs(git: Git, contents: readonly (string | Buffer)[]): string[] {
  return contents.map((content) => writeObject(git.folder, 'blob', Buffer.from(content)));
}

/** The objects that exist of those named. */
export async function readObjects(git: Git, names: readonly string[]): Promise<Map<string, GitObject>> {
  return byName(names, await git.objects.find(names));
}

/** The types of the objects that exist of those named. */
export async function objectTypes(git: Git, names: readonly string[]): Promise<Map<string, string>> {
  const found = byName(names, await git.types.find(names));
  return new Map([...found].map(([name, { type }]) => [name, type]));
}

function byName(names: readonly string[], found: (FoundObject | undefined)[]): Map<string, FoundObject> {
  return new Map(
    names.flatMap((name, index): [string, FoundObject][] => {
      const object = found[index];
      return object ? [[name, object]] : [];
    }),
  );
}

/** The sha that a name stands for; undefined where there is no such object of that type. */
export async function resolveObject(git: Git, name: string, type: 'commit' | 'tree'): Promise<string | undefined> {
  const [found] = await git.types.find([`${name}^{${type}}`]);
  return found?.sha;
}
