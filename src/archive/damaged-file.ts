import type { Readable } from 'node:stream';

/** What lies in the place of a stored file. */
export type Damage = 'lfs-pointer' | 'conflict-markers' | 'garbage';

/** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md: a pointer begins with its version. */
const LFS_POINTER = 'version https://git-lfs.github.com/spec/';
/** Git's markers stand at the start of a line; `git checkout --conflict=diff3` adds a fourth. */
const CONFLICT_MARKER = /(?:^|\n)(?:<{7}|>{7}|\|{7}) /;

/** Tells what a damaged file looks like, from its raw bytes. */
export async function recognizeDamage(file: Readable): Promise<Damage> {
  let text = '';
  let isStart = true;
  for await (const chunk of file) {
    text += (chunk as Buffer).toString('latin1');
    if (isStart && text.startsWith(LFS_POINTER)) return 'lfs-pointer';
    if (CONFLICT_MARKER.test(text)) return 'conflict-markers';
    isStart &&= text.length < LFS_POINTER.length;
    // A marker may lie across two chunks.
    if (!isStart) text = text.slice(-LFS_POINTER.length);
  }
  return 'garbage';
}

/** Returns true for the text of a file that begins as a pointer of Git LFS. */
export function isLfsPointer(text: string): boolean {
  return text.startsWith(LFS_POINTER);
}

/** Returns what to do about a damaged file, after what it looks like. */
export function remedyOfDamage(damage: Damage): string {
  return {
    'lfs-pointer':
      'It is a pointer of Git LFS, not the file itself: run `git lfs pull`, or check out with `lfs: true`. The next run does not repair it.',
    'conflict-markers':
      'It holds conflict markers of Git: resolve the conflict, and commit the result. The next run does not repair it.',
    garbage: 'Restore the file from an earlier version. The next run does not repair it.',
  }[damage];
}
