import type { FileDigest } from './digest.ts';
import type { StoredObject } from './resuming-read.ts';

/** What must hold of the stored object for a write to happen. */
export type Condition = { kind: 'none' } | { kind: 'absent' } | { kind: 'version'; version: string };

/** What is written: bytes in memory, or a file that is too large for it. */
export interface Content {
  source: { bytes: Buffer } | { file: string };
  digest: FileDigest;
  contentType: string;
  metadata: Record<string, string>;
}

/**
 * The outcome of a write: `written` with the new version; `refused` if the condition did not hold; `damaged` if the store found that
 * something else had arrived than was sent, and kept nothing. `checksum` compares the store's own checksum with ours; `unknown` if the
 * store gave none.
 */
export type Written =
  | { kind: 'refused' }
  | { kind: 'damaged' }
  | { kind: 'written'; version: string; checksum: 'equal' | 'different' | 'unknown' };

/** Why a store did not do what it was asked, sorted by what the reader does next. */
export interface Trouble {
  kind:
    | 'no-credentials'
    | 'expired-credentials'
    | 'wrong-credentials'
    | 'forbidden'
    | 'no-bucket'
    | 'retention'
    | 'no-conditions'
    | 'throttled'
    | 'unreachable'
    | 'other';
  /** The store's own words and code, in one phrase without secrets. */
  detail: string;
}

/** One store's SDK behind the few calls that a destination needs. Keys are whole. All but `explain` throw the SDK's own errors. */
export interface ObjectStore {
  /** Keys that begin with the prefix, in any order. */
  list(prefix: string): Promise<string[]>;
  /** The object, or what follows an offset of one version of it; undefined if there is none, or not that version. */
  get(key: string, from?: { offset: number; version: string }): Promise<StoredObject | undefined>;
  /** Returns true if there is such an object. */
  has(key: string): Promise<boolean>;
  put(key: string, content: Content, condition: Condition): Promise<Written>;
  delete(key: string): Promise<void>;
  explain(error: unknown): Trouble;
  /** Gives up uploads under way, telling the store to forget their parts. */
  close(): Promise<void>;
}

/** What every store is opened with. */
export interface StoreOptions {
  /** Attempts after the first. */
  retries: number;
  requestTimeoutSeconds: number;
  userAgent: string;
  /** The step's variables: `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`, and what the SDKs themselves go by. */
  proxyEnvironment: NodeJS.ProcessEnv;
  /** Called when a part of a large file was sent. */
  onPartSent?: () => void;
  /** The workflow's own identity token for an audience; throws if the step may not ask for one. */
  identityToken: (audience: string) => Promise<string>;
}

/**
 * Bytes of a part of a large upload; a file of up to so many is written in one request. Small, because parts are held in memory;
 * larger for files that would otherwise have more than the 10,000 parts that S3 allows.
 */
export function partSizeOf(size: number): number {
  return Math.max(5 * 1024 * 1024, Math.ceil(size / 9000));
}
