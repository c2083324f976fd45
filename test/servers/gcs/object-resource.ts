import { retentionEnd, type StoredObject } from './buckets.ts';
import type { Fault } from './faults.ts';
import { invalid } from './refusal.ts';
import type { World } from './world.ts';

/** The part of an object's metadata that its writer sets. */
export interface ObjectFields {
  cacheControl?: string;
  contentDisposition?: string;
  contentEncoding?: string;
  contentLanguage?: string;
  contentType?: string;
  customTime?: string;
  metadata?: Record<string, string>;
}

const TEXT_FIELDS = [
  'cacheControl',
  'contentDisposition',
  'contentEncoding',
  'contentLanguage',
  'contentType',
  'customTime',
] as const;

/** Sums that no object of a test has: those of no bytes at all would be some. */
const WRONG_CRC32C = '/////w==';
const WRONG_MD5 = '/////////////////////w==';

/** Lays the fields of a request's body over those there were; null removes one. */
export function mergeFields(before: ObjectFields, given: Record<string, unknown>): ObjectFields {
  const fields: ObjectFields = { ...before };
  for (const field of TEXT_FIELDS) {
    const value = given[field];
    if (value === null) delete fields[field];
    else if (typeof value === 'string') fields[field] = value;
    else if (value !== undefined) throw invalid(`Invalid value for: ${field}`);
  }
  if (given.metadata === null) delete fields.metadata;
  else if (given.metadata !== undefined) fields.metadata = mergeCustom(fields.metadata, given.metadata);
  return fields;
}

function mergeCustom(before: Record<string, string> | undefined, given: unknown): Record<string, string> {
  if (typeof given !== 'object' || given === null) throw invalid('Invalid value for: metadata');
  const merged = new Map(Object.entries(before ?? {}));
  for (const [key, value] of Object.entries(given)) {
    if (value === null) merged.delete(key);
    else merged.set(key, String(value));
  }
  return Object.fromEntries(merged);
}

/** https://cloud.google.com/storage/docs/json_api/v1/objects#resource */
export function objectResource(world: World, object: StoredObject, fault?: Fault): Record<string, unknown> {
  const { bucket, name, generation, metageneration, bytes, fields } = object;
  const self = `${world.url}/storage/v1/b/${bucket}/o/${encodeURIComponent(name)}`;
  const media = `${world.url}/download/storage/v1/b/${bucket}/o/${encodeURIComponent(name)}`;
  const retained = retentionEnd(world.buckets.get(bucket), object);
  return {
    kind: 'storage#object',
    id: `${bucket}/${name}/${generation}`,
    selfLink: self,
    mediaLink: `${media}?generation=${generation}&alt=media`,
    name,
    bucket,
    generation: String(generation),
    metageneration: String(metageneration),
    ...fields,
    storageClass: object.storageClass,
    // The version of the key that was used is part of the name that comes back.
    ...(object.kmsKeyName !== undefined && { kmsKeyName: `${object.kmsKeyName}/cryptoKeyVersions/1` }),
    size: String(bytes.size),
    md5Hash: fault?.kind === 'wrong-md5' ? WRONG_MD5 : bytes.md5Hash,
    crc32c: fault?.kind === 'wrong-crc32c' ? WRONG_CRC32C : bytes.crc32c,
    etag: etagOf(object),
    timeCreated: isoTime(object.timeCreated),
    updated: isoTime(object.updated),
    timeFinalized: isoTime(object.timeCreated),
    timeStorageClassUpdated: isoTime(object.timeCreated),
    ...(object.timeDeleted !== undefined && { timeDeleted: isoTime(object.timeDeleted) }),
    ...(retained !== undefined && { retentionExpirationTime: isoTime(retained) }),
  };
}

export function etagOf({ generation, metageneration }: StoredObject): string {
  return Buffer.from(`${generation}/${metageneration}`).toString('base64');
}

/** The checksums in the form of the header, by which a download is checked. */
export function hashHeader({ bytes }: StoredObject, fault?: Fault): string {
  const crc32c = fault?.kind === 'wrong-crc32c' ? WRONG_CRC32C : bytes.crc32c;
  const md5Hash = fault?.kind === 'wrong-md5' ? WRONG_MD5 : bytes.md5Hash;
  return `crc32c=${crc32c},md5=${md5Hash}`;
}

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
