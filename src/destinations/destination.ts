import type { Readable } from 'node:stream';

/** A small text file and what identifies its version, for writing with a precondition. */
export interface VersionedText {
  text: string;
  /** Opaque: an ETag, a generation, a hash. */
  version: string;
}

/** What a store keeps with a file, which identifies it without a manifest. */
export interface FileFacts {
  /** Of the uncompressed content. */
  sha256: string;
  rows: number;
}

/**
 * What an export left, for code that only reads it. Paths are relative, `/`-separated. A missing file is a value; everything else that
 * keeps a file from being read is a `StorageError`. No call changes anything: what other writers are just writing stays too.
 */
export interface StoredFiles {
  /** For people: `folder data`, `s3://bucket/prefix`. */
  readonly description: string;
  /**
   * Paths below a prefix that ends in `/`, sorted by code units; empty if there is none.
   * @param isWanted false for a folder (`users/date=2026-11-22/`) that may be left out, where looking into it costs something.
   */
  list(prefix: string, isWanted?: (folder: string) => boolean): Promise<string[]>;
  /** The file's bytes as stored (compressed), or undefined if there is no such file. */
  read(path: string): Promise<Readable | undefined>;
  readText(path: string): Promise<VersionedText | undefined>;
  /** Gives up writes under way, so that nothing of them stays behind, and lets go of connections. */
  close(): Promise<void>;
}

/** Where an export is written. Every file appears whole or not at all. */
export interface Destination extends StoredFiles {
  /** Publishes a local file under this path, replacing what was there; the local file is used up. */
  publish(path: string, localFile: string, facts: FileFacts): Promise<void>;
  /** Publishes a local file if there is none yet; returns false, and touches nothing, if there is one. */
  publishNew(path: string, localFile: string, facts: FileFacts): Promise<boolean>;
  /** Removes a file; one that is not there is fine. */
  remove(path: string): Promise<void>;
  /** Writes if the stored version is still this one (undefined: if there is no such file); returns false if it is not. */
  replaceText(path: string, text: string, version: string | undefined): Promise<boolean>;
  /** Writes whatever is stored: for destinations that may not be read. */
  writeText(path: string, text: string): Promise<void>;
}
