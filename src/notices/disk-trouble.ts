import type { Topic } from './topics.ts';

/** What an error code of the file system means, and what the reader can do about it. */
export interface DiskTrouble {
  code: string;
  topic: Topic;
  /** Sentences. */
  remedy: string;
}

const FULL = ['disk-full', 'The disk, or the quota of this user, is full: free some space.'] as const;
const FORBIDDEN = [
  'folder-not-writable',
  'The user of this process may not do that: give the folder to this user, or choose another one.',
] as const;

const MEANINGS: Record<string, readonly [Topic, string]> = {
  ENOSPC: FULL,
  EDQUOT: FULL,
  EFBIG: ['disk-full', 'The file is larger than the disk takes: choose a finer `partition-by`.'],
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  EROFS: ['folder-not-writable', 'The disk is mounted read-only: mount it for writing, or choose another folder.'],
  EIO: ['destination-lost', 'The disk failed: check it and its connection, then run again.'],
  EMFILE: ['destination-lost', 'This process may open no more files: raise `ulimit -n`, or lower `concurrency`.'],
  ENFILE: ['destination-lost', 'This machine can open no more files: end what holds many open, then run again.'],
  ENOTDIR: ['destination-lost', 'A file lies where a folder is needed: move it away.'],
  EISDIR: ['destination-lost', 'A folder lies where a file is needed: move it away.'],
  EEXIST: ['destination-lost', 'Something else lies there: move it away.'],
  ENOTEMPTY: ['destination-lost', 'A folder that is not empty lies there: move it away.'],
  ENAMETOOLONG: ['destination-lost', 'The path is longer than the disk takes: choose a folder with a shorter path.'],
  ENOENT: ['destination-lost', 'The folder, or a file in it, went away meanwhile: let nothing else remove it.'],
  ENODEV: ['destination-lost', 'The disk is gone: mount it again, then run again.'],
  ENXIO: ['destination-lost', 'The disk is gone: mount it again, then run again.'],
  ESTALE: ['destination-lost', 'The network disk lost the folder: mount it again, then run again.'],
  ETIMEDOUT: ['destination-lost', 'The network disk does not answer: check its connection, then run again.'],
  EBUSY: ['destination-lost', 'Another program holds the file: close it, then run again.'],
  ELOOP: ['path-refused', 'A link lies in the way: remove it.'],
  EXDEV: ['destination-lost', 'The file lies on another disk than its folder: choose a folder without mounts in it.'],
};

/** Calls that reach a server or a program, whose codes say nothing of a disk. */
const NOT_OF_A_DISK = /^(connect|bind|listen|getaddrinfo|spawn)/;

/** Returns what an error of the file system means; undefined for any other error. */
export function diskTrouble(error: unknown): DiskTrouble | undefined {
  const { code = '', syscall = '' } = (error ?? {}) as NodeJS.ErrnoException;
  if (NOT_OF_A_DISK.test(syscall)) return undefined;
  const meaning = Object.hasOwn(MEANINGS, code) ? MEANINGS[code] : undefined;
  return meaning && { code, topic: meaning[0], remedy: meaning[1] };
}
