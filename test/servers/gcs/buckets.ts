import type { StoredBytes } from './byte-spool.ts';
import type { ObjectFields } from './object-resource.ts';
import { GcsRefusal, noSuchBucket } from './refusal.ts';
import type { World } from './world.ts';

export interface BucketOptions {
  /** Objects cannot be removed or overwritten before they are so old. */
  retainSeconds?: number;
  /** The reason in the error of such an attempt; the documented one if not given, older logs show `forbidden`. */
  retentionReason?: string;
  /** Removed and overwritten objects stay as noncurrent generations. */
  versioned?: boolean;
  /** Requests must name the project that pays. */
  requesterPays?: boolean;
  /** The key for objects that name none. */
  defaultKmsKeyName?: string;
  /** The class of objects that name none; STANDARD if not given. */
  storageClass?: string;
}

export interface StoredObject {
  bucket: string;
  name: string;
  generation: number;
  metageneration: number;
  bytes: StoredBytes;
  fields: ObjectFields;
  storageClass: string;
  kmsKeyName?: string;
  /** In milliseconds since 1970. */
  timeCreated: number;
  updated: number;
  /** When it ceased to be current. */
  timeDeleted?: number;
}

export interface Bucket {
  name: string;
  options: BucketOptions;
  timeCreated: number;
  live: Map<string, StoredObject>;
  /** Oldest first; only where the bucket keeps them. */
  noncurrent: StoredObject[];
}

export function createBucket(world: World, name: string, options: BucketOptions): void {
  const timeCreated = world.now();
  world.buckets.set(name, { name, options, timeCreated, live: new Map(), noncurrent: [] });
}

/** The bucket, where it exists and the caller pays for what has to be paid for. */
export function openBucket(world: World, name: string, query: URLSearchParams, userProject?: string): Bucket {
  const bucket = world.buckets.get(name);
  if (bucket === undefined) throw noSuchBucket();
  if (bucket.options.requesterPays && !query.get('userProject') && !userProject) {
    throw new GcsRefusal(400, 'required', 'Bucket is requester pays bucket but no user project provided.');
  }
  return bucket;
}

/** The current object, or the generation asked for. */
export function findObject(bucket: Bucket, name: string, generation: string | null): StoredObject | undefined {
  const live = bucket.live.get(name);
  if (generation === null || String(live?.generation) === generation) return live;
  return bucket.noncurrent.find((object) => object.name === name && String(object.generation) === generation);
}

export interface NewObject {
  name: string;
  bytes: StoredBytes;
  fields: ObjectFields;
  storageClass: string | undefined;
  kmsKeyName: string | undefined;
}

export function storeObject(world: World, bucket: Bucket, given: NewObject): StoredObject {
  assertMayReplace(world, bucket, given.name);
  setAside(world, bucket, given.name);
  const now = world.now();
  const kmsKeyName = given.kmsKeyName ?? bucket.options.defaultKmsKeyName;
  const object: StoredObject = {
    bucket: bucket.name,
    name: given.name,
    generation: world.nextGeneration(),
    metageneration: 1,
    bytes: given.bytes,
    fields: given.fields,
    storageClass: given.storageClass ?? bucket.options.storageClass ?? 'STANDARD',
    ...(kmsKeyName !== undefined && { kmsKeyName }),
    timeCreated: now,
    updated: now,
  };
  bucket.live.set(given.name, object);
  return object;
}

/** Removes the current object, or for good the generation asked for. */
export function removeObject(world: World, bucket: Bucket, object: StoredObject, forGood: boolean): void {
  if (forGood) assertRetentionOver(world, bucket, object);
  else assertMayReplace(world, bucket, object.name);
  if (bucket.live.get(object.name) !== object) bucket.noncurrent.splice(bucket.noncurrent.indexOf(object), 1);
  else if (forGood) bucket.live.delete(object.name);
  else setAside(world, bucket, object.name);
}

/** When an object may be removed; undefined without a retention policy. */
export function retentionEnd(bucket: Bucket | undefined, object: StoredObject): number | undefined {
  const seconds = bucket?.options.retainSeconds;
  return seconds === undefined ? undefined : object.timeCreated + seconds * 1000;
}

/** Where noncurrent generations are kept nothing is lost, so the policy has no say. */
function assertMayReplace(world: World, bucket: Bucket, name: string): void {
  const object = bucket.live.get(name);
  if (object !== undefined && !bucket.options.versioned) assertRetentionOver(world, bucket, object);
}

function assertRetentionOver(world: World, bucket: Bucket, object: StoredObject): void {
  const end = retentionEnd(bucket, object);
  if (end === undefined || end <= world.now()) return;
  const what = `Object '${bucket.name}/${object.name}' is subject to bucket's retention policy`;
  const message = `${what} and cannot be deleted, overwritten or archived until ${new Date(end).toISOString()}`;
  throw new GcsRefusal(403, bucket.options.retentionReason ?? 'retentionPolicyNotMet', message);
}

function setAside(world: World, bucket: Bucket, name: string): void {
  const object = bucket.live.get(name);
  if (object === undefined) return;
  bucket.live.delete(name);
  if (bucket.options.versioned) bucket.noncurrent.push({ ...object, timeDeleted: world.now() });
}
