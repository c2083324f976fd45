import { Readable } from 'node:stream';
import type { Entry, Manifest } from '../../../src/archive/manifest.ts';
import type { ReadOptions } from '../../../src/audit/read/reading-context.ts';

/** A destination that holds these files. */
export function memoryDestination(files: Record<string, string | Buffer>): ReadOptions['destination'] {
  return {
    description: 'folder data',
    list: async (prefix) =>
      Object.keys(files)
        .filter((path) => path.startsWith(prefix))
        .sort(),
    readText: async (path) => (files[path] === undefined ? undefined : { text: String(files[path]), version: '' }),
    read: async (path) => (files[path] === undefined ? undefined : Readable.from([Buffer.from(files[path])])),
  };
}

/** A manifest that lists files; of a dated resource where `partition_by` is given. */
export function manifestOf(
  resource: string,
  fields: Partial<Manifest> & { partitionBy?: string; formats?: string[] } = {},
): Manifest {
  const { partitionBy, formats = ['jsonl'], ...rest } = fields;
  return {
    version: 1,
    resource,
    shape: { formats, ...(partitionBy && { partition_by: partitionBy }) },
    ranges: [],
    unavailable: [],
    entries: [],
    ...rest,
  };
}

/** An entry for a file. */
export function entryOf(path: string, fields: Partial<Entry> = {}): Entry {
  return { path, rows: 1, ...fields };
}
