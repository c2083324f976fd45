import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bucket } from './buckets.ts';
import { ByteSpool } from './byte-spool.ts';
import { createFaultList, type FaultList } from './faults.ts';
import type { UploadSession } from './resumable.ts';
import type { Operation } from './routes.ts';
import { createServiceAccount, type ServiceAccount } from './service-account.ts';
import { createTokenRegistry, type Permission, type TokenRegistry } from './tokens.ts';

export interface GcsOptions {
  /** The service's clock, in milliseconds since 1970; the real one if not given. */
  now?: () => number;
  /** How long tokens of the three token flows live; an hour if not given. */
  tokenLifetimeSeconds?: number;
  /** What a token of the three flows may do; everything if not given. */
  permissions?: readonly Permission[];
  /** What a token of the token exchange may do without standing for a service account; `permissions` if not given. */
  federatedPermissions?: readonly Permission[];
  /** What a caller without a token may do; nothing if not given. */
  anonymousPermissions?: readonly Permission[];
  /** The audience that the token exchange expects; any pool's provider if not given. */
  audience?: string;
  /** What is wrong with a subject token, undefined for a good one; only the server's own are good if not given. */
  checkSubjectToken?: (token: string) => string | undefined | Promise<string | undefined>;
  /** Preconditions are read and have no effect, as with some emulators. */
  ignorePreconditions?: boolean;
  /** Whether lacking the right to overwrite is told before an unmet precondition is: 403 and not 412. */
  deleteRightFirst?: boolean;
  /** Most objects in one page of a list: 1000. */
  pageSize?: number;
  /** Bodies above 1 MiB are hashed and not kept. */
  discardLargeBodies?: boolean;
}

/** One request as the server saw it. */
export interface RequestRecord {
  method: string;
  /** As sent, without the query. */
  path: string;
  query: Record<string, string>;
  /** The headers that say something about the request, names in lower case. */
  headers: Record<string, string>;
  operation: Operation;
  bucket?: string;
  name?: string;
  /** Bytes of the body that were read. */
  bytes: number;
  /** What a token endpoint was sent. */
  form?: Record<string, unknown>;
  /** 0 while there is no answer, and for ever where the connection ended first. */
  status: number;
}

/** All that the server knows. */
export interface World {
  url: string;
  options: GcsOptions;
  now(): number;
  buckets: Map<string, Bucket>;
  sessions: Map<string, UploadSession>;
  tokens: TokenRegistry;
  account: ServiceAccount;
  faults: FaultList;
  requests: RequestRecord[];
  newSpool(): ByteSpool;
  /** A number greater than all before it, as generations are. */
  nextGeneration(): number;
  /** Removes what lies on the disk. */
  tidy(): void;
}

export function createWorld(url: string, options: GcsOptions): World {
  const now = options.now ?? (() => Date.now());
  let folder: string | undefined;
  let generation = 0;
  const bodyFolder = () => {
    folder ??= mkdtempSync(join(tmpdir(), 'gcs-server-'));
    return folder;
  };
  const discardLargeBodies = options.discardLargeBodies ?? false;
  return {
    url,
    options,
    now,
    buckets: new Map(),
    sessions: new Map(),
    tokens: createTokenRegistry(now),
    account: createServiceAccount({ now, tokenUrl: `${url}/token` }),
    faults: createFaultList(),
    requests: [],
    newSpool: () => new ByteSpool({ folder: bodyFolder, discardLargeBodies }),
    nextGeneration: () => {
      // The service's own are microseconds; the clock of a test may stand still.
      generation = Math.max(generation + 1, Math.floor(now() * 1000));
      return generation;
    },
    tidy: () => {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
