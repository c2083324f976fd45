import { createHash } from 'node:crypto';
import type { ObjectAttributes } from './attributes.ts';
import { nextId, type S3State } from './call.ts';
import type { Checksum } from './checksums.ts';
import { type Content, memoryContent } from './content.ts';
import { S3Error } from './s3-error.ts';

export interface BucketOptions {
  /** Keeps every version of an object. */
  versioned?: boolean;
  /** Object Lock in compliance mode: no version is deleted for so long. Implies `versioned`, unless `worm`. */
  retainSeconds?: number;
  /** A store without versions that refuses to overwrite or delete what is retained. */
  worm?: boolean;
  /** The account that owns it. */
  owner?: string;
  /** Where it is, if not where the server is. */
  region?: string;
}

/** One version of an object. */
export interface ObjectVersion extends ObjectAttributes {
  key: string;
  versionId: string;
  /** What a delete leaves behind in a versioned bucket; it has no bytes. */
  deleteMarker: boolean;
  size: number;
  /** The bytes; throws when they were hashed only. */
  bytes(): Buffer;
  content: Content;
  /** With its quotes. */
  etag: string;
  checksum: Checksum | undefined;
  /** How many parts it was uploaded in; undefined for a single put. */
  parts: number | undefined;
  /** In milliseconds, as all times here. */
  lastModified: number;
  retainUntil: number | undefined;
}

export interface Bucket {
  name: string;
  options: BucketOptions & { owner: string };
  versioned: boolean;
  /** Newest last. */
  versions: Map<string, ObjectVersion[]>;
}

/** What a put or a completed upload makes visible. */
export type NewObject = Pick<ObjectVersion, 'content' | 'etag' | 'checksum' | 'parts'>;

/** The account of buckets made without an owner. */
export const DEFAULT_OWNER = '111122223333';

export function createBucket(name: string, options: BucketOptions): Bucket {
  const worm = options.worm ?? false;
  return {
    name,
    options: { owner: DEFAULT_OWNER, ...options },
    versioned: !worm && (options.versioned === true || options.retainSeconds !== undefined),
    versions: new Map(),
  };
}

/** The object that a plain GET finds. */
export function currentVersion(bucket: Bucket, key: string): ObjectVersion | undefined {
  const newest = bucket.versions.get(key)?.at(-1);
  return newest?.deleteMarker ? undefined : newest;
}

/** All current objects, in the order of their keys' UTF-8 bytes. */
export function currentVersions(bucket: Bucket): ObjectVersion[] {
  return [...bucket.versions.keys()]
    .map((key) => ({ key, bytes: Buffer.from(key) }))
    .sort((left, right) => Buffer.compare(left.bytes, right.bytes))
    .map(({ key }) => currentVersion(bucket, key))
    .filter((version) => version !== undefined);
}

/** Makes an object visible. */
export function commitObject(
  state: S3State,
  bucket: Bucket,
  key: string,
  attributes: ObjectAttributes,
  object: NewObject,
): ObjectVersion {
  refuseIfWorm(state, bucket, key);
  const now = state.now();
  const retain = bucket.options.retainSeconds;
  const version: ObjectVersion = {
    ...attributes,
    ...object,
    key,
    versionId: bucket.versioned ? nextId(state, 'version') : 'null',
    deleteMarker: false,
    size: object.content.size,
    bytes: () => object.content.bytes(),
    // Spec: whole seconds, in headers and lists alike.
    lastModified: Math.floor(now / 1000) * 1000,
    retainUntil: retain === undefined ? undefined : now + retain * 1000,
  };
  const older = bucket.versioned ? (bucket.versions.get(key) ?? []) : [];
  bucket.versions.set(key, [...older, version]);
  return version;
}

/** Deletes an object, or hides it behind a delete marker where versions are kept. */
export function deleteObject(state: S3State, bucket: Bucket, key: string): ObjectVersion | undefined {
  refuseIfWorm(state, bucket, key);
  if (!bucket.versioned) {
    bucket.versions.delete(key);
    return undefined;
  }
  const content = memoryContent(Buffer.alloc(0));
  const marker: ObjectVersion = {
    key,
    versionId: nextId(state, 'version'),
    deleteMarker: true,
    size: 0,
    bytes: () => content.bytes(),
    content,
    etag: '',
    checksum: undefined,
    parts: undefined,
    lastModified: Math.floor(state.now() / 1000) * 1000,
    retainUntil: undefined,
    contentType: undefined,
    headers: {},
    metadata: {},
    storageClass: 'STANDARD',
    serverSideEncryption: 'AES256',
    kmsKeyId: undefined,
    tags: {},
  };
  bucket.versions.set(key, [...(bucket.versions.get(key) ?? []), marker]);
  return marker;
}

/** Deletes one version for good, if its retention allows. */
export function deleteVersion(state: S3State, bucket: Bucket, key: string, id: string): ObjectVersion | undefined {
  const versions = bucket.versions.get(key) ?? [];
  const version = versions.find((candidate) => candidate.versionId === id);
  if (version === undefined) return undefined;
  if (isRetained(state, version)) {
    throw new S3Error('AccessDenied', 'Access Denied because object protected by object lock.');
  }
  const left = versions.filter((candidate) => candidate !== version);
  if (left.length === 0) bucket.versions.delete(key);
  else bucket.versions.set(key, left);
  return version;
}

/** The ETag of bytes put at once, or of one part: their MD5, unless KMS encrypts them. */
export function etagOf(state: S3State, attributes: ObjectAttributes, md5: Buffer): string {
  if (!attributes.serverSideEncryption.startsWith('aws:kms')) return `"${md5.toString('hex')}"`;
  return `"${createHash('md5').update(nextId(state, 'encrypted')).update(md5).digest('hex')}"`;
}

function isRetained(state: S3State, version: ObjectVersion): boolean {
  return version.retainUntil !== undefined && state.now() < version.retainUntil;
}

function refuseIfWorm(state: S3State, bucket: Bucket, key: string): void {
  const existing = currentVersion(bucket, key);
  if (!bucket.options.worm || existing === undefined || !isRetained(state, existing)) return;
  throw new S3Error('AccessDenied', 'Object is WORM protected and cannot be overwritten');
}
