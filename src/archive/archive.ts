import type { Resource } from '../catalogue/resource.ts';
import type { Destination } from '../destinations/destination.ts';
import { StorageError } from '../notices/errors.ts';
import { textLines } from '../spool/text-lines.ts';
import { type ChangeTrail, changeTrail } from './change-files.ts';
import { changeFolder, FOLDERS, manifestPath, resourceOfManifest } from './layout.ts';
import { type Manifest, parseManifest } from './manifest.ts';
import { type FileSource, readListedFile, readStoredFile, type StoredFacts, type StoredFile } from './stored-file.ts';
import type { StoredRow } from './stored-rows.ts';

/** A manifest as it is stored. */
export interface StoredManifest {
  manifest: Manifest;
  /** Its own text. */
  text: string;
  /** For replacing it on condition. */
  version: string;
}

/** A file in the folder of manifests: what it holds, or why that is not known. */
export type ManifestFile = { path: string } & (
  | ({ resource: string } & StoredManifest)
  | { resource: string | undefined; error: StorageError }
);

/** What is stored at a destination. It is read in no other way. */
export interface Archive {
  /** The manifest of a resource; undefined if it was never exported here. Throws a `StorageError` if it cannot be read. */
  manifest(resource: string): Promise<StoredManifest | undefined>;
  /** Yields each manifest, or those of some resources. Throws only if nothing at all can be read. */
  manifests(isWanted?: (resource: string) => boolean): AsyncGenerator<ManifestFile>;
  /** Reads a file that a manifest lists, by `work`. Throws a `StorageError` if it is missing or cannot be read to its end. */
  read<Result>(path: string, work: (file: StoredFile) => Promise<Result>): Promise<Result>;
  /** Reads a file row by row, and returns what it holds; undefined if there is no such file. Throws like `read`. */
  rows(
    resource: Resource,
    path: string,
    take: (stored: StoredRow) => Promise<void> | void,
    onBytes?: (chunk: Buffer) => void,
  ): Promise<StoredFacts | undefined>;
  /** Reads a file of text line by line. Throws like `read`. */
  lines(path: string, take: (line: string) => void): Promise<void>;
  /** The change log of a resource, by the names of its files. */
  changes(manifest: Manifest): Promise<ChangeTrail>;
  /** The SHA-256 of a file's uncompressed content; undefined if there is no such file. Throws like `read`. */
  hash(path: string): Promise<string | undefined>;
}

/** Where an archive lies. */
export type ArchiveSource = Pick<Destination, 'description' | 'list' | 'read' | 'readText'>;

/**
 * Returns what is stored at a destination. Nothing is read yet.
 * @param withRemedies false if the caller knows better than an error what to do about a damaged file.
 */
export function openArchive(destination: ArchiveSource, withRemedies = true): Archive {
  const source: FileSource = {
    description: destination.description,
    read: (path) => destination.read(path),
    withRemedies,
  };
  async function manifest(resource: string): Promise<StoredManifest | undefined> {
    const path = manifestPath(resource);
    const stored = await destination.readText(path);
    return stored && { ...stored, manifest: parseManifest(stored.text, path) };
  }

  return {
    manifest,
    async *manifests(isWanted = () => true) {
      for (const path of await destination.list(`${FOLDERS.manifests}/`)) {
        const resource = resourceOfManifest(path);
        if (resource !== undefined && !isWanted(resource)) continue;
        try {
          if (resource === undefined) throw new StorageError('unreadable-manifest', `\`${path}\` is no manifest`);
          const stored = await manifest(resource);
          if (stored && stored.manifest.resource !== resource) {
            const what = `\`${path}\` is the manifest of ${stored.manifest.resource}`;
            throw new StorageError('unreadable-manifest', what);
          }
          if (stored) yield { path, resource, ...stored };
        } catch (error) {
          if (!(error instanceof StorageError) || error.endsRun) throw error;
          yield { path, resource, error };
        }
      }
    },
    read: (path, work) => readListedFile(source, path, work),
    rows: (resource, path, take, onBytes) =>
      readStoredFile(source, path, async (file) => {
        for await (const row of file.rows(resource, onBytes)) {
          const done = take(row);
          // To wait for every single row would take longer than to read it.
          if (done) await done;
        }
        return file.facts();
      }),
    lines: (path, take) =>
      readListedFile(source, path, async (file) => {
        for await (const lines of textLines(textOf(file.bytes())))
          for (const line of lines) if (line !== '') take(line);
      }),
    changes: async (manifest) => changeTrail(manifest, await destination.list(changeFolder(manifest.resource))),
    hash: (path) =>
      readStoredFile(source, path, async (file) => {
        for await (const _chunk of file.bytes());
        return file.facts().sha256;
      }),
  };
}

async function* textOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
