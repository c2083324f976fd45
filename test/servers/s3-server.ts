import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AccessKey, addKey, addSession, type Permission, type SessionKey } from './s3/access-keys.ts';
import type { S3Behaviour, S3Request, S3State } from './s3/call.ts';
import type { FaultKind, FaultOptions } from './s3/faults.ts';
import { handle } from './s3/handle.ts';
import type { Upload } from './s3/multipart.ts';
import {
  type Bucket,
  type BucketOptions,
  createBucket,
  currentVersion,
  currentVersions,
  type ObjectVersion,
} from './s3/object-store.ts';
import { handleSts, isStsRequest, type StsOptions, type StsRequest } from './s3/sts.ts';

export type { AccessKey, Permission, SessionKey } from './s3/access-keys.ts';
export type { S3Request } from './s3/call.ts';
export type { FaultKind, FaultOptions } from './s3/faults.ts';
export type { Upload } from './s3/multipart.ts';
export type { BucketOptions, ObjectVersion } from './s3/object-store.ts';
export type { StsOptions, StsRequest, TokenVerdict } from './s3/sts.ts';

export interface S3ServerOptions extends Partial<S3Behaviour> {
  /** The server's clock, in milliseconds. */
  now?: () => number;
  /** Bodies above this many bytes go to a file: 1 MiB. */
  memoryBytes?: number;
  /** Bodies above `memoryBytes` are hashed only; reading them afterwards fails. */
  discardLargeBodies?: boolean;
  /** Makes the same address a token service, too. */
  sts?: StsOptions;
}

/** An S3 service on loopback, with the token service that gives credentials for it. */
export interface S3Server {
  /** For clients that put the bucket into the path. */
  url: string;
  /** For clients that put the bucket into the host name: `bucket.localhost`. */
  virtualHostUrl: string;
  port: number;
  region: string;
  /** The key that may do everything. */
  credentials: AccessKey;
  /** The variables by which the SDK finds the server and the key; without one, those for the server alone. */
  environment(key?: AccessKey | 'none'): Record<string, string>;
  createBucket(name: string, options?: BucketOptions): void;
  /** The current version of an object. */
  object(bucket: string, key: string): ObjectVersion | undefined;
  /** All current objects' bytes, in the order of their keys. */
  objects(bucket: string): Map<string, Buffer>;
  /** Every version of an object with its delete markers, oldest first. */
  versions(bucket: string, key: string): ObjectVersion[];
  /** Multipart uploads neither completed nor aborted. */
  openUploads(): Upload[];
  /** Requests for buckets so far, in the order of their arrival. */
  requests: S3Request[];
  /** Requests for credentials so far. */
  stsRequests: StsRequest[];
  /** Makes requests go wrong: the next one, unless the options say otherwise. */
  fault(kind: FaultKind, options?: FaultOptions): void;
  /** Forgets the faults that have not happened yet. */
  clearFaults(): void;
  /** A lasting key with some permissions only. */
  addKey(permissions?: readonly Permission[]): AccessKey;
  /** A session's key, refused from `expiresAt` on. */
  issueSession(expiresAt: number, permissions?: readonly Permission[]): SessionKey;
  /** Makes a key unknown. */
  removeKey(accessKeyId: string): void;
  close(): Promise<void>;
}

const BEHAVIOUR: S3Behaviour = {
  region: 'us-east-1',
  minimumPartBytes: 5 * 1024 ** 2,
  maximumPutBytes: 5 * 1024 ** 3,
  pageSize: 1000,
  ignorePreconditions: false,
  refusePreconditions: false,
  repeatCompletes: false,
  kmsKeys: undefined,
};

/** Starts an S3 service on a free port; the caller closes it. */
export async function startS3Server(options: S3ServerOptions = {}): Promise<S3Server> {
  const { now = Date.now, memoryBytes = 1024 ** 2, discardLargeBodies = false, sts, ...behaviour } = options;
  const folder = mkdtempSync(join(tmpdir(), 's3-server-'));
  const state: S3State = {
    behaviour: { ...BEHAVIOUR, ...behaviour },
    now,
    keys: { keys: new Map(), issued: 0 },
    buckets: new Map(),
    uploads: new Map(),
    faults: [],
    requests: [],
    place: { folder, memoryBytes, discardLargeBodies },
    ids: 0,
  };
  const stsRequests: StsRequest[] = [];
  const server = createServer((request, response) => {
    const handled = isStsRequest(request)
      ? handleSts(state, sts, stsRequests, request, response)
      : handle(state, request, response);
    handled.catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...controls(state), ...addresses(state, port), stsRequests, close };
}

function addresses(state: S3State, port: number) {
  const { region } = state.behaviour;
  const credentials = addKey(state.keys);
  const url = `http://127.0.0.1:${port}`;
  return {
    ...{ url, port, region, credentials },
    virtualHostUrl: `http://localhost:${port}`,
    environment: (key: AccessKey | 'none' = credentials) => ({
      AWS_REGION: region,
      AWS_ENDPOINT_URL_S3: url,
      AWS_ENDPOINT_URL_STS: url,
      // Nothing of the machine's own is to be found.
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
      ...(key === 'none' ? {} : keyVariables(key)),
    }),
  };
}

function keyVariables({ accessKeyId, secretAccessKey, sessionToken }: AccessKey): Record<string, string> {
  const variables = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  return sessionToken === undefined ? variables : { ...variables, AWS_SESSION_TOKEN: sessionToken };
}

function controls(state: S3State) {
  const find = (name: string): Bucket => {
    const bucket = state.buckets.get(name);
    if (bucket === undefined) throw new Error(`no bucket ${name} was created`);
    return bucket;
  };
  return {
    requests: state.requests,
    createBucket: (name: string, options: BucketOptions = {}) => {
      state.buckets.set(name, createBucket(name, options));
    },
    object: (bucket: string, key: string) => currentVersion(find(bucket), key),
    objects: (bucket: string) =>
      new Map(currentVersions(find(bucket)).map((version) => [version.key, version.bytes()])),
    versions: (bucket: string, key: string) => [...(find(bucket).versions.get(key) ?? [])],
    openUploads: () => [...state.uploads.values()].filter((upload) => upload.completed === undefined),
    fault: (kind: FaultKind, options: FaultOptions = {}) => {
      state.faults.push({ ...options, kind });
    },
    clearFaults: () => {
      state.faults.length = 0;
    },
    addKey: (permissions?: readonly Permission[]) => addKey(state.keys, permissions),
    issueSession: (expiresAt: number, permissions?: readonly Permission[]) =>
      addSession(state.keys, expiresAt, permissions),
    removeKey: (accessKeyId: string) => {
      state.keys.keys.delete(accessKeyId);
    },
  };
}
